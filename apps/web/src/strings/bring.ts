import { enBring } from "./en-bring.ts";
import { words } from "./words.ts";

/** The sentences of posters, hand-over and keeping the app in the language in use. */
export const bring = words("bring", enBring);
