import type { Spoken } from "../spoken.ts";

/** Danish of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "Fra arrangøren",
  info: "Info",
  important: "Vigtigt",
  emergency: "Nødsituation",
  hide: "Skjul",
  fold: "Gør lille",
  read: "Læst",
  help: "Jeg har brug for hjælp",
  footer: "Følg personalet og højttalerne.",
  language: "Sprog",
  update: (revision) => `Nyt ${revision}`,
  next: (time) => `næste nyt ${time}`,
  late: (sent, reached) => `Sendt ${sent} · nåede dig ${reached}`,
  more: (count) => `${count} mere`,
  call: "Ring 112",
  show: "Vis det til personalet",
  say: "Jeg har brug for hjælp. Tag mig til førstehjælp.",
  back: "Tilbage",
});
