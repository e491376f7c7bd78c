/** Session: what the relay knows of one link. What its frames mean is decided in decide. */
import type { FrameOf, Millis } from "@festival-chat/protocol/wire";
import type { Link } from "./link.ts";
import type { RelayLimits } from "./relay-limits.ts";
import type { Seat } from "./room.ts";
import { fullBucket, type TokenBucket } from "./token-bucket.ts";

export type SessionState =
  /** Said hello, waits for the first join. */
  | { readonly kind: "greeting"; readonly since: Millis }
  | { readonly kind: "joined" }
  | { readonly kind: "closed" };

export interface Session {
  readonly link: Link;
  /** The Origin header of the upgrade: part of what joins sign. */
  readonly origin: string;
  /** Names the address for soft limits; never stored. */
  readonly ipTag: string;
  /** What hello said, and joins sign. */
  readonly nonce: Uint8Array;
  readonly helloTime: Millis;
  state: SessionState;
  /** By channel. */
  readonly seats: Map<number, Seat>;
  /** Made with the first join: most links join once or twice. */
  usedNonces: Set<string> | undefined;
  joinAttempts: number;
  /** Joins being verified. */
  joining: number;
  /** Appends that wait for their commit. */
  appends: number;
  readonly waitingPulls: { readonly seat: Seat; readonly frame: FrameOf<"pull"> }[];
  /** It is another relay that holds the peer key (SPEC Q1): its phones were paced there. */
  peer: boolean;
  readonly frames: TokenBucket;
  readonly refusals: TokenBucket;
  /** Announcements that it was told, by name and revision; made with the first. */
  told: Set<string> | undefined;
  /** What it said of them: each mark counts once. */
  marks: Set<string> | undefined;
}

export interface SessionStart {
  readonly link: Link;
  readonly origin: string;
  readonly ipTag: string;
  readonly nonce: Uint8Array;
  readonly helloTime: Millis;
}

export const createSession = (start: SessionStart, relay: RelayLimits, now: Millis): Session => ({
  ...start,
  state: { kind: "greeting", since: now },
  seats: new Map(),
  usedNonces: undefined,
  joinAttempts: 0,
  joining: 0,
  appends: 0,
  waitingPulls: [],
  peer: false,
  frames: fullBucket(relay.frames, now),
  refusals: fullBucket(relay.refusals, now),
  told: undefined,
  marks: undefined,
});
