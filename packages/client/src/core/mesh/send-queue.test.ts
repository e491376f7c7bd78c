import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { meshLimits } from "@festival-chat/protocol/wire";
import * as meshBounds from "./mesh-bounds.ts";
import { ranks } from "./mesh-effect.ts";
import { createSendQueue } from "./send-queue.ts";

const queued = (name: number, size = 100) => ({
  frame: new Uint8Array(size).fill(name),
  purpose: "messages" as const,
});
const namesOf = (all: readonly { readonly frame: Uint8Array }[]) =>
  all.map(({ frame }) => frame[0]);

test("[G6] what is urgent goes first, and within a rank what came first", () => {
  const queue = createSendQueue();
  queue.push(ranks.give, queued(6));
  queue.push(ranks.text, queued(2));
  queue.push(ranks.own, queued(0));
  queue.push(ranks.text, queued(3));
  deepEqual(namesOf(queue.take(0)), [0, 2, 3, 6]);
});

test("[G5] a link is sent so much in a second, and no more", () => {
  const queue = createSendQueue();
  const half = meshLimits.linkBytesPerSecond / 2;
  for (let i = 0; i < 6; i++) queue.push(ranks.give, queued(i, half));
  deepEqual(namesOf(queue.take(0)), [0, 1]);
  equal(queue.deadline(0), 500);
  deepEqual(namesOf(queue.take(500)), [2]);
  deepEqual(namesOf(queue.take(1_500)), [3, 4]);
});

test("[G6] what does not fit is refused, unless something less urgent can make way", () => {
  const queue = createSendQueue();
  const large = meshBounds.queueBytes / 4;
  for (let i = 0; i < 4; i++) equal(queue.push(ranks.give, queued(i, large)), true);
  equal(queue.push(ranks.give, queued(9, large)), false);
  equal(queue.push(ranks.text, queued(7, large)), true);
  queue.block(true);
  deepEqual(queue.take(60_000), []);
  queue.block(false);
  const sent = [];
  for (let second = 61; second < 70; second++) sent.push(...namesOf(queue.take(second * 1_000)));
  deepEqual(sent, [7, 0, 1, 2]);
});
