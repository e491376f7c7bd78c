import { en } from "./en.ts";
import { words } from "./words.ts";

/** The sentences of the first screen in the language in use. */
export const t = words("first", en);
