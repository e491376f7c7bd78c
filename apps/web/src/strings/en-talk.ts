/** What is said about single messages, in English: apart, because it comes at the first touch. */
import { plural } from "./plural.ts";

export const enTalk = {
  actions: {
    react: "React",
    more: "More emoji",
    reply: "Reply",
    copy: "Copy text",
    copied: "Copied",
    copyFailed: "That could not be copied.",
    edit: "Edit",
    remove: "Remove for everyone",
    details: "Delivery details",
    pin: "Pin for everyone",
    unpin: "Unpin",
    answered: "Go to what it answers",
    pinned: "Pinned for everyone",
    pinFailed: "That could not be pinned.",
    block: (name: string) => `Block ${name}`,
    gone: "This message is not here any more.",
  },

  remove: {
    title: "Remove this message?",
    explain:
      "Phones without signal still show it until they connect. Some people may have read it.",
    confirm: "Remove for everyone",
    keep: "Keep it",
    done: "Removed for everyone who is connected.",
    later: "Removed here. Others follow when you have signal.",
    failed: "That did not work. Please try again.",
  },

  block: {
    title: (name: string) => `Block ${name}?`,
    explain: "You see nothing from them any more, here and later. Nobody is told.",
    confirm: "Block",
    keep: "Keep",
    done: (name: string) => `${name} is blocked`,
  },

  details: {
    title: "Delivery details",
    from: "From",
    written: "Written",
    arrived: "Arrived",
    notYet: "Not yet",
    state: "State",
    edited: "Edited",
    times: (count: number) => plural(count, "time", "times"),
    versions: "Earlier versions",
    removed: "Removed",
    byThem: (name: string) => `by ${name}`,
    byHost: "by the host",
    late: "Late",
    lateBy: (minutes: number) => `by ${plural(minutes, "minute", "minutes")}`,
    saved: "Saved on this phone. It goes by itself when there is signal.",
    sending: "On its way.",
    sent: "Stored. Everybody gets it when they have signal.",
    refused: "Not taken. It will not go by itself.",
    delivered: "Delivered",
    deliveredMark: (count: number, of: number) => `Delivered ${count}/${of}`,
    deliveredTo: (count: number, of: number) => `To ${count} of ${of}, as their phones told:`,
    seen: "Seen",
    seenMark: (count: number) => `Seen ${count}`,
    seenBy: (count: number, of: number) => `By ${count} of ${of}:`,
  },

  reactions: {
    title: "Reactions",
    pick: "Pick an emoji",
    recent: "Recent",
    all: "Emoji",
    tone: "Skin colour",
    tones: ["Yellow", "Light", "Medium light", "Medium", "Medium dark", "Dark"],
    search: "Search, or type any emoji",
    give: "React",
    found: (count: number) => `${count} emoji`,
    notFound: "No emoji is called that.",
    noNames: "Search needs signal the first time.",
    failed: "That did not work. Please try again.",
  },

  aim: {
    reply: (name: string) => `Reply to ${name}`,
    edit: "Edit message",
    cancel: "Cancel",
  },

  undo: {
    discarded: "Taken back. Nobody saw it.",
    removed: "Removed for everyone who is connected.",
    nothing: "Too late to take it back.",
  },

  mention: {
    list: "People to mention",
    here: "everybody",
  },

  typing: {
    one: (name: string) => `${name} is typing…`,
    two: (one: string, other: string) => `${one} and ${other} are typing…`,
    many: "Several people are typing…",
  },

  search: {
    title: "Search",
    field: "Words or a name",
    from: "From",
    anyone: "Anyone",
    explain: "Looks through the messages on this phone.",
    found: (count: number) => plural(count, "message", "messages"),
    more: (count: number) => `The latest ${count}`,
    none: "Nothing found on this phone.",
  },
} as const;
