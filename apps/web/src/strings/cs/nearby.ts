import type { Spoken } from "../spoken.ts";

/** Czech of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "mobil", few: "mobily", other: "mobilů" };
  return {
    title: "Poblíž",
    line: (n) => `Bez internetu · ${count(n, phones)} poblíž`,
    composer: "Zpráva… dojde lidem kolem tebe",
    passed: (n) => `Předáno: ${count(n, phones)} poblíž`,
    explain: "Najde mobily na stejné Wi-Fi nebo hotspotu.",
    explainMore: "Bez internetu jdou zprávy z mobilu na mobil.",
    turnOn: "Najít mobily poblíž",
    found: (n) => `${count(n, phones)} poblíž`,
    looking: "Hledám mobily…",
    nobody: "Zatím žádný mobil z téhle místnosti poblíž",
    unnamed: "Mobil z téhle místnosti",
    linked: "Spojeno bez internetu",
    trouble: {
      missing: "Tenhle prohlížeč mobily poblíž nenajde. Zprávy čekají na internet.",
      "no-address": "Mobil není na žádné Wi-Fi ani hotspotu. Připoj ho a podívej se sem znovu.",
      "no-way": "Tahle Wi-Fi drží mobily od sebe. Jeden zapne hotspot, ostatní se připojí.",
      denied: "Hledání je zakázané. Povol ho v nastavení prohlížeče.",
    },
    help: {
      title: "Aby se mobily našly",
      stand: "Zůstaňte do 30 m od sebe.",
      wifi: "Stejná Wi-Fi, nebo jeden zapne hotspot.",
      screen: "Nech displej svítit.",
      carry: "Kdo chytí internet, pošle za všechny.",
    },
    pair: {
      title: "Vůbec žádný internet?",
      explain: "Naskenujte si kódy navzájem. Kdo začne, je jedno.",
      show: "Ukázat můj kód",
      scan: "Naskenovat mobil",
      hold: "Ukaž to druhému mobilu.",
      scanNext: "Naskenováno? Teď naskenuj kód tam.",
      aim: "Namiř na kód druhého mobilu.",
      nowShow: "Mám ho. Teď ať druhý mobil naskenuje tohle.",
      linking: "Mám ho. Připojuji…",
      making: "Dělám tvůj kód…",
      done: (name) => `Spojeno: ${name}`,
      "not-a-card": "To není kód pro mobily poblíž.",
      own: "To je kód tohohle mobilu.",
      "linked-already": "Ty dva už jsou spojené.",
      silent: "Nepovedlo se. Zkus to znovu.",
      stop: "Skončit",
    },
    face: {
      title: "Ani Wi-Fi?",
      explain: "Držte dva telefony proti sobě: displej ukazuje, kamera čte.",
      start: "Proti sobě",
      hold: "Držte displeje proti sobě, na šířku dlaně.",
      looking: "Čekám na druhý telefon…",
      greeting: "Telefon nalezen…",
      passing: "Zprávy se předávají",
      level: "Všechno je předáno.",
      refused: "Ten telefon není v této místnosti.",
      gone: "Druhý telefon není vidět.",
      again: "Zkusit znovu",
      received: (n) =>
        count(n, {
          one: "zpráva přijata",
          few: "zprávy přijaty",
          many: "zprávy přijato",
          other: "zpráv přijato",
        }),
    },
    settings: {
      on: "Poblíž",
      onHint: "Používá Wi-Fi nebo hotspot, když je aplikace otevřená.",
      save: "Šetřit baterii",
      saveHint: "Méně mobilů najednou.",
    },
  };
};
