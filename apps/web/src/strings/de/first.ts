import type { Spoken } from "../spoken.ts";

/** German of the first screen. */
export const first: Spoken<"first"> = ({ count }) => ({
  language: "de",

  room: {
    back: "Zurück",
    invite: "Einladen",
    menu: "Raum-Menü",
    here: (people) => `${people} hier`,
    private: "Privat",
    privateLong: "Privat: Nur wer den Code hat, kann hier lesen",
    unnamed: "Raum",
    notAnInvite: "Das ist kein Code für einen Raum.",
    messages: "Nachrichten",
    conversation: "Unterhaltung",
    connection: "Verbindung",
    noMessages: "Sag als Erstes Hallo",
    emptyHint: "Dasselbe Band auf dem Handy neben dir? Dann seid ihr im selben Raum.",
    loadEarlier: "Frühere laden",
    missing: "Hier fehlen Nachrichten",
    missingSome: (missing) =>
      `Hier ${missing === 1 ? "fehlt" : "fehlen"} ${count(missing, { one: "Nachricht", other: "Nachrichten" })}`,
    earlierArrived: (arrived) =>
      `${count(arrived, { one: "frühere Nachricht", other: "frühere Nachrichten" })} angekommen`,
    jump: "Zur neuesten",
    newMessages: (fresh) => count(fresh, { one: "neue Nachricht", other: "neue Nachrichten" }),
    removed: "Gelöscht",
    newer: "Dafür braucht es eine neuere Version der App.",
    edited: "bearbeitet",
    equivocal: "Dieses Handy hat zwei Fassungen davon geschickt.",
    arrived: (time) => `angekommen ${time}`,
    you: (name) => `${name} (du)`,
    today: "Heute",
    yesterday: "Gestern",
    now: "jetzt",
    minutes: (minutes) => `${minutes} Min.`,
    me: "du",
    hidden: "Nachricht ausgeblendet",
    onItsWay: "Nachricht ist unterwegs",
    repliedTo: (name) => `Antwort an ${name}`,
    mentionsYou: "erwähnt dich",
    actions: "Was tun mit der Nachricht",
    undo: "Zurück\u00ADnehmen",
    unread: "Neue Nachrichten",
  },

  delivery: {
    saved: "Auf diesem Handy gespeichert",
    sending: "Wird gesendet",
    sent: "Gesendet",
    refused: "Nicht gesendet",
  },

  composer: {
    message: "Nachricht",
    placeholder: "Nachricht…",
    placeholderWaiting: "Nachricht… geht später von selbst raus",
    send: "Senden",
    name: "Dein Name",
    showAs: "Du erscheinst als",
    starters: ["👋 Bin da", "📍 Wo seid ihr?", "Bin unterwegs"],
    startersLabel: "Schnelle Nachrichten",
    tooLong: "Zu lang für eine Nachricht. Mach zwei daraus.",
    failed: "Das hat nicht geklappt. Dein Text ist noch da.",
  },

  connection: {
    connecting: "Verbinde…",
    online: "Online",
    slow: "Schwaches Netz",
    waiting: "Kein Netz · Nachrichten warten hier",
    catchingUp: (coming) => `Hole ${count(coming, { one: "Nachricht", other: "Nachrichten" })}…`,
    signIn: "Dieses WLAN will eine Anmeldung",
    update: "Diese Version ist zu alt. Bitte lade neu.",
    refused: "Diese Adresse ist nicht die richtige.",
  },

  theme: {
    toNoon: "Bildschirm für Mittag",
    toNight: "Bildschirm für Nacht",
  },

  notice: {
    loadFailed: "Das ließ sich nicht öffnen. Versuch es mit Netz noch mal.",
  },

  announce: {
    one: (name, text) => `${name}: ${text}`,
    many: (fresh, name) =>
      `${count(fresh, { one: "neue Nachricht", other: "neue Nachrichten" })}, zuletzt von ${name}`,
  },
});
