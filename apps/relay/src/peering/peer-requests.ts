/** Requests of ours on one peer link, and the answers they wait for. Pure but for its promises. */
import {
  type EnvelopeId,
  type FrameOf,
  type Millis,
  type Seq,
  wireErrorByCode,
} from "@festival-chat/protocol/wire";

/** What became of one envelope that was handed over. */
export type Handed =
  | { readonly kind: "acked"; readonly seq: Seq }
  /** Not now: again in so many milliseconds. */
  | { readonly kind: "later"; readonly millis: Millis }
  /** The peer will never take it. */
  | { readonly kind: "never" }
  /** The link is gone. */
  | { readonly kind: "lost" };

/** The ids of an offer that are wanted; a wait; or nothing because the link is gone. */
export type Wanted =
  | readonly EnvelopeId[]
  | { readonly kind: "later"; readonly millis: Millis }
  | "lost";

export interface PeerRequests {
  /** A number for a request, and its answer. */
  publish(): { readonly ref: number; readonly answer: Promise<Handed> };
  /** The answer to an offer. One at a time on a link: a refusal does not say which one it speaks of. */
  offer(): Promise<Wanted>;
  acked(frame: FrameOf<"ack">): void;
  wanted(frame: FrameOf<"want">): void;
  /** @returns false when it answers none of these */
  refused(frame: FrameOf<"refuse">): boolean;
  /** The link is gone: everybody is told. */
  lost(): void;
}

/** Errors after which the same bytes may be taken. */
const passing: ReadonlySet<string | undefined> = new Set([
  "TooFast",
  "RoomTooFast",
  "Storage",
  "Overloaded",
]);

export function createPeerRequests(firstRef: number): PeerRequests {
  const publishes = new Map<number, (handed: Handed) => void>();
  let offer: ((wanted: Wanted) => void) | undefined;
  let refs = firstRef;
  let gone = false;

  function settle(ref: number, handed: Handed): boolean {
    const waiting = publishes.get(ref);
    publishes.delete(ref);
    waiting?.(handed);
    return waiting !== undefined;
  }
  function answer(wanted: Wanted): boolean {
    const waiting = offer;
    offer = undefined;
    waiting?.(wanted);
    return waiting !== undefined;
  }

  return {
    publish() {
      const ref = ++refs;
      const answered = new Promise<Handed>((resolve) => {
        if (gone) resolve({ kind: "lost" });
        else publishes.set(ref, resolve);
      });
      return { ref, answer: answered };
    },
    offer: () =>
      new Promise<Wanted>((resolve) => {
        if (gone) resolve("lost");
        else offer = resolve;
      }),
    acked({ acks }) {
      for (const { ref, seq } of acks) settle(ref, { kind: "acked", seq });
    },
    wanted: ({ ids }) => void answer(ids),
    refused({ ref, code, retryAfter }) {
      const later = passing.has(wireErrorByCode(code));
      const millis = Math.max(retryAfter, 100);
      if (ref > 0) return settle(ref, later ? { kind: "later", millis } : { kind: "never" });
      return answer(later ? { kind: "later", millis } : []);
    },
    lost() {
      gone = true;
      for (const ref of [...publishes.keys()]) settle(ref, { kind: "lost" });
      answer("lost");
    },
  };
}
