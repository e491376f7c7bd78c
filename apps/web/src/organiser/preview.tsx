/** An announcement exactly as phones show it: drawn by the same parts, with the same styles. */
import { AnnouncementNotice } from "../announcements/notice.tsx";
import { AnnouncementPage } from "../announcements/page.tsx";
import { readingOf } from "../announcements/reading.ts";
import { AnnouncementStrip } from "../announcements/strip.tsx";
import { consoleWords } from "../strings/console/en.ts";
import type { Draft } from "./draft.ts";

const nothing = (): void => undefined;
const acts = { choose: nothing, read: nothing, askHelp: nothing, fold: nothing } as const;

export function PhonePreview({
  draft,
  language,
  revision,
  now,
}: {
  readonly draft: Draft;
  readonly language: string;
  readonly revision: number;
  readonly now: number;
}) {
  const written = draft.texts.some(({ title, action }) => title + action !== "");
  if (!written) return <p class="explain">{consoleWords.compose.previewEmpty}</p>;
  const nextUpdate = draft.nextMinutes === 0 ? 0 : now + draft.nextMinutes * 60_000;
  const reading = readingOf({ ...draft, revision, issuedAt: now, nextUpdate }, now, [language]);
  return (
    <div class="desk-phone" data-level={draft.level} inert>
      <div class="organiser-stage">
        {draft.level === "emergency" && (
          <AnnouncementPage id="preview" reading={reading} acts={acts} />
        )}
        {draft.level === "important" && (
          <AnnouncementNotice reading={reading} open={nothing} read={nothing} />
        )}
        {draft.level === "info" && (
          <AnnouncementStrip reading={reading} open={nothing} hide={nothing} />
        )}
      </div>
    </div>
  );
}
