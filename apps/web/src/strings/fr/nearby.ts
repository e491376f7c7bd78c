import type { Spoken } from "../spoken.ts";

/** French of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "téléphone", other: "téléphones" };
  return {
    title: "À côté",
    line: (n) => `Pas d’internet · ${count(n, phones)} à côté`,
    composer: "Message… va aux gens près de toi",
    passed: (n) => `Transmis à ${count(n, phones)} à côté`,
    explain: "Trouve les téléphones du même Wi-Fi ou partage.",
    explainMore: "Sans internet, les messages passent de téléphone en téléphone.",
    turnOn: "Trouver les téléphones à côté",
    found: (n) => `${count(n, phones)} à côté`,
    looking: "Recherche de téléphones…",
    nobody: "Aucun téléphone de ce salon à côté",
    unnamed: "Un téléphone de ce salon",
    linked: "Connectés sans internet",
    trouble: {
      missing:
        "Ce navigateur ne trouve pas les téléphones à côté. Les messages attendent internet.",
      "no-address": "Ce téléphone n’est sur aucun Wi-Fi ni partage. Connecte-le, puis reviens ici.",
      "no-way":
        "Ce Wi-Fi sépare les téléphones. L’un de vous partage sa connexion, les autres la rejoignent.",
      denied: "La recherche est bloquée. Autorise-la dans les réglages du navigateur.",
    },
    help: {
      title: "Pour que les téléphones se trouvent",
      stand: "Restez à moins de 30 m.",
      wifi: "Même Wi-Fi, ou l’un de vous partage sa connexion.",
      screen: "Garde cet écran allumé.",
      carry: "Le premier qui a internet envoie pour tous.",
    },
    pair: {
      title: "Pas d’internet du tout ?",
      explain: "Scannez vos codes, l’un puis l’autre. Peu importe qui commence.",
      show: "Montrer mon code",
      scan: "Scanner un téléphone",
      hold: "Montre ceci à l’autre téléphone.",
      scanNext: "Scanné ? Scanne maintenant son code.",
      aim: "Vise le code de l’autre téléphone.",
      nowShow: "C’est bon. Fais scanner ceci par l’autre téléphone.",
      linking: "C’est bon. Connexion…",
      making: "Création de ton code…",
      done: (name) => `Connecté avec ${name}`,
      "not-a-card": "Ce n’est pas un code de téléphone à côté.",
      own: "C’est le code de ce téléphone.",
      "linked-already": "Ces deux-là sont connectés.",
      silent: "Raté. Essaie encore.",
      stop: "Arrêter",
    },
    face: {
      title: "Même pas de Wi-Fi ?",
      explain: "Tenez deux téléphones face à face : l’écran montre, la caméra lit.",
      start: "Face à face",
      hold: "Tenez les écrans face à face, à une main de distance.",
      looking: "En attente de l’autre téléphone…",
      greeting: "Téléphone trouvé…",
      passing: "Messages en cours de passage",
      level: "Plus rien à passer.",
      refused: "Ce téléphone n’est pas dans ce salon.",
      gone: "L’autre téléphone n’est plus en vue.",
      again: "Réessayer",
      received: (n) => count(n, { one: "message reçu", other: "messages reçus" }),
    },
    settings: {
      on: "À côté",
      onHint: "Utilise le Wi-Fi ou un partage, app ouverte.",
      save: "Économiser la batterie",
      saveHint: "Moins de téléphones à la fois.",
    },
  };
};
