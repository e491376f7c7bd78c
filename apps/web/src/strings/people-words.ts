import { enPeople } from "./en-people.ts";

/** The sentences about people and hosts in the language in use. */
export const peopleWords = enPeople;
