/**
 * What a screen reader is told of new messages: at most one sentence a second, bursts in one.
 *
 * The list itself is not a live region: reading out history whenever a row changes helps nobody.
 */
import type { Message } from "@festival-chat/client";
import type { Millis } from "@festival-chat/protocol/wire";
import { bodyText } from "../room/message-name.ts";
import type { Verbosity } from "../boot/preferences.ts";
import { late } from "../strings/late.ts";

/** Screen readers drop or cut sentences that follow faster. */
export const pauseMillis = 1_000;

export interface Announcements {
  readonly waiting: readonly Message[];
  readonly saidAt: Millis;
}

export const noAnnouncements: Announcements = { waiting: [], saidAt: 0 };

/** One sentence for any number of messages; undefined for none, and for a person who wants none. */
export function sentence(messages: readonly Message[], verbosity: Verbosity): string | undefined {
  const last = messages.at(-1);
  if (last === undefined || verbosity === "off") return undefined;
  const mention = messages.findLast(({ mentionsMe }) => mentionsMe);
  const told = verbosity === "mentions" ? mention : messages.length === 1 ? last : undefined;
  if (told !== undefined) return late.announce.one(told.name, bodyText(told));
  return verbosity === "mentions"
    ? late.announce.count(messages.length)
    : late.announce.many(messages.length, last.name);
}

/** Adds what arrived, own messages excepted: whoever wrote them knows. */
export const heard = (state: Announcements, added: readonly Message[]): Announcements => ({
  ...state,
  waiting: [...state.waiting, ...added.filter((message) => !message.mine)],
});

/**
 * What to say at `now`.
 *
 * @returns `say` undefined for nothing yet; `wakeAt` when to ask again, undefined for never.
 */
export function speak(
  state: Announcements,
  now: Millis,
  verbosity: Verbosity = "all",
): {
  readonly state: Announcements;
  readonly say: string | undefined;
  readonly wakeAt: Millis | undefined;
} {
  const say = sentence(state.waiting, verbosity);
  if (say === undefined) return { state: { ...state, waiting: [] }, say, wakeAt: undefined };
  const next = state.saidAt + pauseMillis;
  if (now < next) return { state, say: undefined, wakeAt: next };
  return { state: { waiting: [], saidAt: now }, say, wakeAt: undefined };
}
