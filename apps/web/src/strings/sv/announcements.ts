import type { Spoken } from "../spoken.ts";

/** Swedish of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Från arrangören",
  info: "Info",
  important: "Viktigt",
  emergency: "Nödläge",
  hide: "Dölj",
  fold: "Gör liten",
  read: "Läst",
  help: "Jag behöver hjälp",
  footer: "Följ personalen och högtalarna.",
  language: "Språk",
  update: (revision) => `Besked ${revision}`,
  next: (time) => `nästa besked ${time}`,
  late: (sent, reached) => `Skickat ${sent} · nådde dig ${reached}`,
  more: (count) => `${count} till`,
  call: "Ring 112",
  show: "Visa det för personalen",
  say: "Jag behöver hjälp. Ta mig till första hjälpen.",
  back: "Tillbaka",
});
