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
    holds: (messages: number, megabytes: number) =>
      `${plural(messages, "message", "messages")} · ${megabytes.toFixed(1)} MB`,
    leave: "Leave",
    sure: "Leave for good",
  },

  /** What is looked at. */
  titles: {
    reach: "Server",
    signIn: "Wi-Fi",
    health: "Server health",
    config: "Settings",
    upgrade: "Message line",
    environment: "Right server",
    clock: "Clock",
    join: "Room",
    roundTrip: "Sending",
    history: "Receiving",
    storage: "Phone storage",
    worker: "Without signal",
  },

  /** What it means when all is well. */
  works: {
    reach: "It answers",
    signIn: "No sign-in in the way",
    health: "It is well",
    config: "They arrive",
    upgrade: "It opens",
    environment: "It belongs to this app",
    clock: "It is right",
    join: "A test room lets you in",
    roundTrip: "A test message is stored",
    history: "A second phone gets it",
    storage: "It keeps your messages",
    worker: "The app opens all the same",
  },

  /** What is wrong, and what to do. */
  faults: {
    "no-answer": ["Nobody answers", "Switch Wi-Fi off and on, or walk to better signal."],
    late: ["It takes too long", "The signal is very weak here. Try again from another place."],
    "sign-in": ["This Wi-Fi needs a sign-in", "Open the sign-in page, then come back."],
    "wrong-answer": ["Something else answers", "Check the address, or tell the organisers."],
    "no-link": ["It does not open", "This network blocks it. Try mobile data instead."],
    "wrong-address": ["Not at this address", "Open the address on the poster."],
    "wrong-environment": [
      "It belongs to another app",
      "Tell the organisers: show them this report.",
    ],
    version: ["This version is too old", "Reload the page."],
    clock: ["The clock of this phone is wrong", "Set it to automatic in the phone’s settings."],
    refused: ["It says no", "Tell the organisers: show them this report."],
    "storage-denied": ["This browser keeps nothing", "Leave private browsing."],
    "storage-full": ["It is nearly full", "Delete photos or apps, or leave old rooms."],
    "no-worker": [
      "The app needs signal to open",
      "Open the https address outside a private window.",
    ],
    bug: ["Something is wrong in the app", "Tell the organisers: show them this report."],
    other: ["That did not work", "Tell the organisers: show them this report."],
  },
} as const;
