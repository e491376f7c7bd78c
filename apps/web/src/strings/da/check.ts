import type { Spoken } from "../spoken.ts";

/** Danish of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Tjek forbindelsen",
  running: "Tjekker…",
  fine: "Alt virker",
  problems: (n) => `${count(n, { one: "problem", other: "problemer" })} fundet`,
  again: "Tjek igen",
  copy: "Kopiér rapport",
  copied: "Kopieret",
  copyFailed: "Det kunne ikke kopieres.",
  explain: "Rapporten har ingen beskeder, navne eller koder.",
  debug: "Debug-panel",
  took: (n) => `${n} ms`,
  waiting: "Ikke tjekket endnu",
  skipped: (title) => `Ikke tjekket: ${title}`,
  freeSpace: "Gør plads",
  space: {
    title: "Gør plads",
    explain: "Slet fotos eller apps, du ikke bruger. Rum fylder kun lidt.",
    rooms: "Forlader du et rum, slettes dets beskeder her.",
    holds: (n, megabytes) =>
      `${count(n, { one: "besked", other: "beskeder" })} · ${megabytes.toFixed(1)} MB`,
    leave: "Forlad",
    sure: "Forlad for altid",
  },
  titles: {
    reach: "Server",
    signIn: "Wi-fi",
    health: "Serverens helbred",
    config: "Indstillinger",
    headers: "Beskyttelse",
    push: "Notifikationer",
    ice: "Fra telefon til telefon",
    upgrade: "Linje til beskeder",
    environment: "Den rigtige server",
    clock: "Ur",
    join: "Rum",
    roundTrip: "Sender",
    history: "Modtagelse",
    resume: "Tilbage igen",
    idle: "Holde forbindelsen",
    storage: "Plads på telefonen",
    worker: "Uden signal",
  },
  works: {
    reach: "Den svarer",
    signIn: "Intet login i vejen",
    health: "Den har det godt",
    config: "De kommer frem",
    headers: "Siden er beskyttet",
    push: "Denne server kan sende dem",
    ice: "Telefoner kan finde hinanden",
    upgrade: "Det åbner",
    environment: "Den hører til denne app",
    clock: "Det går rigtigt",
    join: "Et testrum lukker dig ind",
    roundTrip: "En testbesked bliver gemt",
    history: "En anden telefon får den",
    resume: "Det, der manglede, kommer frem",
    idle: "En stille linje bliver åben",
    storage: "Den gemmer dine beskeder",
    worker: "Appen åbner alligevel",
  },
  faults: {
    "no-answer": {
      said: "Ingen svarer",
      advice: "Slå wi-fi fra og til, eller gå hen, hvor der er bedre signal.",
    },
    late: {
      said: "Det tager for lang tid",
      advice: "Signalet er meget svagt her. Prøv et andet sted.",
    },
    "sign-in": {
      said: "Dette wi-fi kræver login",
      advice: "Åbn loginsiden, og kom så tilbage.",
    },
    "wrong-answer": {
      said: "Noget andet svarer",
      advice: "Tjek adressen, eller sig det til arrangørerne.",
    },
    "no-link": {
      said: "Den åbner ikke",
      advice: "Dette net spærrer den. Prøv med mobildata.",
    },
    "wrong-address": {
      said: "Ikke på denne adresse",
      advice: "Åbn adressen fra plakaten.",
    },
    "wrong-environment": {
      said: "Den hører til en anden app",
      advice: "Sig det til arrangørerne: vis dem rapporten.",
    },
    version: {
      said: "Denne udgave er for gammel",
      advice: "Genindlæs siden.",
    },
    clock: {
      said: "Telefonens ur går forkert",
      advice: "Stil det på automatisk i telefonens indstillinger.",
    },
    refused: {
      said: "Den siger nej",
      advice: "Sig det til arrangørerne: vis dem rapporten.",
    },
    "storage-denied": {
      said: "Denne browser gemmer intet",
      advice: "Forlad privat browsing.",
    },
    "storage-full": {
      said: "Den er næsten fuld",
      advice: "Slet fotos eller apps, eller forlad gamle rum.",
    },
    "no-worker": {
      said: "Appen skal have signal for at åbne",
      advice: "Forlad privat browsing, og brug https-adressen.",
    },
    "set-up": {
      said: "Det er ikke sat rigtigt op",
      advice: "Sig det til arrangørerne: vis dem rapporten.",
    },
    "cut-off": { said: "Det bliver afbrudt", advice: "Dette net spærrer den. Prøv med mobildata." },
    bug: {
      said: "Noget er galt i appen",
      advice: "Sig det til arrangørerne: vis dem rapporten.",
    },
    other: {
      said: "Det gik ikke",
      advice: "Sig det til arrangørerne: vis dem rapporten.",
    },
  },
});
