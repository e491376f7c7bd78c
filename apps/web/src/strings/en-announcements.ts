/** What stands around announcements of the organiser, in English: their own words come with them. */
export const enAnnouncements = {
  region: "From the organiser",
  info: "Info",
  important: "Important",
  emergency: "Emergency",

  hide: "Hide",
  fold: "Make small",
  read: "I’ve read this",
  help: "I need help",
  footer: "Follow staff and the PA.",
  language: "Language",

  update: (revision: number) => `Update ${revision}`,
  next: (time: string) => `next update ${time}`,
  late: (sent: string, reached: string) => `Sent ${sent} · reached you ${reached}`,
  more: (count: number) => `${count} more`,

  call: "Call 112",
  show: "Show this screen to staff",
  say: "I need help. Please take me to first aid.",
  back: "Back",
} as const;
