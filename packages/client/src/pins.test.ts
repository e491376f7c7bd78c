import { deepEqual, equal, ok } from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { Content } from "@festival-chat/protocol/e2e";
import type { MessageId } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { type Stage, stageOf } from "./client.fixture.ts";
import { type Author, benAndCleo, recordOf, type Written } from "./timeline.fixture.ts";

describe("pins", () => {
  let ben: Author;
  let cleo: Author;
  before(async () => {
    ({ ben, cleo } = await benAndCleo());
  });

  const text = (words: string): Content => ({ kind: "text", text: words });
  const pin = (to: MessageId, pinned = true): Content => ({ kind: "pinned", to, pinned });
  /** A phone that got all of this, in this order. */
  async function phoneWith(...written: readonly Written[]): Promise<Stage> {
    const stage = await stageOf();
    await stage.letIn(0);
    await stage.deliver(written.map((one, index) => recordOf(one, index + 1)));
    return stage;
  }
  const pinnedOn = (stage: Stage): readonly MessageId[] =>
    stage.room.pins().map(({ message }) => message);

  test("[E16] the last pinned comes first, and whoever takes it down takes it down for all", async () => {
    const one = await ben.write(text("tents at C7"), 1_000_000);
    const two = await ben.write(text("oak at nine"), 1_000_001);
    const first = await ben.write(pin(one.id), 1_000_002);
    const second = await cleo.write(pin(two.id), 1_000_003);
    const stage = await phoneWith(one, two, first, second);
    deepEqual(stage.room.pins(), [
      { message: two.id, by: cleo.key },
      { message: one.id, by: ben.key },
    ]);
    equal(stage.room.messages().length, 2, "a pin is no message");
    const down = await cleo.write(pin(one.id, false), 1_000_004);
    await stage.deliver([recordOf(down, 5)]);
    deepEqual(pinnedOn(stage), [two.id]);
  });

  test("[E16] the same envelopes pin the same, whatever order they came in", async () => {
    const one = await ben.write(text("one"), 1_000_000);
    const two = await ben.write(text("two"), 1_000_001);
    const acts = [
      await ben.write(pin(one.id), 1_000_010),
      await cleo.write(pin(one.id, false), 1_000_020),
      await cleo.write(pin(two.id), 1_000_030),
      await ben.write(pin(two.id, false), 1_000_040),
      await ben.write(pin(one.id), 1_000_050),
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(acts, { minLength: acts.length }), async (order) => {
        deepEqual(pinnedOn(await phoneWith(...order, one, two)), [one.id]);
      }),
      { numRuns: 20 },
    );
  });

  test("[E16] in an open room only what a host pinned counts", async () => {
    const one = await ben.write(text("buy here"), 1_000_000);
    const stage = await phoneWith(one, await ben.write(pin(one.id), 1_000_001));
    deepEqual(stage.room.pins(true), []);
    equal(stage.room.pins().length, 1);
  });

  test("what somebody pinned who is blocked here is not pinned here", async () => {
    const one = await ben.write(text("one"), 1_000_000);
    const stage = await phoneWith(one, await cleo.write(pin(one.id), 1_000_001));
    await stage.room.block(cleo.key);
    deepEqual(stage.room.pins(), []);
  });

  test("a pin of our own shows at once and survives a restart", async () => {
    const one = await ben.write(text("one"), 1_000_000);
    const stage = await phoneWith(one);
    ok((await stage.room.pin(one.id, true)).ok);
    deepEqual(pinnedOn(stage), [one.id]);
    const again = await stageOf({ store: stage.store.snapshot() });
    await again.settle();
    deepEqual(pinnedOn(again), [one.id]);
  });
});
