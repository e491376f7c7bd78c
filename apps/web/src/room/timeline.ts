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
      /** In the whole list, the first is 1. */
      readonly place: number;
      /** First and last of a run of one author. */
      readonly first: boolean;
      readonly last: boolean;
    };

/** Messages of one author further apart than this do not stick together. */
const runMillis = 5 * 60_000;

const sameRun = (a: Message, b: Message): boolean =>
  a.author === b.author &&
  a.name === b.name &&
  Math.abs(b.at - a.at) < runMillis &&
  festivalDay(a.at) === festivalDay(b.at);

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
  const above = messages[start - 1];
  let day = above && festivalDay(above.at);
  for (let index = start; index < end; index++) {
    const message = messages[index];
    if (message === undefined) break;
    const thisDay = festivalDay(message.at);
    if (thisDay !== day) {
      // Two of the same day can be in one list when clocks disagree: the message makes it unique.
      rows.push({ kind: "day", key: `day-${message.id}`, at: message.at });
      day = thisDay;
    }
    if (message.id === unread) rows.push({ kind: "unread", key: "unread" });
    const before = messages[index - 1];
    const after = messages[index + 1];
    const parted = (a: Message, b: Message): boolean =>
      missingAfter.has(a.id) || b.id === unread || !sameRun(a, b);
    const first = before === undefined || parted(before, message);
    const last = after === undefined || parted(message, after);
    rows.push({ kind: "message", key: message.id, message, place: index + 1, first, last });
    pushGap(message);
  }
  return rows;
}
