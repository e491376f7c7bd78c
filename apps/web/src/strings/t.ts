import { en } from "./en.ts";

/** The sentences of the language in use. English alone until another file fills its shape. */
export const t = en;
