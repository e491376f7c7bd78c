import type { Spoken } from "../spoken.ts";

/** Dutch of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Laten trillen als ${room} antwoordt?`,
  yes: "Ja",
  notNow: "Niet nu",
  title: "Meldingen",
  explain: "Berichten staan op je vergrendelscherm. Alleen jouw telefoon kan ze lezen.",
  on: "Deze telefoon trilt voor deze kamer.",
  off: "Deze telefoon blijft stil voor deze kamer.",
  mentionsOnly: "Hij trilt als iemand jou noemt.",
  muted: "Deze kamer is stil: er trilt niets.",
  lockWords: "Tekst op het toegangsscherm",
  lockWordsHint: "Uit: er staat alleen ‘Nieuw bericht’.",
  turnOn: "Laten trillen",
  turningOn: "Een moment…",
  done: (room) => `${room} kan je nu een seintje geven`,
  denied: "Meldingen zijn geblokkeerd. Sta ze toe in de instellingen van je browser.",
  missing: "Deze browser kan je geen seintje geven. Berichten wachten in de app.",
  install: "Zet de app eerst op je beginscherm. Dan kan hij trillen.",
  showHow: "Laat zien hoe",
  failed: "Dat lukte niet. Probeer het opnieuw met bereik.",
  unavailable: "Dit is hier nog niet ingesteld.",
});
