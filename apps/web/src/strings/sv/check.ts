import type { Spoken } from "../spoken.ts";

/** Swedish of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Testa anslutningen",
  running: "Testar…",
  fine: "Allt fungerar",
  problems: (n) => `${count(n, { one: "problem", other: "problem" })} hittade`,
  again: "Testa igen",
  copy: "Kopiera rapport",
  copied: "Kopierat",
  copyFailed: "Det gick inte att kopiera.",
  explain: "Rapporten har inga meddelanden, namn eller koder.",
  debug: "Felsökningspanel",
  took: (n) => `${n} ms`,
  waiting: "Inte testat än",
  skipped: (title) => `Inte testat: ${title}`,
  freeSpace: "Gör plats",
  space: {
    title: "Gör plats",
    explain: "Radera foton eller appar du inte behöver. Rum tar lite plats.",
    rooms: "Lämnar du ett rum raderas dess meddelanden här.",
    holds: (n, megabytes) =>
      `${count(n, { one: "meddelande", other: "meddelanden" })} · ${megabytes.toFixed(1)} MB`,
    leave: "Lämna",
    sure: "Lämna för gott",
  },
  titles: {
    reach: "Server",
    signIn: "Wifi",
    health: "Serverns hälsa",
    config: "Inställningar",
    headers: "Skydd",
    push: "Aviseringar",
    ice: "Från mobil till mobil",
    upgrade: "Meddelandelinje",
    environment: "Rätt server",
    clock: "Klocka",
    join: "Rum",
    roundTrip: "Skickas",
    history: "Mottagning",
    resume: "Tillbaka igen",
    idle: "Hålla kontakten",
    storage: "Mobilens lagring",
    worker: "Utan täckning",
  },
  works: {
    reach: "Den svarar",
    signIn: "Ingen inloggning i vägen",
    health: "Den mår bra",
    config: "De kommer fram",
    headers: "Sidan är skyddad",
    push: "Den här servern kan skicka dem",
    ice: "Mobiler kan hitta varandra",
    upgrade: "Det öppnar",
    environment: "Den hör till den här appen",
    clock: "Den går rätt",
    join: "Ett testrum släpper in dig",
    roundTrip: "Ett testmeddelande sparas",
    history: "En andra mobil får det",
    resume: "Det som missades kommer fram",
    idle: "En tyst linje hålls öppen",
    storage: "Den sparar dina meddelanden",
    worker: "Appen öppnas ändå",
  },
  faults: {
    "no-answer": {
      said: "Ingen svarar",
      advice: "Stäng av och sätt på wifi, eller gå dit täckningen är bättre.",
    },
    late: {
      said: "Det tar för lång tid",
      advice: "Täckningen är mycket svag här. Försök på en annan plats.",
    },
    "sign-in": {
      said: "Det här wifi-nätet kräver inloggning",
      advice: "Öppna inloggningssidan och kom sedan tillbaka.",
    },
    "wrong-answer": {
      said: "Något annat svarar",
      advice: "Kolla adressen eller säg till arrangörerna.",
    },
    "no-link": {
      said: "Den öppnas inte",
      advice: "Nätet blockerar den. Prova med mobildata.",
    },
    "wrong-address": {
      said: "Inte på den här adressen",
      advice: "Öppna adressen på affischen.",
    },
    "wrong-environment": {
      said: "Den hör till en annan app",
      advice: "Säg till arrangörerna: visa rapporten.",
    },
    version: {
      said: "Den här versionen är för gammal",
      advice: "Ladda om sidan.",
    },
    clock: {
      said: "Mobilens klocka går fel",
      advice: "Ställ den på automatiskt i mobilens inställningar.",
    },
    refused: {
      said: "Den säger nej",
      advice: "Säg till arrangörerna: visa rapporten.",
    },
    "storage-denied": {
      said: "Den här webbläsaren sparar inget",
      advice: "Lämna privat surfning.",
    },
    "storage-full": {
      said: "Den är nästan full",
      advice: "Radera foton eller appar, eller lämna gamla rum.",
    },
    "no-worker": {
      said: "Appen behöver täckning för att öppnas",
      advice: "Lämna privat surfning och använd https-adressen.",
    },
    "set-up": {
      said: "Det är inte rätt inställt",
      advice: "Säg till arrangörerna: visa rapporten.",
    },
    "cut-off": { said: "Det bryts", advice: "Nätet blockerar den. Prova med mobildata." },
    bug: {
      said: "Något är fel i appen",
      advice: "Säg till arrangörerna: visa rapporten.",
    },
    other: {
      said: "Det gick inte",
      advice: "Säg till arrangörerna: visa rapporten.",
    },
  },
});
