import type { Spoken } from "../spoken.ts";

/** Portuguese of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Copiado",
  copyFailed: "Não foi possível copiar.",
  space: {
    leave: "Sair",
  },
  titles: {
    join: "Sala",
    roundTrip: "A enviar",
  },
  works: {
    upgrade: "Abre-se",
  },
  faults: {
    "sign-in": {
      said: "Este Wi-Fi pede um início de sessão",
    },
  },
});
