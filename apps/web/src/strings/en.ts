/**
 * Every sentence the app shows, in English: the shape other languages have to fill.
 *
 * Short, present tense, one verb per button, and no word a person at a festival would not use.
 */
import { plural } from "./plural.ts";

export const en = {
  language: "en-GB",
  appName: "Festival Chat",

  room: {
    back: "Back",
    invite: "Invite",
    menu: "Room menu",
    here: (count: number) => `${count} here`,
    switch: "Go to another room",
    open: "Open",
    openLong: "Open: anyone at the event can read this",
    private: "Private",
    privateLong: "Private: only people with the code can read this",
    unnamed: "Room",
    notAnInvite: "This is not a room’s code.",
    messages: "Messages",
    conversation: "Conversation",
    connection: "Connection",
    noMessages: "Say hello first",
    emptyHint: "Same band on your friend’s phone? You’re in the same room.",
    loadEarlier: "Load earlier",
    missing: "Messages missing here",
    missingSome: (count: number) => `${plural(count, "message", "messages")} missing here`,
    removed: "Removed",
    removedByHost: "Removed by the host",
    newer: "This needs a newer version of the app.",
    edited: "edited",
    equivocal: "This phone sent two versions of this.",
    arrived: (time: string) => `arrived ${time}`,
    you: (name: string) => `${name} (you)`,
    today: "Today",
    yesterday: "Yesterday",
    now: "now",
    minutes: (count: number) => `${count} min`,
    me: "you",
    hidden: "Message hidden",
    onItsWay: "Message on its way",
    repliedTo: (name: string) => `replied to ${name}`,
    mentionsYou: "mentions you",
    actions: "Message actions",
    undo: "Undo",
    unread: "New messages",
  },

  delivery: {
    saving: "Saving",
    saved: "Saved on this phone",
    sending: "Sending",
    sent: "Sent",
    refused: "Not sent",
  },

  composer: {
    message: "Message",
    placeholder: "Message…",
    placeholderWaiting: "Message… sends by itself later",
    send: "Send",
    name: "Your name",
    showAs: "You’ll show as",
    joinAs: "Join as",
    starters: ["👋 I’m here", "📍 Where are you?", "On my way"],
    startersLabel: "Quick messages",
    tooLong: "Too long for one message. Send it in two.",
    failed: "That did not work. Your text is still here.",
  },

  connection: {
    connecting: "Connecting…",
    online: "Online",
    slow: "Slow signal",
    waiting: "No signal · messages wait here",
    catchingUp: (count: number) => `Getting ${plural(count, "message", "messages")}…`,
    signIn: "This Wi-Fi needs a sign-in",
    update: "This version is too old. Please reload.",
    refused: "This address is not the right one.",
  },

  notice: {
    loadFailed: "That could not be opened. Try again with signal.",
  },
} as const;
