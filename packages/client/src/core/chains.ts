/**
 * Chains: which numbers of each author's chains are here. What is missing between two of them was
 * written and did not come (SPEC E5), whoever held it back.
 *
 * What comes before the first number here is earlier history, and what comes after the last one
 * nobody can know.
 */
import type { AuthorKey, ChainId, EnvelopeId } from "@festival-chat/protocol/wire";

/** A place in an author's chain, and the envelope that stands there. */
export interface Place {
  readonly author: AuthorKey;
  readonly chain: ChainId;
  readonly ctr: number;
  readonly id: EnvelopeId;
}

/** Numbers that are missing between two envelopes of one chain. */
export interface Omission {
  /** The same for the same hole. */
  readonly name: string;
  readonly author: AuthorKey;
  readonly after: EnvelopeId;
  readonly before: EnvelopeId;
  readonly missing: number;
}

export interface Chains {
  put(place: Place): void;
  /** The envelope made way: that is no omission. */
  drop(id: EnvelopeId): void;
  /** The same array until something changes. Bounded by what is held. */
  omissions(): readonly Omission[];
}

interface Chain {
  readonly name: string;
  readonly author: AuthorKey;
  readonly idByCtr: Map<number, EnvelopeId>;
  min: number;
  max: number;
}

const isWhole = ({ idByCtr, min, max }: Chain): boolean => idByCtr.size === max - min + 1;

function holesOf(chain: Chain): Omission[] {
  const { name, author } = chain;
  const holes: Omission[] = [];
  let last: readonly [number, EnvelopeId] | undefined;
  for (const one of [...chain.idByCtr].sort(([a], [b]) => a - b)) {
    const [ctr, before] = one;
    if (last !== undefined && ctr > last[0] + 1) {
      const [from, after] = last;
      holes.push({
        name: `${name} ${from} ${ctr}`,
        author,
        after,
        before,
        missing: ctr - from - 1,
      });
    }
    last = one;
  }
  return holes;
}

export function createChains(): Chains {
  const chains = new Map<string, Chain>();
  const placeById = new Map<EnvelopeId, { readonly chain: Chain; readonly ctr: number }>();
  /** Chains with holes. */
  const broken = new Set<Chain>();
  let found: readonly Omission[] | undefined = [];

  function changed(chain: Chain): void {
    if (!isWhole(chain)) broken.add(chain);
    else if (!broken.delete(chain)) return;
    found = undefined;
  }

  return {
    put({ author, chain: id, ctr, id: envelope }) {
      const name = `${author} ${id}`;
      const chain = chains.get(name) ?? { name, author, idByCtr: new Map(), min: ctr, max: ctr };
      chains.set(name, chain);
      // Two messages in one place: the first stands for both.
      if (chain.idByCtr.has(ctr)) return;
      chain.idByCtr.set(ctr, envelope);
      placeById.set(envelope, { chain, ctr });
      chain.min = Math.min(chain.min, ctr);
      chain.max = Math.max(chain.max, ctr);
      changed(chain);
    },

    drop(id) {
      const place = placeById.get(id);
      if (place === undefined) return;
      const { chain, ctr } = place;
      placeById.delete(id);
      chain.idByCtr.delete(ctr);
      if (chain.idByCtr.size === 0) {
        chains.delete(chain.name);
        if (broken.delete(chain)) found = undefined;
        return;
      }
      // What made way is the oldest: mostly the next number is the lowest now.
      while (!chain.idByCtr.has(chain.min)) chain.min = nextOf(chain, chain.min);
      while (!chain.idByCtr.has(chain.max)) chain.max = lastOf(chain);
      changed(chain);
    },

    omissions() {
      found ??= [...broken].flatMap(holesOf);
      return found;
    },
  };
}

/** The next number after `ctr` that may be here; a big step is looked up instead of walked. */
function nextOf({ idByCtr }: Chain, ctr: number): number {
  if (idByCtr.has(ctr + 1)) return ctr + 1;
  let next = Number.POSITIVE_INFINITY;
  for (const one of idByCtr.keys()) next = Math.min(next, one);
  return next;
}

function lastOf({ idByCtr }: Chain): number {
  let last = 0;
  for (const one of idByCtr.keys()) last = Math.max(last, one);
  return last;
}
