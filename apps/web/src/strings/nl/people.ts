import type { Spoken } from "../spoken.ts";

/** Dutch of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Mensen",
    here: "Nu hier",
    you: "jij",
    block: "Blokkeren",
    unblock: "Deblokkeren",
    blocked: "Geblokkeerd",
    nobody: "Hier heeft nog niemand geschreven.",
  },
  host: {
    title: "Voor de gastheer",
  },
});
