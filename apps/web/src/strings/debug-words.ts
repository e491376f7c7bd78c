/** What the debug panel says. Developers read it: it is in English everywhere. */
export const debugWords = {
  title: "Debug panel",
  version: "Version",
  environment: "Environment",
  link: "Link",
  notices: "Notices",
  none: "none",
  unknown: "not known",
  room: (
    membership: string,
    cursor: string | undefined,
    messages: number,
    unreadable: number,
    waiting: number,
  ) =>
    `${membership}, cursor ${cursor ?? "not settled"}, ${messages} messages, ` +
    `${unreadable} unreadable, ${waiting} to send`,
  frames: (sent: number, received: number) => `${sent} sent, ${received} received`,
  explain: "Frames are counted from when this panel was first opened.",
} as const;
