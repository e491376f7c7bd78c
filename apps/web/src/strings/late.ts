import { enLate } from "./en-late.ts";

/** The sentences of home and of dialogs in the language in use. */
export const late = enLate;
