import type { Spoken } from "../spoken.ts";

/** Italian of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Persone",
    here: "Qui ora",
    you: "tu",
    block: "Blocca",
    unblock: "Sblocca",
    blocked: "Bloccato",
    nobody: "Qui non ha ancora scritto nessuno.",
  },
  host: {
    title: "Strumenti di chi ospita",
  },
});
