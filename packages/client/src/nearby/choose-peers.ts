/**
 * Which phones to have links to. Everybody while there are few; above that two neighbours on either side
 * of a ring that all see alike, and one at random, so that no crowd falls apart into two. Pure.
 */
import { type DeviceTag, meshLimits } from "@festival-chat/protocol/wire";

export interface Choice {
  readonly me: DeviceTag;
  /** Phones that may be within reach. */
  readonly known: readonly DeviceTag[];
  /** Phones that we have a link to, or are making one to. */
  readonly held: readonly DeviceTag[];
  /** Links this phone is willing to have. */
  readonly most: number;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
}

/** Phones to call now, the most wanted first. */
export function choosePeers({ me, known, held, most, random }: Choice): readonly DeviceTag[] {
  const room = most - held.length;
  if (room <= 0) return [];
  const others = [...new Set([...known, ...held])].filter((tag) => tag !== me).sort();
  const free = others.filter((tag) => !held.includes(tag));
  const few = others.length <= Math.min(meshLimits.fullMesh - 1, most);
  const wanted = few ? free : ringOf(me, others, random).filter((tag) => free.includes(tag));
  // Too few links to lean on: whoever is there will do.
  const lonely = held.length < meshLimits.fewestLinks ? free : [];
  return [...new Set([...wanted, ...lonely])].slice(0, room);
}

function ringOf(me: DeviceTag, others: readonly DeviceTag[], random: () => number): DeviceTag[] {
  const ring = [...others, me].sort();
  const at = ring.indexOf(me);
  const beside = [1, -1, 2, -2].map((step) => ring.at((at + step) % ring.length));
  const far = others.filter((tag) => !beside.includes(tag));
  beside.push(far[Math.floor(random() * far.length)]);
  return beside.filter((tag) => tag !== undefined);
}
