import type { Spoken } from "../spoken.ts";

/** Italian of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Prova la connessione",
  running: "Provo…",
  fine: "Funziona tutto",
  problems: (n) => count(n, { one: "problema", other: "problemi" }),
  again: "Prova di nuovo",
  copy: "Copia il rapporto",
  copied: "Copiato",
  copyFailed: "Non si può copiare.",
  explain: "Il rapporto non contiene messaggi, nomi o codici.",
  debug: "Pannello di debug",
  took: (n) => `${n} ms`,
  waiting: "Non ancora provato",
  skipped: (title) => `Non provato: ${title}`,
  freeSpace: "Fai spazio",
  space: {
    title: "Fai spazio",
    explain: "Elimina foto o app che non ti servono. Le stanze occupano poco.",
    rooms: "Se lasci una stanza, qui spariscono i suoi messaggi.",
    holds: (n, megabytes) =>
      `${count(n, { one: "messaggio", other: "messaggi" })} · ${megabytes.toFixed(1)} MB`,
    leave: "Lascia",
    sure: "Lascia per sempre",
  },
  titles: {
    reach: "Server",
    signIn: "Wi-Fi",
    health: "Salute del server",
    config: "Impostazioni",
    headers: "Protezione",
    push: "Notifiche",
    ice: "Da telefono a telefono",
    upgrade: "Linea dei messaggi",
    environment: "Il server giusto",
    clock: "Orologio",
    join: "Stanza",
    roundTrip: "Invio in corso",
    history: "Ricezione",
    resume: "Ritorno",
    idle: "Restare connessi",
    storage: "Memoria del telefono",
    worker: "Senza segnale",
  },
  works: {
    reach: "Risponde",
    signIn: "Nessuna pagina di accesso",
    health: "Sta bene",
    config: "Arrivano",
    headers: "La pagina è protetta",
    push: "Questo server può mandarle",
    ice: "I telefoni possono trovarsi",
    upgrade: "Si apre",
    environment: "È quello di questa app",
    clock: "È giusto",
    join: "Una stanza di prova ti fa entrare",
    roundTrip: "Un messaggio di prova viene salvato",
    history: "Un secondo telefono lo riceve",
    resume: "Arriva ciò che mancava",
    idle: "Una linea quieta resta aperta",
    storage: "Conserva i tuoi messaggi",
    worker: "L’app si apre lo stesso",
  },
  faults: {
    "no-answer": {
      said: "Nessuno risponde",
      advice: "Spegni e riaccendi il Wi-Fi, o va’ dove c’è più segnale.",
    },
    late: {
      said: "Ci mette troppo",
      advice: "Qui il segnale è molto debole. Riprova da un altro posto.",
    },
    "sign-in": {
      said: "Questo Wi-Fi chiede l’accesso",
      advice: "Apri la pagina di accesso, poi torna qui.",
    },
    "wrong-answer": {
      said: "Risponde qualcos’altro",
      advice: "Controlla l’indirizzo o avvisa gli organizzatori.",
    },
    "no-link": {
      said: "Non si apre",
      advice: "Questa rete la blocca. Prova con i dati mobili.",
    },
    "wrong-address": {
      said: "Non è a questo indirizzo",
      advice: "Apri l’indirizzo del poster.",
    },
    "wrong-environment": {
      said: "È di un’altra app",
      advice: "Avvisa gli organizzatori: mostra questo rapporto.",
    },
    version: {
      said: "Questa versione è troppo vecchia",
      advice: "Ricarica la pagina.",
    },
    clock: {
      said: "L’orologio del telefono è sbagliato",
      advice: "Mettilo su automatico nelle impostazioni del telefono.",
    },
    refused: {
      said: "Dice di no",
      advice: "Avvisa gli organizzatori: mostra questo rapporto.",
    },
    "storage-denied": {
      said: "Questo browser non salva niente",
      advice: "Esci dalla navigazione privata.",
    },
    "storage-full": {
      said: "È quasi piena",
      advice: "Elimina foto o app, o lascia vecchie stanze.",
    },
    "no-worker": {
      said: "L’app ha bisogno di segnale per aprirsi",
      advice: "Esci dalla navigazione privata e usa l’indirizzo https.",
    },
    "set-up": {
      said: "Non è impostato bene",
      advice: "Avvisa gli organizzatori: mostra questo rapporto.",
    },
    "cut-off": { said: "Si interrompe", advice: "Questa rete la blocca. Prova con i dati mobili." },
    bug: {
      said: "Qualcosa non va nell’app",
      advice: "Avvisa gli organizzatori: mostra questo rapporto.",
    },
    other: {
      said: "Non ha funzionato",
      advice: "Avvisa gli organizzatori: mostra questo rapporto.",
    },
  },
});
