import type { Spoken } from "../spoken.ts";

/** French of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "De l’organisateur",
  info: "Info",
  important: "Important",
  emergency: "Urgence",
  hide: "Masquer",
  fold: "Réduire",
  read: "C’est lu",
  help: "J’ai besoin d’aide",
  footer: "Suis le personnel et les annonces.",
  language: "Langue",
  update: (revision) => `Point ${revision}`,
  next: (time) => `prochain point ${time}`,
  late: (sent, reached) => `Envoyé ${sent} · reçu ${reached}`,
  more: (count) => `${count} de plus`,
  call: "Appeler le 112",
  show: "Montre cet écran au personnel",
  say: "J’ai besoin d’aide. Emmenez-moi aux premiers secours.",
  back: "Retour",
});
