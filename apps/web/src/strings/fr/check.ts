import type { Spoken } from "../spoken.ts";

/** French of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Tester la connexion",
  running: "Test en cours…",
  fine: "Tout marche",
  problems: (n) => count(n, { one: "problème trouvé", other: "problèmes trouvés" }),
  again: "Tester à nouveau",
  copy: "Copier le rapport",
  copied: "Copié",
  copyFailed: "Impossible de copier.",
  explain: "Le rapport ne contient ni messages, ni noms, ni codes.",
  debug: "Fenêtre de débogage",
  took: (n) => `${n} ms`,
  waiting: "Pas encore testé",
  skipped: (title) => `Non testé : ${title}`,
  freeSpace: "Faire de la place",
  space: {
    title: "Faire de la place",
    explain: "Efface des photos ou des apps inutiles. Les salons prennent peu.",
    rooms: "Quitter un salon efface ses messages ici.",
    holds: (n, megabytes) =>
      `${count(n, { one: "message", other: "messages" })} · ${megabytes.toFixed(1)} Mo`,
    leave: "Quitter",
    sure: "Quitter pour de bon",
  },
  titles: {
    reach: "Serveur",
    signIn: "Wi-Fi",
    health: "Santé du serveur",
    config: "Réglages",
    headers: "Protection",
    push: "Notifications",
    ice: "De téléphone à téléphone",
    upgrade: "Ligne des messages",
    environment: "Le bon serveur",
    clock: "Horloge",
    join: "Salon",
    roundTrip: "Envoi en cours",
    history: "Réception",
    resume: "Retour",
    idle: "Rester connecté",
    storage: "Mémoire du téléphone",
    worker: "Sans réseau",
  },
  works: {
    reach: "Il répond",
    signIn: "Aucune page de connexion",
    health: "Il va bien",
    config: "Ils arrivent",
    headers: "La page est protégée",
    push: "Ce serveur peut en envoyer",
    ice: "Les téléphones peuvent se trouver",
    upgrade: "Ça ouvre",
    environment: "C’est celui de cette app",
    clock: "Elle est à l’heure",
    join: "Un salon de test te laisse entrer",
    roundTrip: "Un message de test est gardé",
    history: "Un second téléphone le reçoit",
    resume: "Ce qui manquait arrive",
    idle: "Une ligne calme reste ouverte",
    storage: "Elle garde tes messages",
    worker: "L’app s’ouvre quand même",
  },
  faults: {
    "no-answer": {
      said: "Personne ne répond",
      advice: "Coupe et remets le Wi-Fi, ou va là où le réseau est meilleur.",
    },
    late: {
      said: "C’est trop long",
      advice: "Le réseau est très faible ici. Réessaie ailleurs.",
    },
    "sign-in": {
      said: "Ce Wi-Fi demande de se connecter",
      advice: "Ouvre la page de connexion, puis reviens.",
    },
    "wrong-answer": {
      said: "Autre chose répond",
      advice: "Vérifie l’adresse ou préviens l’équipe du festival.",
    },
    "no-link": {
      said: "Elle ne s’ouvre pas",
      advice: "Ce réseau la bloque. Essaie avec tes données mobiles.",
    },
    "wrong-address": {
      said: "Pas à cette adresse",
      advice: "Ouvre l’adresse de l’affiche.",
    },
    "wrong-environment": {
      said: "C’est celui d’une autre app",
      advice: "Préviens l’équipe du festival : montre ce rapport.",
    },
    version: {
      said: "Cette version est trop vieille",
      advice: "Recharge la page.",
    },
    clock: {
      said: "Ce téléphone n’est pas à l’heure",
      advice: "Mets l’heure en automatique dans les réglages du téléphone.",
    },
    refused: {
      said: "Il dit non",
      advice: "Préviens l’équipe du festival : montre ce rapport.",
    },
    "storage-denied": {
      said: "Ce navigateur ne garde rien",
      advice: "Quitte la navigation privée.",
    },
    "storage-full": {
      said: "Elle est presque pleine",
      advice: "Efface des photos ou des apps, ou quitte de vieux salons.",
    },
    "no-worker": {
      said: "L’app a besoin de réseau pour s’ouvrir",
      advice: "Quitte la navigation privée et prends l’adresse en https.",
    },
    "set-up": {
      said: "Ce n’est pas bien configuré",
      advice: "Préviens l’équipe du festival : montre ce rapport.",
    },
    "cut-off": {
      said: "Ça se coupe",
      advice: "Ce réseau la bloque. Essaie avec tes données mobiles.",
    },
    bug: {
      said: "Quelque chose cloche dans l’app",
      advice: "Préviens l’équipe du festival : montre ce rapport.",
    },
    other: {
      said: "Ça n’a pas marché",
      advice: "Préviens l’équipe du festival : montre ce rapport.",
    },
  },
});
