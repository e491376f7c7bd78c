/** Keys of {@link recall} that only late screens use; apart from the others for the first load's sake. */
export const lateMemoryKeys = {
  /** Colour of hands and faces among emoji. */
  skinTone: "skin-tone",
  /** Somebody has sent a link from here, and was told who can read with it. */
  linkSent: "link-sent",
  /** This phone's rooms have gone to another one. */
  moved: "moved",
  /** Secrets of hand-overs that are done with here, so that an icon that holds one opens the app. */
  handovers: "handovers",
  /** The secret of what was left for the app on this phone. */
  leftForApp: "left-for-app",
  /** Whether the app on this phone took it: "yes", or "no" where nobody ever will. */
  appHere: "app-here",
  /** How often the app was opened, up to a few. */
  visits: "visits",
  /** Own messages on this phone, up to a few. */
  written: "written",
  /** Keeping the app was offered: never again by itself. */
  installOffered: "install-offered",
  /** Another browser was recommended. */
  elsewhereOffered: "elsewhere-offered",
  /** There were rooms here. */
  hadRooms: "had-rooms",
  /** When this phone last heard from its relay. */
  lastContact: "last-contact",
  /** How this phone shows and tells things. */
  preferences: "preferences",
  /** What the relay said last, while it listed open rooms. */
  openRooms: "open-rooms",
  /** What was said about buzzing, by room. */
  buzz: "buzz",
  /** What the relay was told about where this phone is pushed to, by room. */
  told: "told",
  /** Whose announcements this phone believes. */
  organiser: "organiser",
  /** Somebody turned Nearby on here. */
  nearby: "nearby",
  nearbySaves: "nearby-saves",
} as const;
