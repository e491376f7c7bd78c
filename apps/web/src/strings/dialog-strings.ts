import { enDialogs } from "./en-dialogs.ts";

/** The sentences of dialogs in the language in use. */
export const dialogStrings = enDialogs;
