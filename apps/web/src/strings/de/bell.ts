import type { Spoken } from "../spoken.ts";

/** German of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Soll das Handy brummen, wenn ${room} antwortet?`,
  yes: "Ja",
  notNow: "Nicht jetzt",
  title: "Benachrichtigungen",
  explain: "Nachrichten stehen auf dem Sperrbildschirm. Lesen kann sie nur dein Handy.",
  on: "Dieses Handy brummt für diesen Raum.",
  off: "Dieses Handy bleibt still für diesen Raum.",
  mentionsOnly: "Es brummt, wenn dich jemand erwähnt.",
  muted: "Dieser Raum ist stumm: Nichts brummt.",
  lockWords: "Worte auf dem Sperrbildschirm",
  lockWordsHint: "Aus: Dort steht nur „Neue Nachricht“.",
  turnOn: "Brummen lassen",
  turningOn: "Moment…",
  done: (room) => `${room} darf jetzt brummen`,
  denied: "Benachrichtigungen sind gesperrt. Erlaub sie in den Einstellungen des Browsers.",
  missing: "Dieser Browser kann nicht brummen. Nachrichten warten in der App.",
  install: "Leg die App erst auf den Home-Bildschirm. Dann kann sie brummen.",
  showHow: "Zeig mir, wie",
  failed: "Das hat nicht geklappt. Versuch es mit Netz noch mal.",
  unavailable: "Das hat hier noch niemand eingerichtet.",
});
