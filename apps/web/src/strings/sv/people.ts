import type { Spoken } from "../spoken.ts";

/** Swedish of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Folk",
    here: "Här nu",
    you: "du",
    block: "Blockera",
    unblock: "Häv blockering",
    blocked: "Blockerad",
    nobody: "Ingen har skrivit här än.",
  },
  host: {
    title: "Värdens verktyg",
  },
});
