/** Two phones held face to face: whatever the cameras miss, every frame comes, whole, once, in order. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatPicture, parsePicture, type Picture } from "@festival-chat/protocol/nearby";
import { type DeviceTag, idFromBytes, limits } from "@festival-chat/protocol/wire";
import { createPictureExchange, type PictureExchange } from "./picture-exchange.ts";

const tag = (value: number): DeviceTag => idFromBytes("DeviceTag", new Uint8Array(8).fill(value));
const session = (value: number): Uint8Array => new Uint8Array(4).fill(value);
const end = (value: number): PictureExchange => createPictureExchange(tag(value), session(value));

/** Through the air: what a camera reads is the text. */
const read = (picture: Picture): Picture => {
  const seen = parsePicture(formatPicture(picture));
  if (seen === undefined) throw new Error("no picture");
  return seen;
};

/** Both show and read until nothing waits. @returns what came at each end */
function exchange(one: PictureExchange, two: PictureExchange, sees: () => boolean, rounds = 5_000) {
  const came = { one: [] as Uint8Array[], two: [] as Uint8Array[] };
  for (let now = 0; now < rounds; now++) {
    for (const [from, to, list] of [
      [one, two, came.two],
      [two, one, came.one],
    ] as const) {
      const picture = from.next();
      if (!sees()) continue;
      const frames = to.saw(read(picture), now);
      if (frames === "broken") throw new Error("broken");
      list.push(...frames);
    }
    if (one.progress.waiting + two.progress.waiting === 0) break;
  }
  return came;
}

test("[W8] whatever the cameras miss, both get every frame of the other, whole, once and in order", () => {
  const frames = fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 12 });
  const misses = fc.infiniteStream(fc.boolean());
  fc.assert(
    fc.property(frames, frames, misses, (ours, theirs, chance) => {
      const [anna, ben] = [end(1), end(2)];
      for (const frame of ours) anna.send(frame);
      for (const frame of theirs) ben.send(frame);
      const came = exchange(anna, ben, () => chance.next().value === true);
      deepEqual(came.two, ours);
      deepEqual(came.one, theirs);
    }),
    { numRuns: 60 },
  );
});

test("[W8] the largest frame passes, and one that claims to be larger ends the exchange", () => {
  const [anna, ben] = [end(1), end(2)];
  const frame = new Uint8Array(limits.outboundFrameBytes).map((_, index) => index % 251);
  equal(anna.send(frame), false, "enough waits");
  deepEqual(exchange(anna, ben, () => true).two, [frame]);
  equal(anna.progress.waiting, 0);
  ok(anna.progress.given >= frame.length);

  const [liar, victim] = [end(3), end(4)];
  const base = { ...liar.next(), other: new Uint8Array(4) };
  const piece = { number: 0, bytes: new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0]) };
  equal(victim.saw({ ...base, piece }, 0), "broken");
});

test("[W8] a mirror, a second pair of phones and a stranger who joins in change nothing", () => {
  const [anna, ben, eve] = [end(1), end(2), end(3)];
  anna.send(new Uint8Array([1, 2, 3]));
  deepEqual(anna.saw(read(anna.next()), 0), []);
  equal(anna.other, undefined);
  deepEqual(ben.saw(read(anna.next()), 0), [new Uint8Array([1, 2, 3])]);
  eve.send(new Uint8Array([9]));
  deepEqual(ben.saw(read(eve.next()), 1), [], "Ben is with Anna");
  const toEve = { ...anna.next(), other: session(3) };
  deepEqual(ben.saw(read(toEve), 1), [], "not for Ben");
  equal(ben.other?.tag, tag(1));
});

test("[W8] pieces that come twice or from far ahead are no news", () => {
  const [anna, ben] = [end(1), end(2)];
  anna.send(new Uint8Array([7]));
  const first = read(anna.next());
  equal(ben.saw(first, 0).length, 1);
  deepEqual(ben.saw(first, 1), []);
  equal(ben.progress.taken, 2);
  const far = { number: limits.piecesAhead + 2, bytes: new Uint8Array([1]) };
  deepEqual(ben.saw({ ...first, piece: far }, 2), []);
  equal(ben.next().ahead, 0);
});

test("[W8] who is not seen for twenty seconds is gone", () => {
  const [anna, ben] = [end(1), end(2)];
  equal(ben.silent(60_000), false, "nobody was there yet");
  ben.saw(read(anna.next()), 60_000);
  equal(ben.silent(79_000), false);
  equal(ben.silent(80_001), true);
});
