import { enCheck } from "./en-check.ts";

/** The sentences of the connection check in the language in use. */
export const checkWords = enCheck;
