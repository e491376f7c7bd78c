import type { Spoken } from "../spoken.ts";

/** Swedish of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "mobil", other: "mobiler" };
  return {
    title: "I närheten",
    line: (n) => `Inget internet · ${count(n, phones)} i närheten`,
    composer: "Meddelande… når dem nära dig",
    passed: (n) => `Skickat vidare till ${count(n, phones)} i närheten`,
    explain: "Hittar mobiler på samma wifi eller hotspot.",
    explainMore: "Utan internet går meddelanden från mobil till mobil.",
    turnOn: "Hitta mobiler i närheten",
    found: (n) => `${count(n, phones)} i närheten`,
    looking: "Letar efter mobiler…",
    nobody: "Ingen mobil från rummet i närheten än",
    unnamed: "En mobil från rummet",
    linked: "Ansluten utan internet",
    trouble: {
      missing: "Webbläsaren kan inte hitta mobiler. Meddelanden väntar på internet.",
      "no-address": "Mobilen är inte på något wifi eller hotspot. Anslut den och titta här igen.",
      "no-way": "Det här wifit håller isär mobiler. En slår på en hotspot, de andra ansluter.",
      denied: "Sökning är spärrad. Tillåt den i webbläsarens inställningar.",
    },
    help: {
      title: "Så hittar mobiler varandra",
      stand: "Stå högst 30 m ifrån varandra.",
      wifi: "Samma wifi, eller så slår en på hotspot.",
      screen: "Låt skärmen vara på.",
      carry: "Den som får internet skickar för alla.",
    },
    pair: {
      title: "Inget internet alls?",
      explain: "Skanna varandras kod. Vem som börjar spelar ingen roll.",
      show: "Visa min kod",
      scan: "Skanna en mobil",
      hold: "Håll upp den för den andra mobilen.",
      scanNext: "Skannad? Skanna nu koden där.",
      aim: "Rikta mot koden på den andra mobilen.",
      nowShow: "Klart. Låt nu den andra mobilen skanna den här.",
      making: "Gör din kod…",
      done: (name) => `Ansluten till ${name}`,
      "not-a-card": "Det är ingen kod för mobiler i närheten.",
      own: "Det är den här mobilens kod.",
      "linked-already": "De två är anslutna.",
      silent: "Det gick inte. Försök igen.",
      stop: "Sluta",
    },
    settings: {
      on: "I närheten",
      onHint: "Använder wifi eller hotspot när appen är öppen.",
      save: "Spara batteri",
      saveHint: "Färre mobiler åt gången.",
    },
  };
};
