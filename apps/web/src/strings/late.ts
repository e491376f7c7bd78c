import { enLate } from "./en-late.ts";
import { words } from "./words.ts";

/** The sentences of home and of dialogs in the language in use. */
export const late = words("late", enLate);
