import type { Spoken } from "../spoken.ts";

/** German of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Kopiert",
  copyFailed: "Das ließ sich nicht kopieren.",
  space: {
    leave: "Verlassen",
  },
  titles: {
    join: "Raum",
    roundTrip: "Wird gesendet",
  },
  works: {
    upgrade: "Es öffnet sich",
  },
  faults: {
    "sign-in": {
      said: "Dieses WLAN verlangt eine Anmeldung",
    },
  },
});
