/** An announcement as one person reads it: in one language, since a certain moment. */
import type {
  AnnouncementLevel,
  AnnouncementStatement,
  AnnouncementText,
  Millis,
} from "@festival-chat/protocol/wire";
import type { Timed } from "./when.ts";
import { wordsFor } from "./words-for.ts";

export interface Reading extends Timed {
  readonly level: AnnouncementLevel;
  readonly text: AnnouncementText;
  readonly texts: readonly AnnouncementText[];
  readonly reachedAt: Millis;
}

const nothing: AnnouncementText = { language: "en", title: "", body: "", action: "" };

/** @param wanted languages, the first one first */
export const readingOf = (
  statement: Pick<
    AnnouncementStatement,
    "level" | "texts" | "revision" | "issuedAt" | "nextUpdate"
  >,
  reachedAt: Millis,
  wanted: readonly string[],
): Reading => ({
  level: statement.level,
  revision: statement.revision,
  issuedAt: statement.issuedAt,
  nextUpdate: statement.nextUpdate,
  texts: statement.texts,
  text: wordsFor(statement.texts, wanted) ?? nothing,
  reachedAt,
});
