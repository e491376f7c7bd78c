/**
 * Prekeys: ends of links made for phones that were met, so that one code is enough when there is no
 * other way left to tell each other anything (SPEC W9).
 *
 * Each is a connection with its offer made and not set, which costs no network and lasts as long as the
 * page. A phone that shows a code waits with all of them at once, since it cannot know who reads it.
 */
import {
  type CardCandidate,
  type IdentityCard,
  prekeyMark,
  type PrekeyPlace,
} from "@festival-chat/protocol/nearby";
import { type DeviceTag, limits, type Millis, toHex } from "@festival-chat/protocol/wire";
import * as meshBounds from "../core/mesh/mesh-bounds.ts";
import type { Neighbour, NeighbourEnd } from "./neighbour.ts";

/** A pair that a code which was read speaks of. */
export interface FoundPair {
  readonly neighbour: Neighbour;
  readonly other: IdentityCard;
  readonly port: number;
  /** This phone waits with it itself, and took the other's end. */
  readonly awaited: boolean;
}

export interface Prekeys {
  /** A phone can be reached: it is told its prekey, unless it was. */
  meet(tag: DeviceTag): void;
  /** It told its prekey for us. */
  told(tag: DeviceTag, attempt: Uint8Array, card: IdentityCard): void;
  /**
   * Waits for all of them, but those left out, where a code's first candidate says that this phone is.
   * Settles within two seconds; the same while nothing changed.
   */
  await(
    at: CardCandidate | undefined,
    leftOut: (tag: DeviceTag) => boolean,
  ): Promise<PrekeyPlace[]>;
  /** The pair that this code's phone waits with. */
  find(tag: DeviceTag, places: readonly PrekeyPlace[]): FoundPair | undefined;
  /** It is kept for no other try. @returns whether it was kept */
  spend(neighbour: Neighbour): boolean;
  close(): void;
}

export interface PrekeysPorts {
  readonly me: DeviceTag;
  readonly now: () => Millis;
  readonly random: (length: number) => Uint8Array;
  start(ended: (reason: NeighbourEnd) => void): Neighbour;
  /** Tells a phone its prekey. */
  send(to: DeviceTag, attempt: Uint8Array, neighbour: Neighbour): void;
}

/** As long a code that was shown may be read; phones rarely stay in one place for longer. */
const AWAIT_MILLIS = 600_000;
/** A phone that tells a prekey so long after it was told ours did not hear of it. */
const AGAIN_MILLIS = 10_000;

interface Prekey {
  readonly neighbour: Neighbour;
  readonly attempt: Uint8Array;
  toldAt: Millis;
  theirs: { readonly attempt: Uint8Array; readonly card: IdentityCard } | undefined;
  /** Set once it is awaited: from then on it stays at its ports. */
  awaited: Promise<IdentityCard | undefined> | undefined;
}

const sameAddress = (one: CardCandidate, other: CardCandidate): boolean =>
  one.type === other.type &&
  one.family === other.family &&
  toHex(one.address) === toHex(other.address);

export function createPrekeys(ports: PrekeysPorts): Prekeys {
  const { me, now } = ports;
  /** The last phone met at the end. */
  const byTag = new Map<DeviceTag, Prekey>();

  function tell(tag: DeviceTag, prekey: Prekey): void {
    prekey.toldAt = now();
    ports.send(tag, prekey.attempt, prekey.neighbour);
  }

  function make(tag: DeviceTag): Prekey {
    const neighbour = ports.start(() => {
      if (byTag.get(tag) === prekey) byTag.delete(tag);
    });
    const attempt = ports.random(8);
    const prekey: Prekey = { neighbour, attempt, toldAt: 0, theirs: undefined, awaited: undefined };
    byTag.set(tag, prekey);
    if (byTag.size > meshBounds.prekeys) {
      for (const [oldest, { neighbour: old }] of byTag) {
        byTag.delete(oldest);
        old.end("gone");
        break;
      }
    }
    tell(tag, prekey);
    return prekey;
  }

  function markOf(tag: DeviceTag, prekey: Prekey): Uint8Array | undefined {
    const { attempt, theirs } = prekey;
    return theirs && prekeyMark({ tag: me, attempt }, { tag, attempt: theirs.attempt });
  }

  /** Sets the offer and takes theirs as its answer: whoever comes to a port of it is that phone, or nobody. */
  async function release({ neighbour }: Prekey, card: IdentityCard) {
    neighbour.take(card, AWAIT_MILLIS);
    neighbour.release();
    const own = await neighbour.card;
    if (own.ok) return own.value;
    neighbour.end(own.error);
    return undefined;
  }

  return {
    meet(tag) {
      if (!byTag.has(tag)) make(tag);
    },

    told(tag, attempt, card) {
      const known = byTag.get(tag);
      // Awaited ones took the other's end: a new one needs a new one.
      if (known?.awaited !== undefined) {
        byTag.delete(tag);
        known.neighbour.end("gone");
      }
      const prekey = byTag.get(tag) ?? make(tag);
      const before = prekey.theirs;
      if (before !== undefined && toHex(before.attempt) === toHex(attempt)) return;
      prekey.theirs = { attempt, card };
      const lost = before !== undefined || now() - prekey.toldAt > AGAIN_MILLIS;
      if (lost) tell(tag, prekey);
    },

    async await(at, leftOut) {
      if (at === undefined) return [];
      const waiting = [...byTag].reverse().flatMap(([tag, prekey]) => {
        const { theirs } = prekey;
        const mark = markOf(tag, prekey);
        return theirs === undefined || mark === undefined || leftOut(tag)
          ? []
          : [{ prekey, mark, card: theirs.card }];
      });
      const places = await Promise.all(
        waiting.slice(0, limits.codePlaces).map(async ({ prekey, mark, card }) => {
          prekey.awaited ??= release(prekey, card);
          const own = await prekey.awaited;
          const port = own?.candidates.find((one) => sameAddress(one, at))?.port;
          return port === undefined ? [] : [{ mark, port }];
        }),
      );
      return places.flat();
    },

    find(tag, places) {
      const prekey = byTag.get(tag);
      if (prekey?.theirs === undefined) return undefined;
      const mark = toHex(markOf(tag, prekey) ?? new Uint8Array(0));
      const port = places.find((place) => toHex(place.mark) === mark)?.port;
      if (port === undefined) return undefined;
      const { neighbour, theirs, awaited } = prekey;
      return { neighbour, other: theirs.card, port, awaited: awaited !== undefined };
    },

    spend(neighbour) {
      for (const [tag, prekey] of byTag) {
        if (prekey.neighbour === neighbour) return byTag.delete(tag);
      }
      return false;
    },

    close() {
      const all = [...byTag.values()];
      byTag.clear();
      for (const { neighbour } of all) neighbour.end("gone");
    },
  };
}
