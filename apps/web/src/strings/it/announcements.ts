import type { Spoken } from "../spoken.ts";

/** Italian of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Dagli organizzatori",
  info: "Info",
  important: "Importante",
  emergency: "Emergenza",
  hide: "Nascondi",
  fold: "Rimpicciolisci",
  read: "Ho letto",
  help: "Ho bisogno di aiuto",
  footer: "Segui lo staff e gli annunci.",
  language: "Lingua",
  update: (revision) => `Avviso ${revision}`,
  next: (time) => `prossimo avviso ${time}`,
  late: (sent, reached) => `Inviato ${sent} · arrivato ${reached}`,
  more: (count) => `altri ${count}`,
  call: "Chiama il 112",
  show: "Mostra questo allo staff",
  say: "Ho bisogno di aiuto. Portatemi al primo soccorso.",
  back: "Indietro",
});
