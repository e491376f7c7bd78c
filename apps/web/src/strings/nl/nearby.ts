import type { Spoken } from "../spoken.ts";

/** Dutch of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "telefoon", other: "telefoons" };
  return {
    title: "Dichtbij",
    line: (n) => `Geen internet · ${count(n, phones)} dichtbij`,
    composer: "Bericht… gaat naar wie dichtbij is",
    passed: (n) => `Doorgegeven aan ${count(n, phones)} dichtbij`,
    explain: "Zoekt telefoons op dezelfde wifi of hotspot.",
    explainMore: "Zonder internet gaan berichten van telefoon naar telefoon.",
    turnOn: "Telefoons dichtbij zoeken",
    found: (n) => `${count(n, phones)} dichtbij`,
    looking: "Telefoons zoeken…",
    nobody: "Nog geen telefoon van deze kamer dichtbij",
    unnamed: "Een telefoon van deze kamer",
    linked: "Verbonden zonder internet",
    trouble: {
      missing: "Deze browser vindt geen telefoons dichtbij. Berichten wachten op internet.",
      "no-address": "Deze telefoon zit op geen wifi of hotspot. Verbind hem en kijk hier weer.",
      "no-way": "Deze wifi houdt telefoons apart. Eén zet een hotspot aan, de rest verbindt.",
      denied: "Zoeken is geblokkeerd. Sta het toe in de instellingen van je browser.",
    },
    help: {
      title: "Zo vinden telefoons elkaar",
      stand: "Blijf binnen 30 m van elkaar.",
      wifi: "Dezelfde wifi, of één zet een hotspot aan.",
      screen: "Houd dit scherm aan.",
      carry: "Wie internet vindt, verstuurt voor iedereen.",
    },
    pair: {
      title: "Helemaal geen internet?",
      explain: "Scan elkaars code. Wie begint, maakt niet uit.",
      show: "Mijn code tonen",
      scan: "Een telefoon scannen",
      hold: "Houd dit voor de andere telefoon.",
      scanNext: "Gescand? Scan nu de code daar.",
      aim: "Richt op de code van de andere telefoon.",
      nowShow: "Gelukt. Laat de andere telefoon dit nu scannen.",
      making: "Code maken…",
      done: (name) => `Verbonden met ${name}`,
      "not-a-card": "Dat is geen code van een telefoon dichtbij.",
      own: "Dat is de code van deze telefoon.",
      "linked-already": "Deze twee zijn verbonden.",
      silent: "Dat lukte niet. Probeer het nog eens.",
      stop: "Stoppen",
    },
    settings: {
      on: "Dichtbij",
      onHint: "Gebruikt wifi of hotspot als de app open is.",
      save: "Batterij sparen",
      saveHint: "Minder telefoons tegelijk.",
    },
  };
};
