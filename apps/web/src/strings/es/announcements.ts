import type { Spoken } from "../spoken.ts";

/** Spanish of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "De la organización",
  info: "Info",
  important: "Importante",
  emergency: "Emergencia",
  hide: "Ocultar",
  fold: "Hacer pequeño",
  read: "Leído",
  help: "Necesito ayuda",
  footer: "Sigue al personal y la megafonía.",
  language: "Idioma",
  update: (revision) => `Aviso ${revision}`,
  next: (time) => `próximo aviso ${time}`,
  late: (sent, reached) => `Enviado ${sent} · te llegó ${reached}`,
  more: (count) => `${count} más`,
  call: "Llamar al 112",
  show: "Enseña esto al personal",
  say: "Necesito ayuda. Llévenme a primeros auxilios.",
  back: "Atrás",
});
