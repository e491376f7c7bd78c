import type { Spoken } from "../spoken.ts";

/** French of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Copié",
  copyFailed: "Impossible de copier.",
  space: {
    leave: "Quitter",
  },
  titles: {
    join: "Salon",
    roundTrip: "Envoi en cours",
  },
  works: {
    upgrade: "Ça ouvre",
  },
  faults: {
    "sign-in": {
      said: "Ce Wi-Fi demande de se connecter",
    },
  },
});
