import type { Spoken } from "../spoken.ts";

/** Portuguese of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Da organização",
  info: "Info",
  important: "Importante",
  emergency: "Emergência",
  hide: "Ocultar",
  fold: "Tornar pequeno",
  read: "Já li",
  help: "Preciso de ajuda",
  footer: "Segue a equipa e os altifalantes.",
  language: "Idioma",
  update: (revision) => `Aviso ${revision}`,
  next: (time) => `próximo aviso ${time}`,
  late: (sent, reached) => `Enviado ${sent} · chegou ${reached}`,
  more: (count) => `mais ${count}`,
  call: "Ligar 112",
  show: "Mostra isto à equipa",
  say: "Preciso de ajuda. Levem-me aos primeiros socorros.",
  back: "Voltar",
});
