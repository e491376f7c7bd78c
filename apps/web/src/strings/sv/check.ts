import type { Spoken } from "../spoken.ts";

/** Swedish of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Kopierat",
  copyFailed: "Det gick inte att kopiera.",
  space: {
    leave: "Lämna",
  },
  titles: {
    join: "Rum",
    roundTrip: "Skickas",
  },
  works: {
    upgrade: "Det öppnar",
  },
  faults: {
    "sign-in": {
      said: "Det här wifi-nätet kräver inloggning",
    },
  },
});
