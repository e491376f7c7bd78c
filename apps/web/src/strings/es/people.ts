import type { Spoken } from "../spoken.ts";

/** Spanish of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "Gente",
    here: "Aquí ahora",
    you: "tú",
    block: "Bloquear",
    unblock: "Desbloquear",
    blocked: "Bloqueado",
    nobody: "Aquí nadie ha escrito aún.",
  },
  host: {
    title: "Herramientas del anfitrión",
  },
});
