import type { Spoken } from "../spoken.ts";

/** Italian of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Vuoi che vibri quando ${room} risponde?`,
  yes: "Sì",
  notNow: "Non ora",
  title: "Notifiche",
  explain: "I messaggi appaiono sulla schermata di blocco. Solo il tuo telefono può leggerli.",
  on: "Questo telefono vibra per questa stanza.",
  off: "Questo telefono resta muto per questa stanza.",
  mentionsOnly: "Vibra quando qualcuno parla di te.",
  muted: "Questa stanza è muta: non vibra niente.",
  lockWords: "Testo a schermo bloccato",
  lockWordsHint: "Se no, dice solo: Nuovo messaggio.",
  turnOn: "Fai vibrare",
  turningOn: "Un attimo…",
  done: (room) => `${room} ora può avvisarti`,
  denied: "Le notifiche sono bloccate. Permettile nelle impostazioni del browser.",
  missing: "Questo browser non può avvisarti. I messaggi aspettano nell’app.",
  install: "Prima metti l’app nella schermata Home. Poi potrà vibrare.",
  showHow: "Mostrami come",
  failed: "Non ha funzionato. Riprova quando c’è segnale.",
  unavailable: "Qui nessuno l’ha ancora preparato.",
});
