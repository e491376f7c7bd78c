import { enCheck } from "./en-check.ts";
import { words } from "./words.ts";

/** The sentences of the connection check in the language in use. */
export const checkWords = words("check", enCheck);
