import type { Spoken } from "../spoken.ts";

/** Dutch of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Van de organisatie",
  info: "Info",
  important: "Belangrijk",
  emergency: "Noodgeval",
  hide: "Verbergen",
  fold: "Klein maken",
  read: "Gelezen",
  help: "Ik heb hulp nodig",
  footer: "Volg het personeel en de omroep.",
  language: "Taal",
  update: (revision) => `Update ${revision}`,
  next: (time) => `volgende update ${time}`,
  late: (sent, reached) => `Verstuurd ${sent} · bij jou ${reached}`,
  more: (count) => `nog ${count}`,
  call: "Bel 112",
  show: "Laat dit aan het personeel zien",
  say: "Ik heb hulp nodig. Breng me naar de eerste hulp.",
  back: "Terug",
});
