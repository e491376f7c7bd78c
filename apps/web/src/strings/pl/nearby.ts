import type { Spoken } from "../spoken.ts";

/** Polish of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "telefon", few: "telefony", many: "telefonów", other: "telefonu" };
  return {
    title: "W pobliżu",
    line: (n) => `Brak internetu · ${count(n, phones)} w pobliżu`,
    composer: "Wiadomość… trafi do osób obok",
    passed: (n) => `Przekazano do ${count(n, phones)} w pobliżu`,
    explain: "Szuka telefonów w tym samym Wi-Fi lub hotspocie.",
    explainMore: "Bez internetu wiadomości idą z telefonu na telefon.",
    turnOn: "Znajdź telefony w pobliżu",
    found: (n) => `${count(n, phones)} w pobliżu`,
    looking: "Szukam telefonów…",
    nobody: "Żadnego telefonu z tego pokoju w pobliżu",
    unnamed: "Telefon z tego pokoju",
    linked: "Połączono bez internetu",
    trouble: {
      missing: "Ta przeglądarka nie znajdzie telefonów obok. Wiadomości czekają na internet.",
      "no-address":
        "Ten telefon nie jest w żadnym Wi-Fi ani hotspocie. Połącz go i zajrzyj tu znowu.",
      "no-way": "To Wi-Fi rozdziela telefony. Jedno z was włącza hotspot, reszta dołącza.",
      denied: "Szukanie jest zablokowane. Zezwól na nie w ustawieniach przeglądarki.",
    },
    help: {
      title: "Żeby telefony się znalazły",
      stand: "Stójcie najdalej 30 m od siebie.",
      wifi: "To samo Wi-Fi albo jedno z was włącza hotspot.",
      screen: "Nie wygaszaj ekranu.",
      carry: "Kto złapie internet, wyśle za wszystkich.",
    },
    pair: {
      title: "Zupełnie bez internetu?",
      explain: "Zeskanujcie nawzajem kody. Kolejność jest dowolna.",
      show: "Pokaż mój kod",
      scan: "Skanuj telefon",
      hold: "Pokaż to drugiemu telefonowi.",
      scanNext: "Zeskanowany? Teraz zeskanuj tamten kod.",
      aim: "Skieruj na kod drugiego telefonu.",
      nowShow: "Mam. Teraz niech drugi telefon zeskanuje to.",
      linking: "Mam. Łączę…",
      making: "Tworzę kod…",
      done: (name) => `Połączono: ${name}`,
      "not-a-card": "To nie jest kod telefonu w pobliżu.",
      own: "To kod tego telefonu.",
      "linked-already": "Te dwa są połączone.",
      silent: "Nie udało się. Spróbuj znowu.",
      stop: "Zakończ",
    },
    face: {
      title: "Nawet bez Wi-Fi?",
      explain: "Ustawcie dwa telefony naprzeciw siebie: ekran pokazuje, aparat czyta.",
      start: "Naprzeciw siebie",
      hold: "Trzymajcie ekrany naprzeciw siebie, na szerokość dłoni.",
      looking: "Czekam na drugi telefon…",
      greeting: "Telefon znaleziony…",
      passing: "Przekazywanie wiadomości",
      level: "Wszystko przekazane.",
      refused: "Ten telefon nie jest w tym pokoju.",
      gone: "Nie widać drugiego telefonu.",
      again: "Jeszcze raz",
      received: (n) =>
        count(n, {
          one: "wiadomość odebrana",
          few: "wiadomości odebrane",
          many: "wiadomości odebranych",
          other: "wiadomości odebranej",
        }),
    },
    settings: {
      on: "W pobliżu",
      onHint: "Używa Wi-Fi lub hotspotu, gdy aplikacja jest otwarta.",
      save: "Oszczędzaj baterię",
      saveHint: "Mniej telefonów naraz.",
    },
  };
};
