import type { Spoken } from "../spoken.ts";

/** Italian of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "telefono", other: "telefoni" };
  return {
    title: "Vicino",
    line: (n) => `Niente internet · ${count(n, phones)} vicino`,
    composer: "Messaggio… arriva a chi è vicino",
    passed: (n) => `Passato a ${count(n, phones)} vicino`,
    explain: "Trova telefoni sullo stesso Wi-Fi o hotspot.",
    explainMore: "Senza internet i messaggi vanno da telefono a telefono.",
    turnOn: "Trova telefoni vicini",
    found: (n) => `${count(n, phones)} vicino`,
    looking: "Cerco telefoni…",
    nobody: "Nessun telefono di questa stanza vicino",
    unnamed: "Un telefono di questa stanza",
    linked: "Collegati senza internet",
    trouble: {
      missing: "Questo browser non trova telefoni vicini. I messaggi aspettano internet.",
      "no-address": "Questo telefono non è su un Wi-Fi o hotspot. Collegalo e torna qui.",
      "no-way": "Questo Wi-Fi separa i telefoni. Uno apre un hotspot e gli altri entrano.",
      denied: "La ricerca è bloccata. Consentila nelle impostazioni del browser.",
    },
    help: {
      title: "Perché i telefoni si trovino",
      stand: "State entro 30 m.",
      wifi: "Lo stesso Wi-Fi, o uno apre un hotspot.",
      screen: "Tieni acceso lo schermo.",
      carry: "Chi trova internet invia per tutti.",
    },
    pair: {
      title: "Niente internet del tutto?",
      explain: "Scansionate l’uno il codice dell’altro. Chi inizia non conta.",
      show: "Mostra il mio codice",
      scan: "Scansiona un telefono",
      hold: "Mostralo all’altro telefono.",
      scanNext: "Fatto? Ora scansiona il suo codice.",
      aim: "Inquadra il codice dell’altro telefono.",
      nowShow: "Preso. Ora fallo leggere all’altro telefono.",
      making: "Preparo il codice…",
      done: (name) => `Collegato con ${name}`,
      "not-a-card": "Non è un codice di telefoni vicini.",
      own: "È il codice di questo telefono.",
      "linked-already": "Questi due sono collegati.",
      silent: "Non è andata. Riprova.",
      stop: "Ferma",
    },
    settings: {
      on: "Vicino",
      onHint: "Usa Wi-Fi o hotspot con l’app aperta.",
      save: "Risparmia batteria",
      saveHint: "Meno telefoni insieme.",
    },
  };
};
