import type { Spoken } from "../spoken.ts";

/** German of late. */
export const late: Spoken<"late"> = () => ({});
