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
import * as meshBounds from "./mesh-bounds.ts";
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
  /**
   * All of it, for an answer.
   * @param named whether the other end may not know our chains
   */
  question(named: boolean): MeshFrameOf<"vector">;
  /** Of the chains in which this phone holds what the other one lacks. */
  answer(theirs: ReadonlyMap<ChainTag, readonly Range[]>): MeshFrameOf<"vector">;
  /**
   * Whether a roster is one that was ours: whoever still has it does not know our chains. One that
   * never was is probably newer, and whoever has it knew ours.
   */
  isOld(roster: string | undefined): boolean;
  /** What a vector says, by chain; undefined when it speaks of chains that never were ours. */
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
  /** Chains as they were told lately, ours at the end. */
  const chainsByRoster = new Map<string, readonly ChainTag[]>();
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
    chainsByRoster.delete(digest.roster);
    chainsByRoster.set(digest.roster, known);
    if (chainsByRoster.size > meshBounds.rosters) {
      for (const oldest of chainsByRoster.keys()) {
        chainsByRoster.delete(oldest);
        break;
      }
    }
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

    isOld: (roster) =>
      roster !== undefined && roster !== tell().digest.roster && chainsByRoster.has(roster),

    at: (spot) => placedBySpot.get(nameOf(spot)),
    spotOf: (id) => placedById.get(id),
    view: numbersByChain,
    get digest() {
      return tell().digest;
    },

    question(named) {
      const { chains, held, roster } = tell();
      return { kind: "vector", asks: true, roster, chains: named ? chains : undefined, held };
    },

    answer(theirs) {
      const { chains, held, roster } = tell();
      const more: [ChainTag, Held][] = [];
      chains.forEach((chain, i) => {
        const one = held[i];
        const ranges = theirs.get(chain) ?? [];
        if (one !== undefined && lackingOf(ranges, rangesOf(one), 1).length > 0) {
          more.push([chain, one]);
        }
      });
      return {
        kind: "vector",
        asks: false,
        roster,
        chains: more.map(([chain]) => chain),
        held: more.map(([, one]) => one),
      };
    },

    read(vector) {
      tell();
      const chains = vector.chains ?? chainsByRoster.get(toHex(vector.roster));
      if (chains?.length !== vector.held.length) return undefined;
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
