import type { Spoken } from "../spoken.ts";

/** Danish of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Kopieret",
  copyFailed: "Det kunne ikke kopieres.",
  space: {
    leave: "Forlad",
  },
  titles: {
    join: "Rum",
    roundTrip: "Sender",
  },
  works: {
    upgrade: "Det åbner",
  },
  faults: {
    "sign-in": {
      said: "Dette wi-fi kræver login",
    },
  },
});
