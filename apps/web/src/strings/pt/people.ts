import type { Spoken } from "../spoken.ts";

/** Portuguese of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Pessoas",
    here: "Aqui agora",
    you: "tu",
    block: "Bloquear",
    unblock: "Desbloquear",
    blocked: "Bloqueado",
    nobody: "Ainda ninguém escreveu aqui.",
  },
  host: {
    title: "Ferramentas do anfitrião",
  },
});
