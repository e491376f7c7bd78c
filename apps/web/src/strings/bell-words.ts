import { enBell } from "./en-bell.ts";
import { words } from "./words.ts";

/** The sentences about notifications on the lock screen in the language in use. */
export const bellWords = words("bell", enBell);
