import type { Spoken } from "../spoken.ts";

/** Danish of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Skal den brumme, når ${room} svarer?`,
  yes: "Ja",
  notNow: "Ikke nu",
  title: "Notifikationer",
  explain: "Beskeder vises på låseskærmen. Kun din telefon kan læse dem.",
  on: "Denne telefon brummer for rummet.",
  off: "Denne telefon er stille for rummet.",
  mentionsOnly: "Den brummer, når nogen nævner dig.",
  muted: "Rummet er på lydløs: intet brummer.",
  lockWords: "Ord på låseskærmen",
  lockWordsHint: "Fra: der står kun “Ny besked”.",
  turnOn: "Lad den brumme",
  turningOn: "Et øjeblik…",
  done: (room) => `${room} kan nu give dig besked`,
  denied: "Notifikationer er blokeret. Tillad dem i browserens indstillinger.",
  missing: "Denne browser kan ikke give besked. Beskeder venter i appen.",
  install: "Læg først appen på hjemmeskærmen. Så kan den brumme.",
  showHow: "Vis mig hvordan",
  failed: "Det gik ikke. Prøv igen, når der er signal.",
  unavailable: "Ingen har sat det op her endnu.",
});
