import type { Spoken } from "../spoken.ts";

/** German of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Leute",
    here: "Gerade hier",
    you: "du",
    block: "Blockieren",
    unblock: "Freigeben",
    blocked: "Blockiert",
    nobody: "Hier hat noch niemand geschrieben.",
  },
  host: {
    title: "Werkzeuge für Gastgeber",
  },
});
