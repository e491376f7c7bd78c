/** Announcements that wait to be needed: the words of all languages at once, with the blank filled in. */
import type { AnnouncementLevel, AnnouncementText } from "@festival-chat/protocol/wire";
import { templateNames, templateWords } from "../strings/console/templates.ts";

export type Template = keyof typeof templateWords;

export const templates: readonly Template[] = [
  "weather",
  "evacuate",
  "stage",
  "child",
  "water",
  "transport",
];

/** What each is announced as, at least: nobody clears a field with a strip without sound. */
export const templateLevel: Readonly<Record<Template, AnnouncementLevel>> = {
  weather: "important",
  evacuate: "emergency",
  stage: "info",
  child: "important",
  water: "info",
  transport: "info",
};

export const templateName = (template: Template): string => templateNames[template];

/** A blank that nobody filled, so that it is seen before it is sent. */
const blank = "…";

/** @param place what stands in the blank, in the organiser's own words: it is not translated */
export function templateTexts(template: Template, place: string): readonly AnnouncementText[] {
  const filled = (words: string): string =>
    words.replaceAll("{place}", place.trim() === "" ? blank : place.trim());
  return Object.entries(templateWords[template]).map(([language, [action, title, body]]) => ({
    language,
    action: filled(action),
    title: filled(title),
    body: filled(body),
  }));
}
