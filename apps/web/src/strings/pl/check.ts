import type { Spoken } from "../spoken.ts";

/** Polish of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Skopiowano",
  copyFailed: "Nie udało się skopiować.",
  space: {
    leave: "Wyjdź",
  },
  titles: {
    join: "Pokój",
    roundTrip: "Wysyłanie",
  },
  works: {
    upgrade: "Otwiera się",
  },
  faults: {
    "sign-in": {
      said: "To Wi-Fi wymaga logowania",
    },
  },
});
