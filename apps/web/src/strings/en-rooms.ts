/** What the list of rooms and their settings say, in English: apart, because a room opens without them. */
import { plural } from "./plural.ts";

export const enRooms = {
  list: {
    rooms: "Rooms",
    more: (name: string) => `More for ${name}`,
    favourite: "favourite",
    muted: "muted",
    private: "private",
    open: "open to everyone",
    unread: (count: number) => `${count} new`,
    mentions: "mentions you",
    archived: (count: number) => `Archived (${count})`,
    settings: "Settings",
    noSuchRoom: "Not found",
    closed: "Closed",
  },

  open: {
    heading: "Open to everyone here",
    explain: "Anyone at the event can read these.",
    notJoined: "Tap to look in",
    failed: "That room could not be opened.",
  },

  switcher: {
    title: "Rooms",
    filter: "Find a room",
    none: "No room of that name.",
  },

  row: {
    favourite: "Favourite",
    favouriteHint: "Stays at the top and up to date.",
    archive: "Archive",
    archiveHint: "Puts it away. Nothing is deleted.",
    restore: "Take out of the archive",
    leave: "Leave this room",
    archived: (name: string) => `${name} is archived`,
    undo: "Undo",
  },

  notify: {
    title: "Notifications",
    all: "All",
    mentions: "Mentions",
    none: "None",
  },

  room: {
    title: "Room menu",
    search: "Search messages",
    members: "People",
    nearby: "Nearby",
    invite: "Invite",
    host: "Host tools",
    compare: "Check it’s really us",
    name: "Your name",
    save: "Save",
    saved: "Name changed",
    joinLines: "Say who comes and goes",
    joinLinesHint: "In rooms of up to 12.",
    seen: "Show what I have seen",
    seenHint: "Then you see who has seen yours. In rooms of up to 12.",
    device: "This phone",
    storage: "Kept on this phone",
    messages: (count: number) => plural(count, "message", "messages"),
    free: (size: string) => `${size} free`,
    saveText: "Save as text",
    saveJson: "Save as JSON",
    shared: "Share",
    exported: "Saved to your downloads",
    exportFailed: "That could not be saved.",
    more: "All settings",
  },

  compare: {
    title: "Check it’s really us",
    explain:
      "Look at your friend’s phone. The same band and the same words? You’re in the same room.",
    words: "Words to compare",
    notCode: "These words are no invite: nobody can join with them.",
    differ: "Different? Scan your friend’s code again.",
  },

  leave: {
    title: "Leave this room?",
    lose: (count: number) =>
      `${plural(count, "message is", "messages are")} deleted from this phone. You need a code to come back.`,
    loseNothing: "You need a code to come back.",
    unsent: (count: number) => `${plural(count, "message was", "messages were")} not sent yet.`,
    host: "You started this room. Nobody else can manage it.",
    confirm: "Leave",
    keep: "Stay",
    done: (name: string) => `You left ${name}`,
  },

  settings: {
    title: "Settings",
    screen: "Screen",
    text: "Text size",
    smaller: "Smaller text",
    larger: "Larger text",
    percent: (percent: string) => `${percent} %`,
    lowData: "Use less data",
    lowDataHint: "No typing, no names of who is here, nothing by itself.",
    sounds: "Sounds",
    soundsHint: "Two knocks for news from other rooms.",
    speak: "Screen reader says",
    speakAll: "All",
    speakMentions: "Mentions",
    speakOff: "Nothing",
    keys: "Shortcuts of one letter",
    keysHint: "R replies and E reacts, on a message.",
    keyHelp: "Ctrl K: rooms. Alt ↑ ↓: next room. Esc: back.",
    storage: "Kept on this phone",
  },

  name: {
    title: "Your name here",
    explain: "All people here see it.",
  },

  news: {
    one: (room: string, name: string, text: string) => `${room} · ${name}: ${text}`,
    many: (room: string, count: number, name: string) =>
      `${room} · ${count} new messages, last from ${name}`,
    rooms: (count: number, rooms: number) => `${count} new messages in ${rooms} rooms`,
    dismiss: "Hide",
  },
} as const;
