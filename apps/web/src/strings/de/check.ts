import type { Spoken } from "../spoken.ts";

/** German of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Verbindung prüfen",
  running: "Prüfe…",
  fine: "Alles läuft",
  problems: (n) => `${count(n, { one: "Problem", other: "Probleme" })} gefunden`,
  again: "Noch mal prüfen",
  copy: "Bericht kopieren",
  copied: "Kopiert",
  copyFailed: "Das ließ sich nicht kopieren.",
  explain: "Der Bericht enthält keine Nachrichten, Namen oder Codes.",
  debug: "Debug-Fenster",
  took: (n) => `${n} ms`,
  waiting: "Noch nicht geprüft",
  skipped: (title) => `Nicht geprüft: ${title}`,
  freeSpace: "Platz schaffen",
  space: {
    title: "Platz schaffen",
    explain: "Lösch Fotos oder Apps, die du nicht brauchst. Räume brauchen wenig.",
    rooms: "Verlässt du einen Raum, sind seine Nachrichten hier weg.",
    holds: (n, megabytes) =>
      `${count(n, { one: "Nachricht", other: "Nachrichten" })} · ${megabytes.toFixed(1)} MB`,
    leave: "Verlassen",
    sure: "Endgültig verlassen",
  },
  titles: {
    reach: "Server",
    signIn: "WLAN",
    health: "Zustand des Servers",
    config: "Einstellungen",
    headers: "Schutz",
    push: "Mitteilungen",
    ice: "Von Handy zu Handy",
    upgrade: "Leitung für Nachrichten",
    environment: "Richtiger Server",
    clock: "Uhr",
    join: "Raum",
    roundTrip: "Wird gesendet",
    history: "Empfang",
    resume: "Wiederkommen",
    idle: "Verbunden bleiben",
    storage: "Speicher im Handy",
    worker: "Ohne Netz",
  },
  works: {
    reach: "Er antwortet",
    signIn: "Keine Anmeldung im Weg",
    health: "Es geht ihm gut",
    config: "Sie kommen an",
    headers: "Die Seite ist geschützt",
    push: "Dieser Server kann sie schicken",
    ice: "Handys können sich finden",
    upgrade: "Es öffnet sich",
    environment: "Er gehört zu dieser App",
    clock: "Sie geht richtig",
    join: "Ein Testraum lässt dich rein",
    roundTrip: "Eine Testnachricht ist gespeichert",
    history: "Ein zweites Handy bekommt sie",
    resume: "Was gefehlt hat, kommt an",
    idle: "Eine stille Leitung bleibt offen",
    storage: "Er behält deine Nachrichten",
    worker: "Die App geht trotzdem auf",
  },
  faults: {
    "no-answer": {
      said: "Niemand antwortet",
      advice: "Schalte das WLAN aus und an, oder geh dahin, wo mehr Netz ist.",
    },
    late: {
      said: "Es dauert zu lange",
      advice: "Das Netz ist hier sehr schwach. Versuch es woanders noch mal.",
    },
    "sign-in": {
      said: "Dieses WLAN verlangt eine Anmeldung",
      advice: "Öffne die Anmeldeseite und komm dann zurück.",
    },
    "wrong-answer": {
      said: "Etwas anderes antwortet",
      advice: "Prüf die Adresse oder sag dem Team Bescheid.",
    },
    "no-link": {
      said: "Sie geht nicht auf",
      advice: "Dieses WLAN sperrt sie. Versuch es mit mobilen Daten.",
    },
    "wrong-address": {
      said: "Nicht an dieser Adresse",
      advice: "Öffne die Adresse vom Plakat.",
    },
    "wrong-environment": {
      said: "Er gehört zu einer anderen App",
      advice: "Sag dem Team Bescheid: Zeig diesen Bericht.",
    },
    version: {
      said: "Diese Version ist zu alt",
      advice: "Lade die Seite neu.",
    },
    clock: {
      said: "Die Uhr dieses Handys geht falsch",
      advice: "Stell sie in den Einstellungen des Handys auf automatisch.",
    },
    refused: {
      said: "Er sagt Nein",
      advice: "Sag dem Team Bescheid: Zeig diesen Bericht.",
    },
    "storage-denied": {
      said: "Dieser Browser merkt sich nichts",
      advice: "Verlass den privaten Modus.",
    },
    "storage-full": {
      said: "Er ist fast voll",
      advice: "Lösch Fotos oder Apps, oder verlass alte Räume.",
    },
    "no-worker": {
      said: "Die App braucht Netz zum Öffnen",
      advice: "Verlass den privaten Modus und nimm die https-Adresse.",
    },
    "set-up": {
      said: "Es ist nicht richtig eingerichtet",
      advice: "Sag dem Team Bescheid: Zeig diesen Bericht.",
    },
    "cut-off": {
      said: "Es bricht ab",
      advice: "Dieses WLAN sperrt sie. Versuch es mit mobilen Daten.",
    },
    bug: {
      said: "In der App stimmt etwas nicht",
      advice: "Sag dem Team Bescheid: Zeig diesen Bericht.",
    },
    other: {
      said: "Das hat nicht geklappt",
      advice: "Sag dem Team Bescheid: Zeig diesen Bericht.",
    },
  },
});
