import type { Spoken } from "../spoken.ts";

/** French of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Vibrer quand ${room} répond ?`,
  yes: "Oui",
  notNow: "Pas maintenant",
  title: "Notifications",
  explain: "Les messages s’affichent sur l’écran verrouillé. Seul ton téléphone peut les lire.",
  on: "Ce téléphone vibre pour ce salon.",
  off: "Ce téléphone reste muet pour ce salon.",
  mentionsOnly: "Il vibre quand on te mentionne.",
  muted: "Ce salon est muet : rien ne vibre.",
  lockWords: "Mots sur l’écran verrouillé",
  lockWordsHint: "Sinon : juste « Nouveau message ».",
  turnOn: "Faire vibrer",
  turningOn: "Un instant…",
  done: (room) => `${room} peut maintenant te faire signe`,
  denied: "Les notifications sont bloquées. Autorise-les dans les réglages du navigateur.",
  missing: "Ce navigateur ne peut pas te prévenir. Les messages attendent dans l’app.",
  install: "Mets d’abord l’app sur ton écran d’accueil. Après, elle pourra vibrer.",
  showHow: "Montre-moi comment",
  failed: "Ça n’a pas marché. Réessaie avec du réseau.",
  unavailable: "Personne n’a encore préparé ça ici.",
});
