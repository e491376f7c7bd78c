import { equal } from "node:assert/strict";
import { describe, test } from "node:test";
import { createRoomTally } from "./tally.ts";

describe("tally of a load run", () => {
  test("what the relay acknowledged is missing until everybody has it", () => {
    const tally = createRoomTally();
    const [anna, ben] = [tally.addReceiver(), tally.addReceiver()];
    const first = tally.sent(10);
    tally.sent(20);
    equal(tally.missing(), 0, "nothing is promised before the acknowledgement");
    tally.acknowledged(first);
    equal(tally.missing(), 2);
    anna.received(first);
    equal(tally.missing(), 1);
    ben.received(first);
    equal(tally.missing(), 0);
  });

  test("a second time is told from the first, for messages and for acknowledgements", () => {
    const tally = createRoomTally();
    const anna = tally.addReceiver();
    const number = tally.sent(0);
    equal(anna.received(number), true);
    equal(anna.received(number), false);
    equal(tally.acknowledged(number), true);
    equal(tally.acknowledged(number), false);
  });

  test("numbers this run never sent are nobody's", () => {
    const tally = createRoomTally();
    equal(tally.ageOf(0, 5), undefined);
    equal(tally.acknowledged(7), false);
    tally.sent(3);
    equal(tally.ageOf(0, 5), 2);
    equal(tally.ageOf(-1, 5), undefined);
  });

  test("a thousand messages are counted one by one", () => {
    const tally = createRoomTally();
    const anna = tally.addReceiver();
    for (let i = 0; i < 1_000; i++) tally.acknowledged(tally.sent(i));
    for (let i = 0; i < 1_000; i += 2) anna.received(i);
    equal(tally.missing(), 500);
  });
});
