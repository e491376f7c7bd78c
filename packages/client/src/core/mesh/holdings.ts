/**
 * Holdings: what this phone holds of the room, by chain and number, in the forms in which it is told
 * to other phones (SPEC G2 to G4).
 */
import {
  type ChainTag,
  digestOf,
  encodeMeshFrame,
  type EnvelopeId,
  fromHex,
  type Held,
  meshLimits,
  type MeshFrameOf,
  type Millis,
  toHex,
  type Wanted,
} from "@festival-chat/protocol/wire";
import { createNumbers, heldOf, lackingOf, type Numbers, type Range, rangesOf } from "./numbers.ts";

/** Where a message stands: the same on every phone. */
export interface Spot {
  readonly chain: ChainTag;
  readonly ctr: number;
}

export interface Placed extends Spot {
  readonly id: EnvelopeId;
  /** When it was written: what is given goes newest first. */
  readonly at: Millis;
}

/** Both parts in hex. */
export interface Digest {
  readonly roster: string;
  readonly state: string;
}

/** What one phone holds, as far as it is known here. */
export type View = ReadonlyMap<ChainTag, Numbers>;

export interface Holdings {
  /** @returns false when the spot is taken by another message */
  put(placed: Placed): boolean;
  drop(id: EnvelopeId): void;
  at(spot: Spot): Placed | undefined;
  spotOf(id: EnvelopeId): Placed | undefined;
  readonly view: View;
  readonly digest: Digest;
  /** @param named whether the other end may not know our chains */
  vector(asks: boolean, named: boolean): MeshFrameOf<"vector">;
  /** What a vector says, by chain; undefined when it speaks of chains that are not ours. */
  read(vector: MeshFrameOf<"vector">): ReadonlyMap<ChainTag, readonly Range[]> | undefined;
  /** What of it is not here: the newest of each chain first, at most a want of it. */
  lacking(theirs: ReadonlyMap<ChainTag, readonly Range[]>): readonly Wanted[];
}

interface Told {
  readonly chains: readonly ChainTag[];
  readonly held: readonly Held[];
  readonly roster: Uint8Array;
  readonly digest: Digest;
}

export function createHoldings(): Holdings {
  const numbersByChain = new Map<ChainTag, Numbers>();
  const placedBySpot = new Map<string, Placed>();
  const placedById = new Map<EnvelopeId, Placed>();
  /** What is told; made anew after a change. */
  let told: Told | undefined;

  const nameOf = ({ chain, ctr }: Spot): string => `${chain} ${ctr}`;

  function tell(): Told {
    if (told !== undefined) return told;
    // Of too many chains the ones that moved last.
    const chains = [...numbersByChain.keys()].slice(-meshLimits.chains).sort();
    const held = chains.map((chain) => heldOf(numbersByChain.get(chain)?.ranges ?? []));
    const known = chains.filter((_, i) => held[i] !== undefined);
    const all = held.filter((one) => one !== undefined);
    const tags = known.map((chain) => fromHex(chain) ?? new Uint8Array(8));
    const roster = digestOf(...tags);
    const frame = { kind: "vector", asks: false, chains: undefined, held: all, roster } as const;
    const state = digestOf(...tags, encodeMeshFrame(frame));
    const digest = { roster: toHex(roster), state: toHex(state) };
    told = { chains: known, held: all, roster, digest };
    return told;
  }

  return {
    put(placed) {
      const name = nameOf(placed);
      const there = placedBySpot.get(name);
      if (there !== undefined) return there.id === placed.id;
      const numbers = numbersByChain.get(placed.chain) ?? createNumbers();
      numbersByChain.delete(placed.chain);
      numbersByChain.set(placed.chain, numbers);
      numbers.add(placed.ctr);
      placedBySpot.set(name, placed);
      placedById.set(placed.id, placed);
      told = undefined;
      return true;
    },

    drop(id) {
      const placed = placedById.get(id);
      if (placed === undefined) return;
      placedById.delete(id);
      placedBySpot.delete(nameOf(placed));
      const numbers = numbersByChain.get(placed.chain);
      numbers?.remove(placed.ctr);
      if (numbers?.ranges.length === 0) numbersByChain.delete(placed.chain);
      told = undefined;
    },

    at: (spot) => placedBySpot.get(nameOf(spot)),
    spotOf: (id) => placedById.get(id),
    view: numbersByChain,
    get digest() {
      return tell().digest;
    },

    vector(asks, named) {
      const { chains, held, roster } = tell();
      return { kind: "vector", asks, roster, chains: named ? chains : undefined, held };
    },

    read(vector) {
      const { chains: ours, digest } = tell();
      const same = toHex(vector.roster) === digest.roster && vector.held.length === ours.length;
      const chains = vector.chains ?? (same ? ours : undefined);
      if (chains === undefined) return undefined;
      const theirs = new Map<ChainTag, readonly Range[]>();
      chains.forEach((chain, i) => {
        const held = vector.held[i];
        if (held !== undefined) theirs.set(chain, rangesOf(held));
      });
      return theirs;
    },

    lacking(theirs) {
      const byChain: { readonly chain: ChainTag; readonly ranges: readonly Range[] }[] = [];
      for (const [chain, ranges] of theirs) {
        const mine = numbersByChain.get(chain)?.ranges ?? [];
        const lacked = lackingOf(mine, ranges, meshLimits.wantMessages);
        if (lacked.length > 0) byChain.push({ chain, ranges: lacked });
      }
      const share = Math.max(1, Math.floor(meshLimits.wantMessages / Math.max(1, byChain.length)));
      const wanted: Wanted[] = [];
      let left: number = meshLimits.wantMessages;
      for (const { chain, ranges } of byChain) {
        let mine = Math.min(share, left);
        for (const { from, to } of ranges) {
          if (mine <= 0) break;
          const count = Math.min(mine, to - from + 1);
          wanted.push({ chain, from: to - count + 1, count });
          mine -= count;
          left -= count;
        }
      }
      return wanted;
    },
  };
}
