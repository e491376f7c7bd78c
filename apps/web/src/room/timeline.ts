/** Turns messages into the rows of the list: day titles, gap lines, and messages grouped by author. */
import type { JSX } from "preact";
import type { Gap, Message } from "@festival-chat/client";
import type { MessageId } from "@festival-chat/protocol/wire";
import { festivalDay } from "./festival-time.ts";

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  /** What follows was not seen before. */
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "gap"; readonly key: string; readonly missing: number | undefined }
  /** Something that happened to the room, as people/with-lines.tsx draws it. */
  | { readonly kind: "line"; readonly key: string; readonly view: JSX.Element }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      /** First and last of a run of one author. */
      readonly first: boolean;
      readonly last: boolean;
    };

/** Messages of one author further apart than this do not stick together. */
const runMillis = 5 * 60_000;

/** Of two messages of one day. */
const sameRun = (a: Message, b: Message): boolean =>
  a.author === b.author && a.name === b.name && Math.abs(b.at - a.at) < runMillis;

/**
 * Rows of the messages from `start` to before `end`; all of them are in display order.
 *
 * @param whole false when there are older messages than these: a gap at the very beginning is then
 * shown only once they are.
 * @param unread the first message that was not seen when the room was entered
 */
export function timelineRows(
  messages: readonly Message[],
  gaps: readonly Gap[],
  whole: boolean,
  unread?: MessageId,
  start = 0,
  end: number = messages.length,
): readonly Row[] {
  const missingAfter = new Map(gaps.map((gap) => [gap.after, gap.missing]));
  const rows: Row[] = [];
  const pushGap = (after: Message | undefined): void => {
    if (missingAfter.has(after?.id)) {
      const missing = missingAfter.get(after?.id);
      rows.push({ kind: "gap", key: `gap-${after?.id ?? "start"}`, missing });
    }
  };
  if (whole) pushGap(undefined);
  /** Whether the second of two neighbours stands on its own; looked at once for each pair. */
  const parted = (a: Message | undefined, b: Message | undefined): boolean =>
    a === undefined ||
    b === undefined ||
    missingAfter.has(a.id) ||
    b.id === unread ||
    !sameRun(a, b) ||
    festivalDay(a.at) !== festivalDay(b.at);
  let day = start > 0 ? festivalDay(messages[start - 1]?.at ?? 0) : undefined;
  let first = parted(messages[start - 1], messages[start]);
  for (let index = start; index < end; index++) {
    const message = messages[index];
    if (message === undefined) break;
    const last = parted(message, messages[index + 1]);
    // Within a run it is the same day.
    if (first) {
      const thisDay = festivalDay(message.at);
      // Two of the same day can be in one list when clocks disagree: the message makes it unique.
      if (thisDay !== day) rows.push({ kind: "day", key: `day-${message.id}`, at: message.at });
      day = thisDay;
    }
    if (message.id === unread) rows.push({ kind: "unread", key: "unread" });
    rows.push({ kind: "message", key: message.id, message, first, last });
    pushGap(message);
    first = last;
  }
  return rows;
}
