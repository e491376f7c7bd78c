/** Keys of {@link recall} that only late screens use; apart from the others for the first load's sake. */
export const lateMemoryKeys = {
  /** Somebody has sent a link from here, and was told who can read with it. */
  linkSent: "link-sent",
  /** When this phone last heard from its relay. */
  lastContact: "last-contact",
} as const;
