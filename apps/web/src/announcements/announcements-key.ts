/** Key of announcements that stand; apart from the other keys, because every start asks for them. */
export const announcementsKey = "announcements";
