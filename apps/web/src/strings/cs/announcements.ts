import type { Spoken } from "../spoken.ts";

/** Czech of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Od pořadatele",
  info: "Info",
  important: "Důležité",
  emergency: "Nouze",
  hide: "Skrýt",
  fold: "Zmenšit",
  read: "Přečteno",
  help: "Potřebuju pomoc",
  footer: "Řiď se pokyny personálu a hlášení.",
  language: "Jazyk",
  update: (revision) => `Zpráva ${revision}`,
  next: (time) => `další zpráva ${time}`,
  late: (sent, reached) => `Odesláno ${sent} · doručeno ${reached}`,
  more: (count) => `ještě ${count}`,
  call: "Volat 112",
  show: "Ukaž to personálu",
  say: "Potřebuju pomoc. Odveďte mě na první pomoc.",
  back: "Zpět",
});
