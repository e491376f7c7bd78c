import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { type DeviceTag, idFromBytes } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { type Comings, createComings, type Here } from "./comings.ts";

const tag = (n: number): DeviceTag => idFromBytes("DeviceTag", new Uint8Array(8).fill(n));
const names = ["", "Anna", "Ben", "Cem"];
const here = (...people: readonly number[]): Here => ({
  count: people.length + 1,
  others: new Map(people.map((n) => [tag(n), names[n] ?? `n${n}`])),
  complete: true,
});
const said = (comings: Comings): string[] =>
  comings.lines.map((line) => ("name" in line ? `${line.name} ${line.kind}` : line.kind));

test("who was here before is told by nobody, who comes later is", () => {
  const comings = createComings();
  equal(comings.look(here(1), 0, 0), false);
  comings.look(here(1, 2), 10_000, 510_000);
  equal(comings.deadline(), 12_000);
  equal(comings.look(here(1, 2), 12_000, 512_000), true);
  deepEqual(said(comings), ["Ben came"]);
  equal(comings.lines[0]?.at, 510_000, "when it happened, by the clock of messages");
  equal(comings.deadline(), undefined);
});

test("a phone that loses its mast for a moment neither goes nor comes", () => {
  const comings = createComings();
  comings.look(here(1, 2), 0, 0);
  comings.look(here(1), 10_000, 10_000);
  comings.look(here(1), 60_000, 60_000);
  comings.look(here(1, 2), 65_000, 65_000);
  comings.look(here(1, 2), 999_000, 999_000);
  deepEqual(said(comings), []);
});

test("a going that lasts is told once, and a coming back after it too", () => {
  const comings = createComings();
  comings.look(here(2), 0, 0);
  comings.look(here(), 1_000, 1_000);
  comings.look(here(), 61_000, 61_000);
  comings.look(here(), 200_000, 200_000);
  comings.look(here(2), 300_000, 300_000);
  comings.look(here(2), 302_000, 302_000);
  deepEqual(said(comings), ["Ben went", "Ben came"]);
});

test("somebody who looks in for a second is nobody", () => {
  const comings = createComings();
  comings.look(here(), 0, 0);
  comings.look(here(3), 1_000, 1_000);
  comings.look(here(), 2_000, 2_000);
  comings.look(here(), 99_000, 99_000);
  deepEqual(said(comings), []);
});

test("without a link, in a large room and before the list is whole, nothing is told", () => {
  const comings = createComings();
  comings.look(here(1), 0, 0);
  comings.look(undefined, 5_000, 5_000);
  comings.look(here(2), 9_000, 9_000);
  comings.look({ ...here(), count: 3, complete: false }, 10_000, 10_000);
  comings.look(here(2), 200_000, 200_000);
  deepEqual(said(comings), []);
  const crowd = Array.from({ length: 12 }, (_, n) => n);
  comings.look(here(...crowd), 300_000, 300_000);
  comings.look(here(...crowd.slice(1)), 301_000, 301_000);
  comings.look(here(...crowd.slice(1)), 303_000, 303_000);
  deepEqual(said(comings), [], "thirteen people");
});

test("however much comes and goes, it costs little, and every name goes only after it came", () => {
  const step = fc.record({ people: fc.uniqueArray(fc.nat(30)), pause: fc.nat(90_000) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const comings = createComings();
      let now = 0;
      comings.look(here(), now, now);
      for (const { people, pause } of steps) {
        now += pause;
        comings.look(here(...people), now, now);
      }
      equal(comings.lines.length <= 50, true);
      equal(new Set(comings.lines.map(({ key }) => key)).size, comings.lines.length);
    }),
  );
});
