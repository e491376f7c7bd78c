import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { type FrameOf, toHex, wireErrors } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { RoomEffect } from "./effect.ts";
import { ownEntry } from "./entry.fixture.ts";
import { createOutbox, mayRetry, type Outbox } from "./outbox.ts";

function outboxOf(count: number): { readonly outbox: Outbox; readonly texts: string[] } {
  let ref = 0;
  const outbox = createOutbox(() => (ref += 1));
  const texts = Array.from({ length: count }, (_, i) => `message ${i}`);
  for (const text of texts) outbox.enqueue(ownEntry(text), 0);
  return { outbox, texts };
}

const publishes = (effects: readonly RoomEffect[]): FrameOf<"publish">[] =>
  effects.flatMap((effect) =>
    effect.kind === "send" && effect.frame.kind === "publish" ? [effect.frame] : [],
  );
const textsOf = (effects: readonly RoomEffect[]): string[] =>
  publishes(effects).map(({ envelope }) => Buffer.from(toHex(envelope), "hex").toString());
const code = (name: keyof typeof wireErrors): number => wireErrors[name].code;

test("[S6] nothing is sent before the room is caught up", () => {
  const { outbox } = outboxOf(3);
  deepEqual(outbox.enqueue(ownEntry("one more"), 0), []);
  deepEqual(outbox.wake(100_000), []);
  equal(outbox.deadline(), undefined);
  equal(publishes(outbox.ready(1, 0)).length, 4);
});

test("[E3] every try sends the bytes that were stored, in author order", () => {
  const { outbox, texts } = outboxOf(5);
  deepEqual(textsOf(outbox.ready(1, 0)), texts);
  outbox.lost();
  deepEqual(textsOf(outbox.ready(2, 0)), texts);
});

test("[S6] what the relay was seen to have is not sent again", () => {
  const { outbox } = outboxOf(3);
  outbox.ready(1, 0);
  outbox.lost();
  outbox.stored(ownEntry("message 1").id, 0);
  deepEqual(textsOf(outbox.ready(1, 0)), ["message 0", "message 2"]);
});

test("an ack takes one out and lets the next one go", () => {
  const { outbox } = outboxOf(0);
  outbox.ready(1, 0);
  const [frame] = publishes(outbox.enqueue(ownEntry("a"), 10));
  deepEqual(outbox.acked(frame?.ref ?? 0, 60), { id: ownEntry("a").id, tookMillis: 50 });
  outbox.stored(ownEntry("a").id, 60);
  equal(outbox.size, 0);
  equal(outbox.expecting, false);
  equal(outbox.acked(frame?.ref ?? 0, 70), undefined);
});

test("at most a window of publishes is under way", () => {
  const { outbox } = outboxOf(0);
  outbox.ready(1, 0);
  let sent = 0;
  for (let i = 0; i < 20; i++) sent += publishes(outbox.enqueue(ownEntry(`m ${i}`), 0)).length;
  equal(sent, bounds.publishWindow);
  equal(outbox.inFlight().length, bounds.publishWindow);
});

test("[S8] a backlog is offered first, so that the relay grants more than typing speed", () => {
  const { outbox, texts } = outboxOf(30);
  const [offer] = outbox.ready(1, 0);
  equal(offer?.kind === "send" && offer.frame.kind === "have" && offer.frame.ids.length, 30);
  equal(outbox.deadline(), bounds.offerMillis);
  deepEqual(textsOf(outbox.wanted(10)), texts.slice(0, bounds.publishWindow));
});

test("an offer that is not answered holds nothing up for long", () => {
  const { outbox } = outboxOf(30);
  outbox.ready(1, 0);
  deepEqual(outbox.wake(bounds.offerMillis - 1), []);
  equal(publishes(outbox.wake(bounds.offerMillis)).length, bounds.publishWindow);
});

test("[X5] what comes too fast waits as long as the relay says, and goes again in order", () => {
  for (const name of ["TooFast", "RoomTooFast", "Storage", "Overloaded"] as const) {
    const { outbox } = outboxOf(3);
    const [first, second, third] = publishes(outbox.ready(1, 0));
    outbox.refused(second?.ref ?? 0, code(name), 4_000, 100);
    outbox.refused(third?.ref ?? 0, code(name), 4_000, 100);
    outbox.acked(first?.ref ?? 0, 110);
    outbox.stored(ownEntry("message 0").id, 110);
    equal(outbox.deadline(), 4_100);
    deepEqual(outbox.wake(4_099), []);
    const again = textsOf(outbox.wake(4_100));
    while (again.length < 2) again.push(...textsOf(outbox.wake(outbox.deadline() ?? Infinity)));
    deepEqual(again, ["message 1", "message 2"]);
  }
});

test("[X5] after one refusal publishes keep the relay's pace, so that the next are taken", () => {
  const { outbox } = outboxOf(8);
  const frames = publishes(outbox.ready(1, 0));
  for (const { ref } of frames) outbox.refused(ref, code("TooFast"), 50, 10);
  let last = 10;
  for (let sent = 0; sent < 8; sent++) {
    const at = outbox.deadline() ?? Infinity;
    const tried = publishes(outbox.wake(at));
    equal(tried.length, 1, "one at a time");
    ok(at - last >= 50, "never faster than the relay's refill");
    last = at;
  }
});

test("[X6] what the relay will never take is refused, told and not sent again", () => {
  const { outbox } = outboxOf(1);
  const [frame] = publishes(outbox.ready(1, 0));
  const effects = outbox.refused(frame?.ref ?? 0, code("TooLarge"), 0, 5);
  deepEqual(
    effects?.map(({ kind }) => kind),
    ["keepEntry", "refused"],
  );
  equal(outbox.size, 0);
  deepEqual(outbox.wake(100_000), []);
});

test("[X3] a code that this version does not know means try again later", () => {
  equal(mayRetry(4_999), true);
  const { outbox } = outboxOf(1);
  const [frame] = publishes(outbox.ready(1, 0));
  deepEqual(outbox.refused(frame?.ref ?? 0, 4_999, 0, 0), []);
  deepEqual(outbox.wake(1), []);
  equal(publishes(outbox.wake(bounds.retryMillis)).length, 1);
});

test("a publish that a living relay forgot is sent again", () => {
  const { outbox } = outboxOf(1);
  outbox.ready(1, 0);
  equal(outbox.deadline(), bounds.answerMillis);
  deepEqual(textsOf(outbox.wake(bounds.answerMillis)), ["message 0"]);
});

test("[S8] what is carried for others goes last, and is dropped without a word when refused", () => {
  const { outbox } = outboxOf(0);
  outbox.ready(1, 0);
  const others = Array.from({ length: 10 }, (_, i) => ({
    ...ownEntry(`theirs ${i}`),
    mine: false,
    waiting: false,
  }));
  const [first] = publishes(outbox.carry(others, 0));
  equal(outbox.carried, 10);
  equal(outbox.size, 0);
  outbox.enqueue(ownEntry("mine"), 0);
  outbox.acked(first?.ref ?? 0, 1);
  deepEqual(textsOf(outbox.stored(others[0]?.id ?? ownEntry("").id, 1)), ["mine"]);
  const refused = outbox.refused((first?.ref ?? 0) + 1, code("Malformed"), 0, 2);
  deepEqual(
    refused?.filter(({ kind }) => kind === "refused"),
    [],
  );
  outbox.lost();
  equal(outbox.carried, 0);
  equal(outbox.size, 1);
});

test("a refusal of somebody else's frame is not ours", () => {
  const { outbox } = outboxOf(1);
  equal(outbox.refused(77, code("TooFast"), 0, 0), undefined);
});
