import type { Spoken } from "../spoken.ts";

/** Polish of home and dialogs. */
export const late: Spoken<"late"> = ({ count, form }) => ({
  membership: {
    noSuchRoom: "Nie ma takiego pokoju: sprawdź słowa",
    noSuchRoomHint:
      "Jedno złe słowo otwiera inny pokój. Poproś o kod albo wpisz słowa jeszcze raz.",
    tryWords: "Wpisz słowa jeszcze raz",
    forget: "Usuń ten pokój",
    closed: "Ten pokój zamknięto.",
    refused: "Ten pokój cię nie wpuszcza.",
    refusedHint: "Poproś kogoś o nowy kod.",
  },
  list: {
    earlierArrived: (n) =>
      `${form(n, { one: "Doszła", few: "Doszły", other: "Doszło" })} ${count(n, { one: "wcześniejsza wiadomość", few: "wcześniejsze wiadomości", many: "wcześniejszych wiadomości", other: "wcześniejszej wiadomości" })}`,
    jump: "Do najnowszej",
    newMessages: (n) =>
      count(n, {
        one: "nowa wiadomość",
        few: "nowe wiadomości",
        many: "nowych wiadomości",
        other: "nowej wiadomości",
      }),
    toMention: "Do miejsca, gdzie cię wspomniano",
    showMore: "Pokaż więcej",
    showLess: "Pokaż mniej",
    removedBy: (name) => `Usunięte przez: ${name}`,
    removedByHost: "Usunięte przez gospodarza",
  },
  pins: {
    title: "Przypięte wiadomości",
    unfold: (n) =>
      `Pokaż ${count(n, { one: "przypiętą wiadomość", few: "przypięte wiadomości", many: "przypiętych wiadomości", other: "przypiętej wiadomości" })}`,
    fold: "Pokaż jedną przypiętą",
    unpin: (name) => `Odepnij słowa: ${name}`,
  },
  link: {
    title: "Otworzyć ten link?",
    explain: "Każdy może tu wrzucać linki. Otwieraj tylko to, co znasz.",
    open: "Otwórz link",
    stay: "Zostań tutaj",
  },
  theme: {
    night: "Noc",
    noon: "Słońce",
    auto: "Auto",
    toNoon: "Włącz tryb słońca",
    toNight: "Włącz tryb nocny",
  },
  language: {
    title: "Język",
    failed: "Ten język wymaga zasięgu. Spróbuj ponownie.",
  },
  testServer: (environment) => `Serwer testowy · ${environment}`,

  announce: {
    one: (name, text) => `${name}: ${text}`,
    many: (n, name) =>
      `${count(n, { one: "nowa wiadomość", few: "nowe wiadomości", many: "nowych wiadomości", other: "nowej wiadomości" })}, ostatnia od: ${name}`,
    count: (n) =>
      count(n, {
        one: "nowa wiadomość",
        few: "nowe wiadomości",
        many: "nowych wiadomości",
        other: "nowej wiadomości",
      }),
  },
  reach: {
    elsewhere: (n) =>
      `${count(n, { one: "nowa wiadomość", few: "nowe wiadomości", many: "nowych wiadomości", other: "nowej wiadomości" })} w innych pokojach`,
    title: (count, name) => `(${count}) ${name}`,
  },
  entered: {
    ask: "Jesteś w środku. Inne imię?",
    change: "Imię…",
    fine: "W porządku",
  },
  openNote: "Każdy może to tu czytać i zapisać.",
  delivery: {
    retry: "Wyślij ponownie",
    discard: "Usuń",
    unsent: "Nie wysłano od 6 godzin.",
  },
  connection: {
    check: "Sprawdź połączenie",
    asOf: (time) => `Stan z ${time}`,
  },
  notice: {
    signIn: "To Wi-Fi wymaga logowania.",
    open: "Otwórz",
    freeSpace: "Zrób miejsce",
    storageDenied: "Ta przeglądarka nic nie zapisuje: po zamknięciu strony wiadomości znikną.",
    storageFull: "Pamięć telefonu jest pełna",
    wrongEnvironment: (ours, theirs) => `To aplikacja z: ${ours}, ale trafiła do: ${theirs}.`,
    update: "Nowa wersja",
    updateNow: "Zaktualizuj",
    dismiss: "OK",
  },
  home: {
    headline: "Skanujesz. Jesteś.",
    promise: "Czat grupowy na festiwale. Bez aplikacji, bez konta, i czytają tylko twoi ludzie.",
    offline: "Brak zasięgu? Wiadomości czekają na telefonie i wysyłają się same.",
    start: "Załóż pokój",
    scan: "Skanuj kod",
    words: "Sześć słów",
    rooms: "Pokoje",
    otherPhone: "Przenosisz się z innego telefonu?",
    none: "Tu zostają pokoje, które zakładasz lub do których wchodzisz.",
    draft: (text) => `Szkic: ${text}`,
    you: "Ty",
  },
  start: {
    title: "Załóż pokój",
    name: "Nazwa pokoju",
    example: "Obóz Sowa",
    explain: "Dostaniesz kod, który pokażesz swoim. Dla innych pokój jest zamknięty.",
    submit: "Załóż pokój",
    starting: "Zakładam…",
    needsName: "Najpierw nazwij pokój.",
    failed: "Nie udało się. Spróbuj ponownie.",
  },
  scan: {
    title: "Skanuj lub wklej kod",
    aim: "Skieruj na kod na ekranie znajomego.",
    starting: "Włączam aparat…",
    noCamera: "Nie ma tu aparatu. Wybierz zdjęcie albo wklej link.",
    cameraDenied: "Aparat nie ma zgody. Wybierz zdjęcie albo wpisz sześć słów.",
    photo: "Wybierz zdjęcie",
    noCode: "Na tym zdjęciu nie ma kodu. Spróbuj ostrzejszego.",
    torch: "Światło",
    paste: "Link lub sześć słów",
    pasteExample: "Wklej tutaj",
    submit: "Otwórz",
  },
  words: {
    title: "Wpisz sześć słów",
    field: "Sześć słów",
    example: "słowo 1, słowo 2 …",
    explain: "Wystarczą trzy pierwsze litery każdego słowa.",
    word: (n) => `słowo ${n}`,
    submit: "Wejdź",
    joining: "Wchodzę…",
    unknown: (word) => `„${word}” nie jest jednym z naszych słów.`,
    didYouMean: "Chodziło o",
    count: (n) =>
      `Na razie ${count(n, { one: "słowo", few: "słowa", many: "słów", other: "słowa" })} z sześciu`,
    tooMany: "To więcej niż sześć słów.",
  },
  invite: {
    title: "Zaproś",
    qr: "Kod QR",
    brighter: "Rozjaśnij ekran",
    link: "Link do pokoju",
    words: "Słowa pokoju",
    wordsHint: "Albo powiedz te sześć słów:",
    copy: "Kopiuj link",
    copied: "Skopiowano",
    copyFailed: "Zaznacz link i skopiuj go.",
    share: "Udostępnij",
    shareText: (room) => `Wejdź do ${room} w Festival Chat`,
    warning: (room) => `Każdy z tym linkiem może czytać ${room}.`,
    poster: "Drukuj plakat",
    close: "Zamknij",
  },
});
