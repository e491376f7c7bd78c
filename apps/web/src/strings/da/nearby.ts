import type { Spoken } from "../spoken.ts";

/** Danish of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "telefon", other: "telefoner" };
  return {
    title: "I nærheden",
    line: (n) => `Intet internet · ${count(n, phones)} i nærheden`,
    composer: "Besked… når dem tæt på dig",
    passed: (n) => `Givet videre til ${count(n, phones)} i nærheden`,
    explain: "Find telefoner på samme wi-fi eller hotspot.",
    explainMore: "Uden internet går beskeder fra telefon til telefon.",
    turnOn: "Find telefoner i nærheden",
    found: (n) => `${count(n, phones)} i nærheden`,
    looking: "Leder efter telefoner…",
    nobody: "Ingen telefon fra rummet i nærheden",
    unnamed: "En telefon fra rummet",
    linked: "Forbundet uden internet",
    trouble: {
      missing: "Denne browser kan ikke finde telefoner. Beskeder venter på internet.",
      "no-address": "Denne telefon er ikke på wi-fi eller hotspot. Forbind den, og kig her igen.",
      "no-way": "Dette wi-fi holder telefoner adskilt. En åbner et hotspot, og de andre går på.",
      denied: "Søgning er spærret. Tillad den i browserens indstillinger.",
    },
    help: {
      title: "Så telefoner finder hinanden",
      stand: "Stå højst 30 m fra hinanden.",
      wifi: "Samme wi-fi, eller en af jer åbner et hotspot.",
      screen: "Hold skærmen tændt.",
      carry: "Den, der finder internet, sender for alle.",
    },
    pair: {
      title: "Slet intet internet?",
      explain: "Scan hinandens kode. Det er lige meget, hvem der starter.",
      show: "Vis min kode",
      scan: "Scan en telefon",
      hold: "Hold den hen til den anden telefon.",
      scanNext: "Scannet? Scan nu koden dér.",
      aim: "Peg på koden på den anden telefon.",
      nowShow: "Klar. Lad nu den anden telefon scanne denne.",
      making: "Laver din kode…",
      done: (name) => `Forbundet med ${name}`,
      "not-a-card": "Det er ikke en kode til telefoner i nærheden.",
      own: "Det er denne telefons kode.",
      "linked-already": "De to er forbundet.",
      silent: "Det gik ikke. Prøv igen.",
      stop: "Stop",
    },
    settings: {
      on: "I nærheden",
      onHint: "Bruger wi-fi eller hotspot, mens appen er åben.",
      save: "Spar batteri",
      saveHint: "Færre telefoner ad gangen.",
    },
  };
};
