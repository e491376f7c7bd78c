import type { Spoken } from "../spoken.ts";

/** Czech of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Má zavibrovat, když ${room} odpoví?`,
  yes: "Ano",
  notNow: "Teď ne",
  title: "Oznámení",
  explain: "Zprávy jsou vidět na zamčeném displeji. Přečte je jen tvůj mobil.",
  on: "Tenhle mobil pro tuhle místnost vibruje.",
  off: "Tenhle mobil je pro tuhle místnost ticho.",
  mentionsOnly: "Vibruje, když tě někdo zmíní.",
  muted: "Místnost je ztlumená: nic nevibruje.",
  lockWords: "Slova na zamčené obrazovce",
  lockWordsHint: "Vypnuto: stojí tam jen „Nová zpráva“.",
  turnOn: "Ať vibruje",
  turningOn: "Moment…",
  done: (room) => `${room} ti teď může dát vědět`,
  denied: "Oznámení jsou blokovaná. Povol je v nastavení prohlížeče.",
  missing: "Tenhle prohlížeč neumí dát vědět. Zprávy čekají v aplikaci.",
  install: "Nejdřív si dej aplikaci na plochu. Pak může vibrovat.",
  showHow: "Ukaž mi jak",
  failed: "Nepovedlo se to. Zkus to znovu se signálem.",
  unavailable: "Tady to ještě nikdo nezapnul.",
});
