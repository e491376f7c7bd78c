import type { Spoken } from "../spoken.ts";

/** Czech of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Lidé",
    here: "Teď tady",
    you: "ty",
    block: "Zablokovat",
    unblock: "Odblokovat",
    blocked: "Zablokováno",
    nobody: "Zatím tu nikdo nepsal.",
  },
  host: {
    title: "Nástroje hostitele",
  },
});
