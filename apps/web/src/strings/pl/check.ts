import type { Spoken } from "../spoken.ts";

/** Polish of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Sprawdź połączenie",
  running: "Sprawdzam…",
  fine: "Wszystko działa",
  problems: (n) =>
    count(n, { one: "problem", few: "problemy", many: "problemów", other: "problemu" }),
  again: "Sprawdź ponownie",
  copy: "Kopiuj raport",
  copied: "Skopiowano",
  copyFailed: "Nie udało się skopiować.",
  explain: "W raporcie nie ma wiadomości, imion ani kodów.",
  debug: "Panel debugowania",
  took: (n) => `${n} ms`,
  waiting: "Jeszcze niesprawdzone",
  skipped: (title) => `Niesprawdzone: ${title}`,
  freeSpace: "Zrób miejsce",
  space: {
    title: "Zrób miejsce",
    explain: "Usuń zdjęcia lub aplikacje, których nie potrzebujesz. Pokoje są małe.",
    rooms: "Wyjście z pokoju usuwa tu jego wiadomości.",
    holds: (n, size) =>
      `${count(n, { one: "wiadomość", few: "wiadomości", many: "wiadomości", other: "wiadomości" })} · ${size}`,
    leave: "Wyjdź",
    sure: "Wyjdź na zawsze",
  },
  titles: {
    reach: "Serwer",
    signIn: "Wi-Fi",
    health: "Stan serwera",
    config: "Ustawienia",
    headers: "Ochrona",
    push: "Powiadomienia",
    ice: "Z telefonu na telefon",
    upgrade: "Linia wiadomości",
    environment: "Właściwy serwer",
    clock: "Zegar",
    join: "Pokój",
    roundTrip: "Wysyłanie",
    history: "Odbiór",
    resume: "Powrót",
    idle: "Stałe połączenie",
    storage: "Pamięć telefonu",
    worker: "Bez zasięgu",
  },
  works: {
    reach: "Odpowiada",
    signIn: "Logowanie nie przeszkadza",
    health: "Ma się dobrze",
    config: "Dochodzą",
    headers: "Strona jest chroniona",
    push: "Ten serwer może je wysyłać",
    ice: "Telefony mogą się znaleźć",
    upgrade: "Otwiera się",
    environment: "Należy do tej aplikacji",
    clock: "Chodzi dobrze",
    join: "Pokój testowy cię wpuszcza",
    roundTrip: "Wiadomość testowa się zapisuje",
    history: "Drugi telefon ją dostaje",
    resume: "To, co umknęło, dociera",
    idle: "Cicha linia zostaje otwarta",
    storage: "Zapisuje twoje wiadomości",
    worker: "Aplikacja i tak się otwiera",
  },
  faults: {
    "no-answer": {
      said: "Nikt nie odpowiada",
      advice: "Wyłącz i włącz Wi-Fi albo idź tam, gdzie jest lepszy zasięg.",
    },
    late: {
      said: "Trwa to za długo",
      advice: "Zasięg jest tu bardzo słaby. Spróbuj w innym miejscu.",
    },
    "sign-in": {
      said: "To Wi-Fi wymaga logowania",
      advice: "Otwórz stronę logowania i wróć tutaj.",
    },
    "wrong-answer": {
      said: "Odpowiada coś innego",
      advice: "Sprawdź adres albo powiedz organizatorom.",
    },
    "no-link": {
      said: "Nie otwiera się",
      advice: "Ta sieć ją blokuje. Spróbuj z danymi w telefonie.",
    },
    "wrong-address": {
      said: "Nie pod tym adresem",
      advice: "Otwórz adres z plakatu.",
    },
    "wrong-environment": {
      said: "Należy do innej aplikacji",
      advice: "Powiedz organizatorom: pokaż ten raport.",
    },
    version: {
      said: "Ta wersja jest za stara",
      advice: "Odśwież stronę.",
    },
    clock: {
      said: "Zegar tego telefonu źle chodzi",
      advice: "Ustaw go na automatyczny w ustawieniach telefonu.",
    },
    refused: {
      said: "Mówi „nie”",
      advice: "Powiedz organizatorom: pokaż ten raport.",
    },
    "storage-denied": {
      said: "Ta przeglądarka nic nie zapisuje",
      advice: "Wyjdź z trybu prywatnego.",
    },
    "storage-full": {
      said: "Jest prawie pełna",
      advice: "Usuń zdjęcia lub aplikacje albo wyjdź ze starych pokojów.",
    },
    "no-worker": {
      said: "Aplikacja potrzebuje zasięgu do otwarcia",
      advice: "Wyjdź z trybu prywatnego i użyj adresu https.",
    },
    "set-up": {
      said: "To nie jest dobrze ustawione",
      advice: "Powiedz organizatorom: pokaż ten raport.",
    },
    "cut-off": {
      said: "To się urywa",
      advice: "Ta sieć ją blokuje. Spróbuj z danymi w telefonie.",
    },
    bug: {
      said: "Coś jest nie tak w aplikacji",
      advice: "Powiedz organizatorom: pokaż ten raport.",
    },
    other: {
      said: "Nie udało się",
      advice: "Powiedz organizatorom: pokaż ten raport.",
    },
  },
});
