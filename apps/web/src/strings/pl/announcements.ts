import type { Spoken } from "../spoken.ts";

/** Polish of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Od organizatora",
  info: "Info",
  important: "Ważne",
  emergency: "Alarm",
  hide: "Ukryj",
  fold: "Zmniejsz",
  read: "Przeczytane",
  help: "Potrzebuję pomocy",
  footer: "Słuchaj obsługi i komunikatów.",
  language: "Język",
  update: (revision) => `Komunikat ${revision}`,
  next: (time) => `następny o ${time}`,
  late: (sent, reached) => `Wysłane ${sent} · dotarło ${reached}`,
  more: (count) => `jeszcze ${count}`,
  call: "Zadzwoń pod 112",
  show: "Pokaż to obsłudze",
  say: "Potrzebuję pomocy. Zaprowadźcie mnie do pierwszej pomocy.",
  back: "Wstecz",
});
