import { enAnnouncements } from "./en-announcements.ts";
import { words } from "./words.ts";

/** The sentences around announcements of the organiser in the language in use. */
export const announcementWords = words("announcements", enAnnouncements);
