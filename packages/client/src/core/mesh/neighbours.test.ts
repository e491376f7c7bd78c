import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { type DeviceTag, idFromBytes, meshLimits } from "@festival-chat/protocol/wire";
import { type Around, chooseNeighbours } from "./neighbours.ts";

const tag = (n: number): DeviceTag =>
  idFromBytes("DeviceTag", Uint8Array.of(...new Uint8Array(6), n >> 8, n & 255));
const crowd = (count: number): DeviceTag[] => Array.from({ length: count }, (_, i) => tag(i));
const around = (change: Partial<Around>): Around => ({
  me: tag(10),
  present: crowd(50),
  linked: [],
  saving: false,
  ...change,
});
/** Numbers that look like chance and are the same every time. */
function chance(): () => number {
  let state = 1;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

test("[G10] up to eight phones are all linked with each other", () => {
  const present = crowd(8);
  for (const me of present) {
    const { dial } = chooseNeighbours(around({ me, present }), chance());
    deepEqual(
      dial.toSorted(),
      present.filter((one) => one !== me),
    );
  }
});

test("[G10] in a crowd a phone takes two on each side of the ring and one more", () => {
  const { dial, drop } = chooseNeighbours(around({}), chance());
  equal(dial.length, meshLimits.degree);
  for (const near of [8, 9, 11, 12]) ok(dial.includes(tag(near)));
  deepEqual(drop, []);
  const first = chooseNeighbours(around({ me: tag(0) }), chance());
  for (const near of [48, 49, 1, 2]) ok(first.dial.includes(tag(near)), "the ring closes");
});

test("[G10] a phone that has what it wants asks for nothing more, and changes nothing", () => {
  const linked = [8, 9, 11, 12, 30].map(tag);
  deepEqual(chooseNeighbours(around({ linked }), chance()), { dial: [], drop: [] });
});

test("[G10] below three links any phone is asked", () => {
  const present = [10, 11, 12, 40].map(tag);
  const { dial } = chooseNeighbours(around({ present, saving: true }), chance());
  deepEqual(dial.toSorted(), [11, 12, 40].map(tag));
});

test("[G10] more links than a phone should carry are let go, never those of the ring", () => {
  const linked = [8, 9, 11, 12, 20, 21, 22, 23, 24].map(tag);
  const { dial, drop } = chooseNeighbours(around({ linked }), chance());
  deepEqual(dial, []);
  deepEqual(drop, [20, 21, 22].map(tag));
  const six = [8, 9, 11, 12, 20, 21].map(tag);
  deepEqual(chooseNeighbours(around({ linked: six }), chance()).drop, []);
});

test("[G10] with little battery there are few links", () => {
  equal(chooseNeighbours(around({ saving: true }), chance()).dial.length, meshLimits.savingLinks);
});

test("fifty phones that choose so hold together, and everybody is a few hops away", () => {
  const present = crowd(50);
  const random = chance();
  const links = new Map(present.map((one) => [one, new Set<DeviceTag>()]));
  for (const me of present) {
    const linked = [...(links.get(me) ?? [])];
    for (const other of chooseNeighbours(around({ me, present, linked }), random).dial) {
      links.get(me)?.add(other);
      links.get(other)?.add(me);
    }
  }
  for (const [, mine] of links) ok(mine.size <= meshLimits.mostLinks + 2);
  let reached = new Set(present.slice(0, 1));
  for (let hop = 0; hop < meshLimits.gossipHops; hop++) {
    reached = new Set([...reached].flatMap((one) => [one, ...(links.get(one) ?? [])]));
  }
  equal(reached.size, present.length);
});
