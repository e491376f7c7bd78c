/** Rooms whose late parts come late, or not at all: scenes of the whole engine. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { before, describe, test } from "node:test";
import { formatTyping, sealSmall } from "@festival-chat/protocol/e2e";
import { type EnvelopeId, idFromBytes, toSeq, utf8 } from "@festival-chat/protocol/wire";
import { channel, type Stage, stageOf } from "./client.fixture.ts";
import type { LateParts, LoadLate } from "./client-ports.ts";
import { lateParts } from "./late-parts.ts";
import { type Author, benAndCleo, recordOf, stageKeys } from "./timeline.fixture.ts";

/** A loader that answers when the test says so. */
function slowLoader(): {
  readonly loadLate: LoadLate;
  readonly asked: () => number;
  answer(parts: LateParts | undefined): void;
  fail(): void;
} {
  let asked = 0;
  let settle = Promise.withResolvers<LateParts | undefined>();
  return {
    asked: () => asked,
    loadLate() {
      asked += 1;
      settle = Promise.withResolvers();
      return settle.promise;
    },
    answer: (parts) => settle.resolve(parts),
    fail: () => settle.reject(new TypeError("no such chunk")),
  };
}

describe("late parts", () => {
  let ben: Author;
  before(async () => {
    ({ ben } = await benAndCleo());
  });

  /** A record of the relay's log, and its place in Ben's chain. */
  async function say(seq: number, words: string, ctr = seq) {
    const content = { kind: "text", text: words } as const;
    const written = await ben.write(content, 1_000_000 + seq, { name: "Ben", ctr });
    const envelope: EnvelopeId = written.entry.id;
    return { record: recordOf(written, seq), id: written.id, envelope };
  }

  async function tellTyping(stage: Stage): Promise<void> {
    const keys = await stageKeys();
    const plain = formatTyping({ author: ben.key, name: "Ben" });
    const sealed = sealSmall(keys, "ephemeral", 0, plain, new Uint8Array(24));
    const from = idFromBytes("DeviceTag", new Uint8Array(8).fill(9));
    await stage.say({ kind: "ephemeral", channel, from, sealed });
  }

  test("a room works without them", async () => {
    const { loadLate } = slowLoader();
    const stage = await stageOf({ loadLate });
    await stage.letIn(1);
    await stage.deliver([(await say(1, "hi @here")).record]);
    await tellTyping(stage);
    stage.room.typing();
    equal(stage.room.messages().length, 1);
    equal(stage.room.messages()[0]?.mentionsMe, false);
    deepEqual(stage.room.gaps(), []);
    equal(stage.room.gaps(), stage.room.gaps());
    deepEqual(stage.room.typists, []);
    deepEqual(stage.bugs, []);
  });

  test("a mention that came before them is told when they come, and others are not told anew", async () => {
    const { loadLate, answer } = slowLoader();
    const stage = await stageOf({ loadLate });
    await stage.letIn();
    const [plain, mention] = [await say(1, "morning"), await say(2, "come @here")];
    await stage.deliver([plain.record, mention.record]);
    deepEqual(stage.room.unread, { count: 2, mentions: 0 });
    const from = stage.events.length;
    answer(lateParts);
    await stage.settle();
    deepEqual(stage.room.unread, { count: 2, mentions: 1 });
    const told = stage.events
      .slice(from)
      .flatMap((event) => (event.kind === "messages" ? [event.added, event.changed] : []));
    deepEqual(
      told.map((some) => some.map(({ id }) => id)),
      [[], [mention.id]],
    );
  });

  test("[S2] what the relay lost before they came is told when they come, once", async () => {
    const { loadLate, answer } = slowLoader();
    const stage = await stageOf({ loadLate });
    await stage.letIn(1);
    const one = await say(1, "seen");
    await stage.deliver([one.record]);
    await stage.say({
      kind: "reset",
      channel,
      reason: "trimmed",
      logEpoch: idFromBytes("LogEpoch", new Uint8Array(8)),
      first: toSeq(5),
      head: toSeq(4),
      from: toSeq(4),
    });
    deepEqual(stage.client.notices, []);
    answer(lateParts);
    await stage.settle();
    const gap = { after: one.id, missing: 3 };
    deepEqual(stage.room.gaps(), [gap]);
    deepEqual(stage.client.notices, [{ kind: "messages-missing", room: stage.room.id, gap }]);
  });

  test("[E5] a hole among messages that were opened before they came is told", async () => {
    const { loadLate, answer } = slowLoader();
    const stage = await stageOf({ loadLate });
    await stage.letIn();
    const [one, three] = [await say(1, "one", 1), await say(2, "three", 3)];
    await stage.deliver([one.record, three.record]);
    answer(lateParts);
    await stage.settle();
    deepEqual(stage.room.gaps(), []);
    // Longer than holes are given time, in steps that keep the link.
    for (let at = 1_001_000; at < 1_060_000; at += 1_000) {
      await stage.wake(at);
      for (const { token } of stage.took("ping")) {
        await stage.say({ kind: "pong", token, heads: [] });
      }
    }
    deepEqual(stage.room.gaps(), [{ after: one.id, missing: 1 }]);
  });

  test("who writes is told from then on", async () => {
    const { loadLate, answer } = slowLoader();
    const stage = await stageOf({ loadLate });
    await stage.letIn();
    answer(lateParts);
    await stage.settle();
    await tellTyping(stage);
    deepEqual(stage.room.typists, [{ author: ben.key, name: "Ben" }]);
  });

  test("what could not be loaded is asked for again at the next hint, and never twice at once", async () => {
    const loader = slowLoader();
    const stage = await stageOf({ loadLate: loader.loadLate });
    await stage.letIn();
    stage.client.hint("visible");
    equal(loader.asked(), 1);
    loader.fail();
    await stage.settle();
    equal(loader.asked(), 1);
    stage.client.hint("online");
    equal(loader.asked(), 2);
    loader.answer(undefined);
    await stage.settle();
    stage.client.hint("online");
    loader.answer(lateParts);
    await stage.settle();
    stage.client.hint("online");
    equal(loader.asked(), 3);
    await tellTyping(stage);
    equal(stage.room.typists.length, 1);
    deepEqual(stage.bugs, []);
  });

  test("who is here is counted without them, and named when they come; then we are seen too", async () => {
    const { loadLate, answer } = slowLoader();
    const stage = await stageOf({ loadLate });
    await stage.letIn();
    await stage.room.send("hello");
    await stage.settle();
    const keys = await stageKeys();
    const tag = idFromBytes("DeviceTag", new Uint8Array(8).fill(9));
    const sealed = sealSmall(keys, "presence", 0, utf8("Ben"), new Uint8Array(24));
    const body = { mode: "exact", present: [{ tag, sealed }] } as const;
    await stage.say({ kind: "presence", channel, body });
    deepEqual(stage.room.presence, { count: 1, members: [] });
    equal(stage.took("announce").length, 0);
    answer(lateParts);
    await stage.settle();
    deepEqual(stage.room.presence, { count: 1, members: [{ tag, name: "Ben" }] });
    const told = stage.events.filter(({ kind }) => kind === "presence").at(-1);
    deepEqual(told, { kind: "presence", room: stage.room.id, presence: stage.room.presence });
    equal(stage.took("announce").length, 1);
  });

  test("undo waits for them; where they cannot be loaded nothing is undone, and it may be tried again", async () => {
    const loader = slowLoader();
    const stage = await stageOf({ loadLate: loader.loadLate });
    const sent = await stage.room.send("oops");
    ok(sent.ok);
    const first = stage.room.undo(sent.value);
    loader.fail();
    equal(await first, "nothing");
    equal(stage.room.messages().length, 1);
    const second = stage.room.undo(sent.value);
    loader.answer(lateParts);
    equal(await second, "discarded");
    deepEqual(stage.room.messages(), []);
  });

  test("parts that come after the client was closed start nothing", async () => {
    const { loadLate, answer } = slowLoader();
    const stage = await stageOf({ loadLate });
    await stage.letIn();
    await stage.deliver([(await say(1, "@here")).record]);
    await stage.client.close();
    const from = stage.events.length;
    answer(lateParts);
    await stage.settle();
    equal(stage.events.length, from);
  });
});
