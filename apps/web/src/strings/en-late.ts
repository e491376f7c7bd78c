/** What home and dialogs say, in English: apart, because they are loaded after the room. */
import { plural } from "./plural.ts";

export const enLate = {
  membership: {
    noSuchRoom: "No such room here: check the words",
    noSuchRoomHint: "One wrong word opens another room. Ask for the code, or type the words again.",
    tryWords: "Type the words again",
    forget: "Remove this room",
    closed: "This room was closed.",
    refused: "This room does not let you in.",
    refusedHint: "Ask a friend for a new code.",
  },

  list: {
    earlierArrived: (count: number) =>
      count === 1 ? "1 earlier message arrived" : `${count} earlier messages arrived`,
    jump: "Jump to latest",
    newMessages: (count: number) => plural(count, "new message", "new messages"),
    toMention: "Go to your mention",
    showMore: "Show more",
    showLess: "Show less",
    removedBy: (name: string) => `Removed by ${name}`,
    removedByHost: "Removed by the host",
  },

  pins: {
    title: "Pinned messages",
    unfold: (count: number) => `Show ${plural(count, "pinned message", "pinned messages")}`,
    fold: "Show one pinned message",
    unpin: (name: string) => `Unpin what ${name} said`,
  },

  link: {
    title: "Open this link?",
    explain: "Anyone can post links here. Go only where you know the name.",
    open: "Open link",
    stay: "Stay here",
  },

  theme: {
    night: "Night",
    noon: "Noon",
    auto: "Auto",
    toNoon: "Noon screen",
    toNight: "Night screen",
  },

  language: {
    title: "Language",
    failed: "This language needs signal. Try again.",
  },

  testServer: (environment: string) => `Test server · ${environment}`,

  announce: {
    one: (name: string, text: string) => `${name}: ${text}`,
    many: (count: number, name: string) => `${count} new messages, last from ${name}`,
    count: (count: number) => plural(count, "new message", "new messages"),
  },

  reach: {
    elsewhere: (count: number) => `${plural(count, "new message", "new messages")} in other rooms`,
    /** Of the page: how much is new, and where one is. */
    title: (count: string, name: string) => `(${count}) ${name}`,
  },

  entered: {
    ask: "You’re in. Change name?",
    change: "Name…",
    fine: "Fine",
  },

  openNote: "Anyone here can read and save this.",

  delivery: {
    retry: "Send again",
    discard: "Delete",
    unsent: "Couldn’t send for 6 hours.",
  },

  connection: {
    check: "Connection check",
    asOf: (time: string) => `As of ${time}`,
  },

  notice: {
    signIn: "This Wi-Fi needs a sign-in.",
    open: "Open",
    freeSpace: "Free space",
    storageDenied: "This browser keeps nothing: messages are gone when you close this page.",
    storageFull: "Phone storage is full",
    wrongEnvironment: (ours: string, theirs: string) =>
      `This is the ${ours} app, but it reached ${theirs}.`,
    update: "New version",
    updateNow: "Update",
    dismiss: "OK",
  },

  home: {
    headline: "Scan it. You’re in.",
    promise: "Group chat for festivals. No app, no account, and only your people can read it.",
    offline: "No signal? Messages wait on your phone and go by themselves.",
    start: "Start a room",
    scan: "Scan a code",
    words: "Type six words",
    rooms: "Rooms",
    otherPhone: "Coming from another phone?",
    none: "Rooms you start or join stay here.",
    draft: (text: string) => `Draft: ${text}`,
    you: "You",
  },

  start: {
    title: "Start a room",
    name: "Room name",
    example: "Camp Owl",
    explain: "You get a code to show your people. The room is locked for everybody else.",
    submit: "Start a room",
    starting: "Starting…",
    needsName: "Give the room a name first.",
    failed: "That did not work. Please try again.",
  },

  scan: {
    title: "Scan or paste a code",
    aim: "Point at the code on your friend’s screen.",
    starting: "Starting the camera…",
    noCamera: "No camera here. Pick a photo, or paste a link.",
    cameraDenied: "The camera is not allowed. Pick a photo, or type the six words.",
    photo: "Pick a photo",
    noCode: "No code in this photo. Try a sharper one.",
    torch: "Light",
    paste: "Link or six words",
    pasteExample: "Paste it here",
    submit: "Open",
  },

  words: {
    title: "Type six words",
    field: "Six words",
    example: "word 1, word 2 …",
    explain: "The first three letters of each word are enough.",
    word: (position: number) => `word ${position}`,
    submit: "Join",
    joining: "Joining…",
    unknown: (word: string) => `“${word}” is not one of our words.`,
    didYouMean: "Did you mean",
    count: (count: number) => `${plural(count, "word", "words")} of six so far`,
    tooMany: "That is more than six words.",
  },

  invite: {
    title: "Invite",
    qr: "QR code",
    brighter: "Turn your brightness up",
    link: "Room link",
    words: "Room words",
    wordsHint: "Or say these six words:",
    copy: "Copy link",
    copied: "Copied",
    copyFailed: "Select the link and copy it.",
    share: "Share",
    shareText: (room: string) => `Join ${room} on Festival Chat`,
    warning: (room: string) => `Anyone with this link can read ${room}.`,
    poster: "Print a poster",
    close: "Close",
  },
} as const;
