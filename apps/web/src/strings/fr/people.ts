import type { Spoken } from "../spoken.ts";

/** French of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Les gens",
    here: "Ici en ce moment",
    you: "toi",
    block: "Bloquer",
    unblock: "Débloquer",
    blocked: "Bloqué",
    nobody: "Personne n’a encore écrit ici.",
  },
  host: {
    title: "Outils de l’hôte",
  },
});
