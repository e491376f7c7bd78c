/** An announcement while it is written: what is missing, and what is sent. */
import type { AnnounceRequest, Announced } from "@festival-chat/protocol/organiser";
import {
  type AnnouncementLevel,
  announcementLevels,
  type AnnouncementText,
  limits,
  utf8,
} from "@festival-chat/protocol/wire";
import { consoleWords } from "../strings/console/en.ts";
import { languageName } from "../announcements/words-for.ts";
import { type Template, templateLevel, templateTexts } from "./templates.ts";

export interface Draft {
  readonly level: AnnouncementLevel;
  readonly texts: readonly AnnouncementText[];
  readonly template: Template | "";
  /** What a template has a blank for. */
  readonly place: string;
  /** undefined: everybody. */
  readonly rooms: readonly string[] | undefined;
  readonly endsMinutes: number;
  /** 0: nothing is promised. */
  readonly nextMinutes: number;
}

export const endChoices = [30, 60, 180, 360, 720, 1_440, 4_320] as const;
export const nextChoices = [0, 5, 10, 15, 30, 60] as const;

export const emptyText = (language: string): AnnouncementText => ({
  language,
  title: "",
  body: "",
  action: "",
});

/** A new one, or the next revision of one that stands. */
export function startDraft(before: Announced | undefined, now: number): Draft {
  if (before === undefined) {
    return {
      level: "info",
      texts: [emptyText("en")],
      template: "",
      place: "",
      rooms: undefined,
      endsMinutes: 180,
      nextMinutes: 0,
    };
  }
  // A revision may not end before the one it follows.
  const least = (before.expiresAt - now) / 60_000;
  return {
    level: before.level,
    texts: before.texts,
    template: "",
    place: "",
    rooms: before.rooms.length === 0 ? undefined : before.rooms,
    endsMinutes: endChoices.find((minutes) => minutes >= least) ?? 4_320,
    nextMinutes: 0,
  };
}

/** The draft with the words of a template, in every language of the app; another one may raise its level. */
export function withTemplate(draft: Draft, template: Template | "", place: string): Draft {
  if (template === "") return { ...draft, template, place };
  const usual = templateLevel[template];
  const isHigher =
    template !== draft.template &&
    announcementLevels.indexOf(usual) > announcementLevels.indexOf(draft.level);
  const level = isHigher ? usual : draft.level;
  return { ...draft, level, template, place, texts: templateTexts(template, place) };
}

/** Bounds of a text's fields, in bytes of UTF-8. */
export const mostBytes = {
  action: limits.announcementTitleBytes,
  title: limits.announcementTitleBytes,
  body: limits.announcementBodyBytes,
} as const;

export const bytesLeft = (text: AnnouncementText, field: keyof typeof mostBytes): number =>
  mostBytes[field] - utf8(text[field]).length;

/** Why it cannot be sent yet; undefined: it can. */
export function problemOf({ texts, rooms }: Draft): string | undefined {
  const words = consoleWords.compose;
  const untitled = texts.find(({ title }) => title.trim() === "");
  if (untitled !== undefined) return words.needsTitle(languageName(untitled.language));
  const fields = ["action", "title", "body"] as const;
  if (texts.some((text) => fields.some((field) => bytesLeft(text, field) < 0))) {
    return words.tooManyBytes;
  }
  return rooms?.length === 0 ? words.needsRooms : undefined;
}

export function requestOf(
  draft: Draft,
  before: Announced | undefined,
  now: number,
): AnnounceRequest {
  const expiresAt = Math.round(now) + draft.endsMinutes * 60_000;
  return {
    id: before?.id ?? null,
    revision: before?.revision ?? 0,
    level: draft.level,
    expiresAt: Math.max(expiresAt, before?.expiresAt ?? 0),
    nextUpdate: draft.nextMinutes === 0 ? 0 : Math.round(now) + draft.nextMinutes * 60_000,
    rooms: draft.rooms ?? [],
    texts: draft.texts.map(({ language, title, body, action }) => ({
      language,
      title: title.trim(),
      body: body.trim(),
      action: action.trim(),
    })),
  };
}
