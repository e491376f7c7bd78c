/** What is said about notifications on the lock screen, in English: apart, because few look at it. */
export const enBell = {
  ask: (room: string) => `Get a buzz when ${room} replies?`,
  yes: "Yes",
  notNow: "Not now",

  title: "Notifications",
  explain: "Messages show on your lock screen. Only your phone can read them.",
  on: "This phone buzzes for this room.",
  off: "This phone stays quiet for this room.",
  mentionsOnly: "It buzzes when somebody names you.",
  muted: "This room is muted: nothing buzzes.",
  lockWords: "Words on the lock screen",
  lockWordsHint: "Off, it only says: New message.",
  turnOn: "Buzz this phone",
  turningOn: "One moment…",
  done: (room: string) => `${room} can buzz you now`,
  denied: "Notifications are blocked here. Allow them in the settings of your browser.",
  missing: "This browser cannot buzz you. Messages wait in the app.",
  install: "Put the app on your Home Screen first. Then it can buzz you.",
  showHow: "Show me how",
  failed: "That did not work. Try again with signal.",
  unavailable: "Nobody has set this up here yet.",
} as const;
