import { enPeople } from "./en-people.ts";
import { words } from "./words.ts";

/** The sentences about people and hosts in the language in use. */
export const peopleWords = words("people", enPeople);
