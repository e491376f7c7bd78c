/** When a room has what the relay held at the join: what is unread then was unread on arrival. */
import { deepEqual, equal } from "node:assert/strict";
import { before, describe, test } from "node:test";
import { createSoftwareSignatures, deriveRoomKeys } from "@festival-chat/protocol/e2e";
import { type LogRecord, toSeq } from "@festival-chat/protocol/wire";
import { type Stage, stageOf } from "./client.fixture.ts";
import type { TabMessage, Tabs } from "./ports.ts";
import { type Author, createAuthor } from "./timeline.fixture.ts";

const root = Uint8Array.from({ length: 16 }, (_, i) => i);

describe("a room is caught up", () => {
  let ben: Author;
  before(async () => {
    ben = await createAuthor(await deriveRoomKeys(root, createSoftwareSignatures()), 2);
  });

  async function recordOf(n: number): Promise<LogRecord> {
    const at = 1_000_000 + n;
    const { entry } = await ben.write({ kind: "text", text: `${n}` }, at, { name: "Ben" });
    return { seq: toSeq(n), prev: toSeq(n - 1), receivedAt: at, envelope: entry.envelope };
  }

  /** What an app could know at each event: caught up or not, and how many messages. */
  const watch = ({ client, room }: Stage): [boolean, number][] => {
    const seen: [boolean, number][] = [];
    client.on(() => {
      const now: [boolean, number] = [room.caughtUp, room.messages().length];
      const last = seen.at(-1);
      if (last?.[0] !== now[0] || last[1] !== now[1]) seen.push(now);
    });
    return seen;
  };

  test("at once where the relay holds nothing, and an event tells", async () => {
    const stage = await stageOf();
    equal(stage.room.caughtUp, false);
    const seen = watch(stage);
    await stage.letIn();
    deepEqual(seen, [
      [false, 0],
      [true, 0],
    ]);
  });

  test("when all of it is opened, which takes longer than to get it, and not before an event says so", async () => {
    const software = createSoftwareSignatures();
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const signatures = {
      ...software,
      verify: (...given: Parameters<typeof software.verify>) =>
        opened.then(() => software.verify(...given)),
    };
    const stage = await stageOf({ signatures });
    const seen = watch(stage);
    await stage.letIn(2);
    await stage.deliver([await recordOf(1), await recordOf(2)]);
    equal(stage.client.connection.kind, "online");
    deepEqual(seen, [[false, 0]]);
    open();
    await stage.settle();
    deepEqual(seen, [
      [false, 0],
      [false, 2],
      [true, 2],
    ]);
    // What comes now is new.
    await stage.deliver([await recordOf(3)]);
    deepEqual(seen.at(-1), [true, 3]);
  });

  test("anew after each dead zone", async () => {
    const stage = await stageOf();
    await stage.letIn(1);
    await stage.deliver([await recordOf(1)]);
    equal(stage.room.caughtUp, true);
    await stage.cut();
    equal(stage.room.caughtUp, false);
    await stage.wake(1_060_000);
    await stage.hello();
    await stage.letIn(2);
    equal(stage.room.caughtUp, false);
    await stage.deliver([await recordOf(2)]);
    deepEqual([stage.room.caughtUp, stage.room.messages().length], [true, 2]);
  });

  test("in a tab that follows, as its leader tells", async () => {
    let tell: (message: TabMessage) => void = () => undefined;
    const tabs: Tabs = {
      onRole: (listener) => listener("follower"),
      post: () => undefined,
      onMessage: (listener) => void (tell = listener),
      close: () => undefined,
    };
    const { room } = await stageOf({ tabs });
    equal(room.caughtUp, false);
    tell({ kind: "connection", state: JSON.stringify({ kind: "online", slow: false }) });
    equal(room.caughtUp, true);
  });
});
