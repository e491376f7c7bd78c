import type { Spoken } from "../spoken.ts";

/** German of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Vom Veranstalter",
  info: "Info",
  important: "Wichtig",
  emergency: "Notfall",
  hide: "Ausblenden",
  fold: "Klein machen",
  read: "Gelesen",
  help: "Ich brauche Hilfe",
  footer: "Folge dem Personal und den Durchsagen.",
  language: "Sprache",
  update: (revision) => `Update ${revision}`,
  next: (time) => `nächstes Update ${time}`,
  late: (sent, reached) => `Gesendet ${sent} · bei dir ${reached}`,
  more: (count) => `${count} weitere`,
  call: "112 anrufen",
  show: "Zeig das dem Personal",
  say: "Ich brauche Hilfe. Bitte bringt mich zur Ersten Hilfe.",
  back: "Zurück",
});
