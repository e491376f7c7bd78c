import { enNearby } from "./en-nearby.ts";
import { words } from "./words.ts";

/** The sentences about phones nearby in the language in use. */
export const nearbyWords = words("nearby", enNearby);
