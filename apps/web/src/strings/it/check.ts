import type { Spoken } from "../spoken.ts";

/** Italian of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Copiato",
  copyFailed: "Non si può copiare.",
  space: {
    leave: "Lascia",
  },
  titles: {
    join: "Stanza",
    roundTrip: "Invio in corso",
  },
  works: {
    upgrade: "Si apre",
  },
  faults: {
    "sign-in": {
      said: "Questo Wi-Fi chiede l’accesso",
    },
  },
});
