/**
 * Where announcements are seen: beside the app and never inside it. Nothing that people write is ever
 * drawn in here, and nothing in the app has these classes (surface.test.ts).
 */
import { useState } from "preact/hooks";
import type { HeldAnnouncement } from "@festival-chat/client/announcements";
import type { AnnouncementId } from "@festival-chat/protocol/wire";
import { announcementWords } from "../strings/announcement-words.ts";
import { AnnouncementNotice } from "./notice.tsx";
import { readHere } from "./read-here.ts";
import { readingOf, type Reading } from "./reading.ts";
import { AnnouncementSheet } from "./sheet.tsx";
import { AnnouncementStrip, levelWords } from "./strip.tsx";

export interface SurfaceActs {
  /** Somebody has looked at all of it. */
  readonly opened: (id: AnnouncementId) => void;
  readonly askHelp: (id: AnnouncementId) => void;
  readonly resize: (id: AnnouncementId, shown: HeldAnnouncement["shown"]) => void;
}

/** What a screen reader is told, once for each revision. */
const spoken = ({ level, text }: Reading): string =>
  [levelWords(level), text.action, text.title, text.body].filter((one) => one !== "").join(". ");

export function AnnouncementSurface({
  standing,
  acts,
}: {
  /** What is to be seen here, the most urgent first. */
  readonly standing: readonly HeldAnnouncement[];
  readonly acts: SurfaceActs;
}) {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [asked, setAsked] = useState<AnnouncementId | undefined>(undefined);
  const read = ({ statement, reachedAt }: HeldAnnouncement): Reading =>
    readingOf(statement, reachedAt, [...(chosen === undefined ? [] : [chosen]), ...readHere()]);
  const seen = standing.filter(({ shown }) => shown !== "gone");
  const alarm = standing.find(
    ({ statement, shown }) => statement.level === "emergency" && shown === "whole",
  );
  const open = standing.find(({ statement }) => statement.id === asked) ?? alarm;
  const [top] = seen;
  const isNotice = top?.statement.level === "important" && top.shown === "whole";

  const show = ({ statement: { id } }: HeldAnnouncement): void => {
    setAsked(id);
    acts.opened(id);
  };
  const fold = ({ statement: { id }, shown }: HeldAnnouncement): void => {
    setAsked(undefined);
    if (shown === "whole") acts.resize(id, "strip");
  };
  const finish = (one: HeldAnnouncement): void => {
    acts.opened(one.statement.id);
    fold(one);
  };
  const [latest] = standing.toSorted((a, b) => b.reachedAt - a.reachedAt);
  return (
    <>
      {top !== undefined &&
        (isNotice ? (
          <AnnouncementNotice reading={read(top)} open={() => show(top)} read={() => finish(top)} />
        ) : (
          <AnnouncementStrip
            reading={read(top)}
            more={seen.length - 1}
            open={() => show(top)}
            hide={
              top.statement.level === "emergency"
                ? undefined
                : () => acts.resize(top.statement.id, "gone")
            }
          />
        ))}
      {/* An emergency takes the focus: it would be read out twice. */}
      <div class="visually-hidden" role="status">
        {latest !== undefined && latest.statement.level !== "emergency" && spoken(read(latest))}
      </div>
      {open !== undefined && (
        <AnnouncementSheet
          key={`${open.statement.id} ${open.statement.revision}`}
          reading={read(open)}
          acts={{
            choose: setChosen,
            read: () => finish(open),
            askHelp: () => acts.askHelp(open.statement.id),
            fold: () => fold(open),
          }}
          others={
            seen.length > 1 && (
              <ul class="organiser-others" aria-label={announcementWords.region}>
                {seen
                  .filter((one) => one !== open)
                  .map((one) => {
                    const { level, text } = read(one);
                    return (
                      <li key={one.statement.id}>
                        <button type="button" onClick={() => show(one)}>
                          <span class="organiser-level">{levelWords(level)}</span>
                          <span lang={text.language} dir="auto">
                            {text.action === "" ? text.title : text.action}
                          </span>
                        </button>
                      </li>
                    );
                  })}
              </ul>
            )
          }
        />
      )}
    </>
  );
}
