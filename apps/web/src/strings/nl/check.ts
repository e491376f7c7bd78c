import type { Spoken } from "../spoken.ts";

/** Dutch of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Gekopieerd",
  copyFailed: "Dat kon niet worden gekopieerd.",
  space: {
    leave: "Verlaten",
  },
  titles: {
    join: "Kamer",
    roundTrip: "Wordt verstuurd",
  },
  works: {
    upgrade: "Dit opent",
  },
  faults: {
    "sign-in": {
      said: "Voor deze wifi moet je inloggen",
    },
  },
});
