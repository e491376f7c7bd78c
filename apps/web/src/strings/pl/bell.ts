import type { Spoken } from "../spoken.ts";

/** Polish of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Wibracja, gdy ${room} odpowie?`,
  yes: "Tak",
  notNow: "Nie teraz",
  title: "Powiadomienia",
  explain: "Wiadomości widać na ekranie blokady. Przeczyta je tylko twój telefon.",
  on: "Ten telefon wibruje dla tego pokoju.",
  off: "Ten telefon milczy dla tego pokoju.",
  mentionsOnly: "Wibruje, gdy ktoś cię wspomni.",
  muted: "Ten pokój jest wyciszony: nic nie wibruje.",
  lockWords: "Treść na ekranie blokady",
  lockWordsHint: "Bez tego jest tylko „Nowa wiadomość”.",
  turnOn: "Włącz wibracje",
  turningOn: "Chwila…",
  done: (room) => `${room} może ci teraz dać znać`,
  denied: "Powiadomienia są zablokowane. Zezwól na nie w ustawieniach przeglądarki.",
  missing: "Ta przeglądarka nie może dać ci znać. Wiadomości czekają w aplikacji.",
  install: "Najpierw dodaj aplikację do ekranu głównego. Wtedy będzie wibrować.",
  showHow: "Pokaż, jak",
  failed: "Nie udało się. Spróbuj, gdy będzie zasięg.",
  unavailable: "Nikt tu tego jeszcze nie włączył.",
});
