import { join } from "node:path";

/** The repository's root folder: scripts work from anywhere inside it. */
export const root = join(import.meta.dirname, "..");
