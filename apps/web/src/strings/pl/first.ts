import type { Spoken } from "../spoken.ts";

/** Polish of the first screen. */
export const first: Spoken<"first"> = ({ count, form }) => ({
  language: "pl",
  room: {
    back: "Wstecz",
    invite: "Zaproś",
    menu: "Menu pokoju",
    here: (n) => `${n} tutaj`,
    private: "Prywatny",
    privateLong: "Prywatny: czyta tylko ten, kto ma kod",
    unnamed: "Pokój",
    notAnInvite: "To nie jest kod pokoju.",
    messages: "Wiadomości",
    conversation: "Rozmowa",
    connection: "Połączenie",
    noMessages: "Przywitaj się",
    emptyHint: "Ta sama opaska na telefonie obok? Jesteście w tym samym pokoju.",
    loadEarlier: "Wczytaj starsze",
    missing: "Brakuje tu wiadomości",
    missingSome: (n) =>
      `Brakuje tu ${count(n, { one: "wiadomości", few: "wiadomości", many: "wiadomości", other: "wiadomości" })}`,
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
    removed: "Usunięto",
    newer: "Do tego trzeba nowszej wersji aplikacji.",
    edited: "zmieniono",
    equivocal: "Ten telefon wysłał dwie wersje.",
    arrived: (time) => `doszło ${time}`,
    you: (name) => `${name} (ty)`,
    today: "Dziś",
    yesterday: "Wczoraj",
    now: "teraz",
    minutes: (n) => `${n} min`,
    me: "ty",
    hidden: "Wiadomość ukryta",
    onItsWay: "Wiadomość w drodze",
    repliedTo: (name) => `odpowiedź do: ${name}`,
    mentionsYou: "wspomina o tobie",
    actions: "Opcje wiadomości",
    undo: "Cofnij",
    unread: "Nowe wiadomości",
  },
  delivery: {
    saved: "Zapisano na tym telefonie",
    sending: "Wysyłanie",
    sent: "Wysłano",
    refused: "Nie wysłano",
  },
  composer: {
    message: "Wiadomość",
    placeholder: "Wiadomość…",
    placeholderWaiting: "Wiadomość… wyśle się sama później",
    send: "Wyślij",
    name: "Twoje imię",
    showAs: "Tutaj to ty:",
    starters: ["👋 Już jestem", "📍 Gdzie jesteście?", "Idę"],
    startersLabel: "Szybkie wiadomości",
    tooLong: "Za długie na jedną wiadomość. Wyślij w dwóch.",
    failed: "Nie udało się. Twój tekst nadal tu jest.",
  },
  connection: {
    connecting: "Łączenie…",
    online: "Online",
    slow: "Słaby zasięg",
    waiting: "Brak zasięgu · wiadomości czekają tutaj",
    catchingUp: (n) =>
      `Odbieram ${count(n, { one: "wiadomość", few: "wiadomości", many: "wiadomości", other: "wiadomości" })}…`,
    signIn: "To Wi-Fi wymaga logowania",
    update: "Ta wersja jest za stara. Odśwież stronę.",
    refused: "To nie jest właściwy adres.",
  },
  theme: {
    toNoon: "Włącz tryb słońca",
    toNight: "Włącz tryb nocny",
  },
  notice: {
    loadFailed: "Nie udało się otworzyć. Spróbuj, gdy będzie zasięg.",
  },
  announce: {
    one: (name, text) => `${name}: ${text}`,
    many: (n, name) =>
      `${count(n, { one: "nowa wiadomość", few: "nowe wiadomości", many: "nowych wiadomości", other: "nowej wiadomości" })}, ostatnia od: ${name}`,
  },
});
