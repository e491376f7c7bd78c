import type { Spoken } from "../spoken.ts";

/** Polish of what one does with messages. */
export const talk: Spoken<"talk"> = ({ count }) => ({
  actions: {
    react: "Zareaguj",
    more: "Więcej emoji",
    reply: "Odpowiedz",
    copy: "Kopiuj tekst",
    copied: "Skopiowano",
    copyFailed: "Nie udało się skopiować.",
    edit: "Zmień",
    remove: "Usuń dla wszystkich",
    details: "Szczegóły wysyłki",
    block: (name) => `Zablokuj: ${name}`,
    gone: "Tej wiadomości już tu nie ma.",
  },
  remove: {
    title: "Usunąć tę wiadomość?",
    explain: "Telefony bez zasięgu pokazują ją, aż się połączą. Ktoś mógł ją już przeczytać.",
    confirm: "Usuń dla wszystkich",
    keep: "Zostaw",
    done: "Usunięto dla wszystkich, którzy mają zasięg.",
    later: "Usunięto tutaj. U innych, gdy będziesz mieć zasięg.",
    failed: "Nie udało się. Spróbuj ponownie.",
  },
  block: {
    title: (name) => `Zablokować: ${name}?`,
    explain: "Nie zobaczysz już nic od tej osoby, tu i później. Nikt się nie dowie.",
    confirm: "Zablokuj",
    keep: "Zostaw",
    done: (name) => `Zablokowano: ${name}`,
  },
  details: {
    title: "Szczegóły wysyłki",
    from: "Od",
    written: "Napisano",
    arrived: "Doszła",
    notYet: "Jeszcze nie",
    state: "Stan",
    edited: "Zmieniono",
    times: (n) => count(n, { one: "raz", few: "razy", many: "razy", other: "razy" }),
    late: "Spóźniona",
    lateBy: (n) =>
      `o ${count(n, { one: "minutę", few: "minuty", many: "minut", other: "minuty" })}`,
    saved: "Zapisano na tym telefonie. Wyśle się sama, gdy będzie zasięg.",
    sending: "W drodze.",
    sent: "Dotarła. Każdy ją dostanie, gdy będzie mieć zasięg.",
    refused: "Nie przyjęto. Sama się nie wyśle.",
  },
  reactions: {
    title: "Reakcje",
    pick: "Wybierz emoji",
    recent: "Ostatnie",
    all: "Emoji",
    other: "Albo wpisz dowolne emoji",
    give: "Zareaguj",
    notOne: "To nie jest emoji.",
    failed: "Nie udało się. Spróbuj ponownie.",
  },
  aim: {
    reply: (name) => `Odpowiedź do: ${name}`,
    edit: "Zmień wiadomość",
    cancel: "Anuluj",
  },
  undo: {
    discarded: "Cofnięto. Nikt tego nie widział.",
    removed: "Usunięto dla wszystkich, którzy mają zasięg.",
    nothing: "Za późno, by cofnąć.",
  },
  mention: {
    list: "Kogo możesz wspomnieć",
    here: "wszyscy",
  },
  typing: {
    one: (name) => `${name} pisze…`,
    two: (one, other) => `${one} i ${other} piszą…`,
    many: "Kilka osób pisze…",
  },
  search: {
    title: "Szukaj",
    field: "Słowa lub imię",
    explain: "Szuka w wiadomościach na tym telefonie.",
    found: (n) =>
      count(n, { one: "wiadomość", few: "wiadomości", many: "wiadomości", other: "wiadomości" }),
    more: (n) => `Najnowsze: ${n}`,
    none: "Nic nie ma na tym telefonie.",
  },
});
