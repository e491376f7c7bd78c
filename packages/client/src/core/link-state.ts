/** Link state: where the path to the relay stands, and when silence proves it dead (SPEC L9). */
import { type Millis, timing, type WireErrorName } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { earlier } from "./effect.ts";

/** A ping on its way; anything heard before `due` keeps the link. */
export interface Probe {
  readonly token: number;
  readonly sentAt: Millis;
  readonly due: Millis;
}

export type LinkState =
  /** Not wanted: no rooms, a follower tab, or the client was closed. */
  | { readonly kind: "closed" }
  | {
      readonly kind: "down";
      readonly retryAt: Millis;
      /** Set when the relay does not want this app at all. */
      readonly refused: WireErrorName | undefined;
    }
  | { readonly kind: "dialing"; readonly since: Millis; readonly due: Millis }
  /** Open, but the relay has not said hello. */
  | { readonly kind: "greeting"; readonly since: Millis; readonly due: Millis }
  | {
      readonly kind: "ready";
      readonly since: Millis;
      readonly heard: Millis;
      readonly pingAt: Millis;
      readonly probe: Probe | undefined;
      /** What the relay owes us an answer to, since when. */
      readonly owed: { readonly what: Owed; readonly since: Millis } | undefined;
    };

type Ready = LinkState & { readonly kind: "ready" };

/**
 * What is waited for. ack: of a message just sent, or of a join that one waits for: a few bytes that
 * nothing else holds up. page: records that on the slowest networks take long to arrive whole, while
 * something of ours waits. history: the same while nothing does. joined: a seat in a room.
 */
export type Owed = "ack" | "page" | "history" | "joined";

function silenceMillis(what: Owed, patience: number): Millis {
  switch (what) {
    case "ack":
      return Math.min(timing.pongMillis * patience, bounds.ackMillis);
    case "page":
      if (patience === 1) return bounds.ackMillis;
      return bounds.stallMillis + timing.pongMillis * patience;
    case "history":
    case "joined":
      return timing.joinMillis * patience;
  }
}

/**
 * When silence proves a ready link dead.
 * @param patience factor of every wait for an answer
 */
export function silenceDue(ready: Ready, patience: number): Millis | undefined {
  let due = ready.probe?.due;
  if (ready.owed !== undefined) {
    const { what, since } = ready.owed;
    due = earlier(due, Math.max(ready.heard, since) + silenceMillis(what, patience));
  }
  return due;
}

/** Whether records are on their way, behind which every answer takes long. */
export const isBehindPage = ({ owed }: Ready): boolean =>
  owed?.what === "page" || owed?.what === "history";
