/** Keys of {@link recall} that only late screens use; apart from the others for the first load's sake. */
export const lateMemoryKeys = {
  /** Somebody has sent a link from here, and was told who can read with it. */
  linkSent: "link-sent",
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
} as const;
