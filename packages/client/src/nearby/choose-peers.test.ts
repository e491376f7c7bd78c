/** Which phones one has links to: a crowd hangs together, and nobody is asked too much. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type DeviceTag, idFromBytes } from "@festival-chat/protocol/wire";
import { choosePeers } from "./choose-peers.ts";

const tagOf = (number: number): DeviceTag =>
  idFromBytes("DeviceTag", Uint8Array.of(number * 7, number, 0, 0, 0, 0, 0, 0));
const tags = (count: number): DeviceTag[] => Array.from({ length: count }, (_, i) => tagOf(i));
const random = (): number => 0.5;

test("up to eight phones are all linked with all", () => {
  const all = tags(8);
  for (const me of all) {
    const chosen = choosePeers({ me, known: all, held: [], most: 8, random });
    deepEqual(chosen.toSorted(), all.filter((tag) => tag !== me).toSorted());
  }
});

test("in a crowd each phone calls five, and all of them hang together", () => {
  fc.assert(
    fc.property(fc.integer({ min: 9, max: 60 }), (count) => {
      const all = tags(count);
      const edges = new Map(all.map((tag) => [tag, new Set<DeviceTag>()]));
      for (const me of all) {
        // As it is once the first links are there: then nobody takes whoever comes.
        const held = [...(edges.get(me) ?? [])].slice(0, 3);
        const lonely = held.length < 3;
        const chosen = choosePeers({ me, known: all, held, most: 8, random });
        ok(lonely || chosen.length <= 5, `${chosen.length}`);
        for (const other of chosen) {
          edges.get(me)?.add(other);
          edges.get(other)?.add(me);
        }
      }
      const reached = new Set<DeviceTag>();
      const waiting = all.slice(0, 1);
      for (let tag = waiting.pop(); tag !== undefined; tag = waiting.pop()) {
        if (reached.has(tag)) continue;
        reached.add(tag);
        waiting.push(...(edges.get(tag) ?? []));
      }
      equal(reached.size, count);
    }),
    { numRuns: 50 },
  );
});

test("a phone that has as many links as it may calls nobody, and nobody twice", () => {
  const all = tags(20);
  const me = tagOf(0);
  deepEqual(choosePeers({ me, known: all, held: all.slice(1, 9), most: 8, random }), []);
  deepEqual(choosePeers({ me, known: all, held: all.slice(1, 4), most: 3, random }), []);
  const held = all.slice(1, 3);
  const chosen = choosePeers({ me, known: all, held, most: 8, random });
  equal(new Set(chosen).size, chosen.length);
  ok(chosen.every((tag) => tag !== me && !held.includes(tag)));
});
