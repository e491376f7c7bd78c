import type { Spoken } from "../spoken.ts";

/** Swedish of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Ska den surra när ${room} svarar?`,
  yes: "Ja",
  notNow: "Inte nu",
  title: "Notiser",
  explain: "Meddelanden syns på låsskärmen. Bara din mobil kan läsa dem.",
  on: "Den här mobilen surrar för rummet.",
  off: "Den här mobilen är tyst för rummet.",
  mentionsOnly: "Den surrar när någon nämner dig.",
  muted: "Rummet är tystat: inget surrar.",
  lockWords: "Ord på låsskärmen",
  lockWordsHint: "Av: där står bara ”Nytt meddelande”.",
  turnOn: "Låt den surra",
  turningOn: "Ett ögonblick…",
  done: (room) => `${room} kan nu säga till dig`,
  denied: "Notiser är blockerade. Tillåt dem i webbläsarens inställningar.",
  missing: "Den här webbläsaren kan inte säga till. Meddelanden väntar i appen.",
  install: "Lägg först appen på hemskärmen. Sedan kan den surra.",
  showHow: "Visa mig hur",
  failed: "Det gick inte. Försök igen med täckning.",
  unavailable: "Ingen har ordnat det här än.",
});
