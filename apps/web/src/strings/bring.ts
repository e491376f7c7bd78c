import { enBring } from "./en-bring.ts";

/** The sentences of posters, hand-over and keeping the app in the language in use. */
export const bring = enBring;
