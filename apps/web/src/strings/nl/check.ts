import type { Spoken } from "../spoken.ts";

/** Dutch of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Verbinding testen",
  running: "Testen…",
  fine: "Alles werkt",
  problems: (n) => `${count(n, { one: "probleem", other: "problemen" })} gevonden`,
  again: "Opnieuw testen",
  copy: "Rapport kopiëren",
  copied: "Gekopieerd",
  copyFailed: "Dat kon niet worden gekopieerd.",
  explain: "Het rapport bevat geen berichten, namen of codes.",
  debug: "Debugscherm",
  took: (n) => `${n} ms`,
  waiting: "Nog niet getest",
  skipped: (title) => `Niet getest: ${title}`,
  freeSpace: "Ruimte maken",
  space: {
    title: "Ruimte maken",
    explain: "Wis foto’s of apps die je niet nodig hebt. Kamers zijn klein.",
    rooms: "Verlaat je een kamer, dan zijn de berichten hier weg.",
    holds: (n, megabytes) =>
      `${count(n, { one: "bericht", other: "berichten" })} · ${megabytes.toFixed(1)} MB`,
    leave: "Verlaten",
    sure: "Voorgoed verlaten",
  },
  titles: {
    reach: "Server",
    signIn: "Wifi",
    health: "Toestand van de server",
    config: "Instellingen",
    headers: "Bescherming",
    push: "Meldingen",
    ice: "Van telefoon naar telefoon",
    upgrade: "Berichtenlijn",
    environment: "De juiste server",
    clock: "Klok",
    join: "Kamer",
    roundTrip: "Wordt verstuurd",
    history: "Ontvangst",
    resume: "Terugkomen",
    idle: "Verbonden blijven",
    storage: "Opslag van de telefoon",
    worker: "Zonder bereik",
  },
  works: {
    reach: "Hij antwoordt",
    signIn: "Geen inlogpagina in de weg",
    health: "Het gaat goed",
    config: "Ze komen aan",
    headers: "De pagina is beschermd",
    push: "Deze server kan ze sturen",
    ice: "Telefoons kunnen elkaar vinden",
    upgrade: "Dit opent",
    environment: "Hij hoort bij deze app",
    clock: "Hij loopt goed",
    join: "Een testkamer laat je binnen",
    roundTrip: "Een testbericht is bewaard",
    history: "Een tweede telefoon krijgt het",
    resume: "Wat gemist is, komt aan",
    idle: "Een stille lijn blijft open",
    storage: "Hij bewaart je berichten",
    worker: "De app gaat toch open",
  },
  faults: {
    "no-answer": {
      said: "Niemand antwoordt",
      advice: "Zet wifi uit en aan, of loop naar beter bereik.",
    },
    late: {
      said: "Het duurt te lang",
      advice: "Het bereik is hier heel zwak. Probeer het ergens anders.",
    },
    "sign-in": {
      said: "Voor deze wifi moet je inloggen",
      advice: "Open de inlogpagina en kom dan terug.",
    },
    "wrong-answer": {
      said: "Iets anders antwoordt",
      advice: "Check het adres of zeg het tegen de organisatie.",
    },
    "no-link": {
      said: "Hij gaat niet open",
      advice: "Dit netwerk blokkeert het. Probeer mobiele data.",
    },
    "wrong-address": {
      said: "Niet op dit adres",
      advice: "Open het adres van de poster.",
    },
    "wrong-environment": {
      said: "Hij hoort bij een andere app",
      advice: "Zeg het tegen de organisatie: laat dit rapport zien.",
    },
    version: {
      said: "Deze versie is te oud",
      advice: "Laad de pagina opnieuw.",
    },
    clock: {
      said: "De klok van deze telefoon loopt fout",
      advice: "Zet hem op automatisch in de instellingen van je telefoon.",
    },
    refused: {
      said: "Hij zegt nee",
      advice: "Zeg het tegen de organisatie: laat dit rapport zien.",
    },
    "storage-denied": {
      said: "Deze browser bewaart niets",
      advice: "Verlaat de privémodus.",
    },
    "storage-full": {
      said: "Hij is bijna vol",
      advice: "Wis foto’s of apps, of verlaat oude kamers.",
    },
    "no-worker": {
      said: "De app heeft bereik nodig om te openen",
      advice: "Verlaat de privémodus en gebruik het https-adres.",
    },
    "set-up": {
      said: "Het is niet goed ingesteld",
      advice: "Zeg het tegen de organisatie: laat dit rapport zien.",
    },
    "cut-off": { said: "Het valt weg", advice: "Dit netwerk blokkeert het. Probeer mobiele data." },
    bug: {
      said: "Er is iets mis in de app",
      advice: "Zeg het tegen de organisatie: laat dit rapport zien.",
    },
    other: {
      said: "Dat lukte niet",
      advice: "Zeg het tegen de organisatie: laat dit rapport zien.",
    },
  },
});
