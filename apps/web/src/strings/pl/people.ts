import type { Spoken } from "../spoken.ts";

/** Polish of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Ludzie",
    here: "Teraz tutaj",
    you: "ty",
    block: "Zablokuj",
    unblock: "Odblokuj",
    blocked: "Zablokowano",
    nobody: "Nikt tu jeszcze nie pisał.",
  },
  host: {
    title: "Narzędzia gospodarza",
  },
});
