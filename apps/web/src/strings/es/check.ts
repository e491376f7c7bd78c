import type { Spoken } from "../spoken.ts";

/** Spanish of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Copiado",
  copyFailed: "No se pudo copiar.",
  space: {
    leave: "Salir",
  },
  titles: {
    join: "Sala",
    roundTrip: "Enviando",
  },
  works: {
    upgrade: "Se abre",
  },
  faults: {
    "sign-in": {
      said: "Esta wifi pide iniciar sesión",
    },
  },
});
