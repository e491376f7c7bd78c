import type { Spoken } from "../spoken.ts";

/** Czech of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "Zkopírováno",
  copyFailed: "Nešlo to zkopírovat.",
  space: {
    leave: "Opustit",
  },
  titles: {
    join: "Místnost",
    roundTrip: "Odesílá se",
  },
  works: {
    upgrade: "Otevře se",
  },
  faults: {
    "sign-in": {
      said: "Tahle Wi-Fi chce přihlášení",
    },
  },
});
