/** The one line that says how the phone stands with the world, and how it keeps from flickering. */
import type { Connection } from "@festival-chat/client";
import type { Millis } from "@festival-chat/protocol/wire";
import { t } from "../strings/t.ts";

/** Each has its own shape, so that it reads without colour. */
export type Lamp = "connecting" | "online" | "slow" | "waiting" | "catching-up" | "refused";

export interface ConnectionLine {
  readonly lamp: Lamp;
  readonly words: string;
}

/** A line on the screen, and since when. */
export interface ShownLine extends ConnectionLine {
  readonly since: Millis;
}

/** A line stays this long, so that a flapping link does not make the header flicker. */
export const holdMillis = 4_000;
/** Then "Online" needs no word any more. */
export const quietMillis = 5_000;

/**
 * The words of a state.
 *
 * @param signInNeeded a sign-in page answers where our relay should
 */
export function connectionLine(connection: Connection, signInNeeded = false): ConnectionLine {
  const cutOff = connection.kind === "waiting" || connection.kind === "connecting";
  if (signInNeeded && cutOff) return { lamp: "refused", words: t.connection.signIn };
  switch (connection.kind) {
    case "connecting":
      return { lamp: "connecting", words: t.connection.connecting };
    case "online":
      return connection.slow
        ? { lamp: "slow", words: t.connection.slow }
        : { lamp: "online", words: t.connection.online };
    case "catching-up":
      return { lamp: "catching-up", words: t.connection.catchingUp(connection.missing) };
    case "waiting":
      return { lamp: "waiting", words: t.connection.waiting };
    case "refused":
      return connection.error === "VersionTooOld"
        ? { lamp: "refused", words: t.connection.update }
        : { lamp: "refused", words: t.connection.refused };
  }
}

/**
 * What to show at `now`.
 *
 * @returns the line, and when to ask again: because another line is being held back, or because
 * "Online" is about to fall silent.
 */
export function nextLine(
  shown: ShownLine | undefined,
  connection: Connection,
  signInNeeded: boolean,
  now: Millis,
): { readonly shown: ShownLine; readonly wakeAt: Millis | undefined } {
  const wanted = connectionLine(connection, signInNeeded);
  if (shown === undefined) return settle({ ...wanted, since: now }, now);
  // Each try to reconnect is a moment of "connecting": to a person it is still no signal.
  const stillWaiting = wanted.lamp === "connecting" && shown.lamp === "waiting";
  if (stillWaiting || (wanted.lamp === shown.lamp && wanted.words === shown.words)) {
    return settle(shown, now);
  }
  // The first state is nobody's news: it may give way at once.
  const first = shown.lamp === "connecting";
  const until = shown.since + holdMillis;
  if (!first && now < until) return { shown, wakeAt: until };
  return settle({ ...wanted, since: now }, now);
}

const settle = (
  shown: ShownLine,
  now: Millis,
): { readonly shown: ShownLine; readonly wakeAt: Millis | undefined } => ({
  shown,
  wakeAt: shown.lamp === "online" && now < quietAt(shown) ? quietAt(shown) : undefined,
});

const quietAt = (shown: ShownLine): Millis => shown.since + quietMillis;

/** Whether the words may be hidden from the eye: all is well, and it was said. */
export const isQuiet = (shown: ShownLine, now: Millis): boolean =>
  shown.lamp === "online" && now >= quietAt(shown);
