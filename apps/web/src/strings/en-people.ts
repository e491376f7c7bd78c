/** What is said about people and by hosts, in English: apart, because few look at it. */
export const enPeople = {
  members: {
    title: "People",
    here: "Here now",
    you: "you",
    block: "Block",
    unblock: "Unblock",
    blocked: "Blocked",
    nobody: "Nobody wrote here yet.",
  },

  host: {
    title: "Host tools",
  },
} as const;
