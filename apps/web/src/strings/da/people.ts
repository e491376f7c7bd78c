import type { Spoken } from "../spoken.ts";

/** Danish of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Folk",
    here: "Her nu",
    you: "dig",
    block: "Blokér",
    unblock: "Fjern blokering",
    blocked: "Blokeret",
    nobody: "Ingen har skrevet her endnu.",
  },
  host: {
    title: "Værtens værktøj",
  },
});
