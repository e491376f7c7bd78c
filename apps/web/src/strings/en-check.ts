/** What the connection check says, in English: apart, because few people ever open it. */
import { plural } from "./plural.ts";

export const enCheck = {
  title: "Connection check",
  running: "Checking…",
  fine: "Everything works",
  problems: (count: number) => plural(count, "problem found", "problems found"),
  again: "Check again",
  copy: "Copy report",
  copied: "Copied",
  copyFailed: "That could not be copied.",
  explain: "The report holds no messages, names or codes.",
  debug: "Debug panel",
  took: (millis: number) => `${millis} ms`,
  waiting: "Not yet checked",
  skipped: (title: string) => `Not checked: ${title}`,
  freeSpace: "Free space",

  space: {
    title: "Free space",
    explain: "Delete photos or apps you do not need. Rooms take little.",
    rooms: "Leaving a room deletes its messages here.",
    holds: (messages: number, size: string) =>
      `${plural(messages, "message", "messages")} · ${size}`,
    leave: "Leave",
    sure: "Leave for good",
  },

  /** What is looked at. */
  titles: {
    reach: "Server",
    signIn: "Wi-Fi",
    health: "Server health",
    config: "Settings",
    headers: "Protection",
    push: "Notifications",
    ice: "Phone to phone",
    upgrade: "Message line",
    environment: "Right server",
    clock: "Clock",
    join: "Room",
    roundTrip: "Sending",
    history: "Receiving",
    resume: "Coming back",
    idle: "Staying connected",
    storage: "Phone storage",
    worker: "Without signal",
  },

  /** What it means when all is well. */
  works: {
    reach: "It answers",
    signIn: "No sign-in in the way",
    health: "It is well",
    config: "They arrive",
    headers: "The page is protected",
    push: "This server can send them",
    ice: "Phones can find each other",
    upgrade: "It opens",
    environment: "It belongs to this app",
    clock: "It is right",
    join: "A test room lets you in",
    roundTrip: "A test message is stored",
    history: "A second phone gets it",
    resume: "What was missed arrives",
    idle: "A quiet line stays open",
    storage: "It keeps your messages",
    worker: "The app opens all the same",
  },

  /** What is wrong, and what to do. */
  faults: {
    "no-answer": {
      said: "Nobody answers",
      advice: "Switch Wi-Fi off and on, or walk to better signal.",
    },
    late: {
      said: "It takes too long",
      advice: "The signal is very weak here. Try again from another place.",
    },
    "sign-in": {
      said: "This Wi-Fi needs a sign-in",
      advice: "Open the sign-in page, then come back.",
    },
    "wrong-answer": {
      said: "Something else answers",
      advice: "Check the address, or tell the organisers.",
    },
    "no-link": {
      said: "It does not open",
      advice: "This network blocks it. Try mobile data instead.",
    },
    "wrong-address": { said: "Not at this address", advice: "Open the address on the poster." },
    "wrong-environment": {
      said: "It belongs to another app",
      advice: "Tell the organisers: show them this report.",
    },
    version: { said: "This version is too old", advice: "Reload the page." },
    clock: {
      said: "The clock of this phone is wrong",
      advice: "Set it to automatic in the phone’s settings.",
    },
    refused: { said: "It says no", advice: "Tell the organisers: show them this report." },
    "storage-denied": { said: "This browser keeps nothing", advice: "Leave private browsing." },
    "storage-full": {
      said: "It is nearly full",
      advice: "Delete photos or apps, or leave old rooms.",
    },
    "no-worker": {
      said: "The app needs signal to open",
      advice: "Leave private browsing, and use the https address.",
    },
    "set-up": {
      said: "It is not set up right",
      advice: "Tell the organisers: show them this report.",
    },
    "cut-off": {
      said: "It breaks off",
      advice: "This network blocks it. Try mobile data instead.",
    },
    bug: {
      said: "Something is wrong in the app",
      advice: "Tell the organisers: show them this report.",
    },
    other: { said: "That did not work", advice: "Tell the organisers: show them this report." },
  },
} as const;
