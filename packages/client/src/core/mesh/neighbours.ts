/**
 * Neighbours: which phones to link with, of those that may be in reach (SPEC G10).
 *
 * A few phones are all linked with each other. More stand in a ring by their tags, each linked with
 * the two before and the two after it and with one more, drawn once: so everybody is reached in a few
 * hops, and both ends of a link mostly agree that they want it. Not its job: making links.
 */
import { type DeviceTag, meshLimits } from "@festival-chat/protocol/wire";

export interface Around {
  readonly me: DeviceTag;
  /** Who may be in reach: of the same room and network, those linked included while they may be. */
  readonly present: readonly DeviceTag[];
  readonly linked: readonly DeviceTag[];
  /** Little battery: fewer links. */
  readonly saving: boolean;
}

export interface Choice {
  /** To be linked with, the most wanted first. */
  readonly dial: readonly DeviceTag[];
  /** To be let go: more than this phone should carry, the least wanted first. */
  readonly drop: readonly DeviceTag[];
}

/** The two before and the two after `me` in the ring, the nearest first. */
function ringOf(me: DeviceTag, others: readonly DeviceTag[]): DeviceTag[] {
  const ring = [...others].sort();
  const after = ring.findIndex((tag) => tag > me);
  const at = after < 0 ? ring.length : after;
  const steps = [0, -1, 1, -2].map((step) => ring[(at + step + 2 * ring.length) % ring.length]);
  return [...new Set(steps.filter((tag) => tag !== undefined))];
}

/**
 * @param random uniform in [0, 1); asked only for links that are still to be drawn
 */
export function chooseNeighbours(around: Around, random: () => number): Choice {
  const { me, saving } = around;
  const linked = [...new Set(around.linked)].filter((tag) => tag !== me);
  // The ring is that of who is here: a link that died unnoticed keeps no place in it.
  const others = [...new Set(around.present)].filter((tag) => tag !== me);
  const small = others.length < meshLimits.fullMesh && !saving;
  const aim = saving ? meshLimits.savingLinks : meshLimits.degree;
  const wanted = small ? others : ringOf(me, others).slice(0, aim);
  const isLinked = new Set(linked);
  const dial = wanted.filter((tag) => !isLinked.has(tag));
  // Links that others wanted count as drawn: for us they are random, too.
  const drawn = linked.filter((tag) => !wanted.includes(tag));
  const rest = others.filter((tag) => !isLinked.has(tag) && !wanted.includes(tag));
  const need = Math.max(
    aim - wanted.length - drawn.length,
    meshLimits.fewestLinks - linked.length - dial.length,
  );
  for (let i = 0; i < need && rest.length > 0; i++) {
    dial.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  // The ring moves as phones come and go: links of an earlier one are let go, not at the first chance.
  const surplus = small ? linked.length - meshLimits.mostLinks : linked.length - (aim + 1);
  const room = Math.max(0, meshLimits.mostLinks - linked.length);
  return { dial: dial.slice(0, room), drop: drawn.slice(0, Math.max(0, surplus)) };
}
