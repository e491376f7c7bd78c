/** What is said about phones nearby, in English: loaded when somebody asks for it. */
import { plural } from "./plural.ts";

export const enNearby = {
  title: "Nearby",
  /** The connection's line. */
  line: (count: number) => `No internet · ${plural(count, "phone", "phones")} nearby`,
  composer: "Message… reaches people near you",
  passed: (count: number) => `Passed to ${count} nearby`,

  explain: "Find phones on the same Wi-Fi or hotspot.",
  explainMore: "With no internet, messages go from phone to phone.",
  turnOn: "Find phones nearby",
  found: (count: number) => `${plural(count, "phone", "phones")} nearby`,
  looking: "Looking for phones…",
  nobody: "No phone of this room nearby yet",
  unnamed: "A phone of this room",
  linked: "Connected without internet",

  trouble: {
    missing: "This browser can’t find phones nearby. Messages wait for the internet.",
    "no-address": "This phone is on no Wi-Fi or hotspot. Join one, then look here again.",
    "no-way": "This Wi-Fi keeps phones apart. One of you turns on a hotspot, the others join it.",
    denied: "Finding phones is blocked. Allow it in the settings of your browser.",
  },

  help: {
    title: "So that phones find each other",
    stand: "Stand within 30 m of each other.",
    wifi: "Join the same Wi-Fi, or one of you turns on a hotspot.",
    screen: "Keep this screen on.",
    carry: "Any phone that finds internet sends for all.",
  },

  pair: {
    title: "No internet at all?",
    explain: "Scan each other’s code. It does not matter who is first.",
    show: "Show my code",
    scan: "Scan a phone",
    hold: "Hold this up to the other phone.",
    scanNext: "Scanned? Now scan the code on that phone.",
    aim: "Point at the code on the other phone.",
    nowShow: "Got it. Now let that phone scan this.",
    linking: "Got it. Connecting…",
    making: "Making your code…",
    done: (name: string) => `Connected with ${name}`,
    "not-a-card": "That is no code for phones nearby.",
    own: "That is the code of this phone.",
    "linked-already": "These two are connected.",
    silent: "That did not work. Try again.",
    stop: "Stop",
  },

  face: {
    title: "Not even a Wi-Fi?",
    explain: "Hold two phones face to face: screens show, cameras read.",
    start: "Face to face",
    hold: "Hold the screens face to face, a hand apart.",
    looking: "Waiting to see the other phone…",
    greeting: "Found a phone…",
    passing: "Passing messages on",
    level: "Nothing left to pass on.",
    refused: "That phone is not in this room.",
    gone: "The other phone is out of sight.",
    again: "Try again",
    received: (count: number) => plural(count, "message received", "messages received"),
  },

  settings: {
    on: "Nearby",
    onHint: "Uses Wi-Fi or a hotspot while the app is open.",
    save: "Save battery",
    saveHint: "Fewer phones at once.",
  },
};
