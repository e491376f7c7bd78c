/** A room with more on the phone than one screen: its end is there first, and nothing is missing after. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { before, describe, test } from "node:test";
import { createSoftwareSignatures, deriveRoomKeys } from "@festival-chat/protocol/e2e";
import { err, type LogRecord, toSeq } from "@festival-chat/protocol/wire";
import { type Stage, stageOf } from "./client.fixture.ts";
import type { Room } from "./api.ts";
import type { Tabs } from "./ports.ts";
import type { MemoryStore } from "./store/memory.ts";
import { type Author, createAuthor } from "./timeline.fixture.ts";

const count = 200;
/** What a start reads of a room before it is shown. */
const newest = 128;
const root = Uint8Array.from({ length: 16 }, (_, i) => i);
/** Signatures are not what is tested here, and the slowest there is. */
const signatures = { ...createSoftwareSignatures(), verify: () => Promise.resolve(true) };

/** Tabs whose role the test gives. */
function createTabs() {
  let tell: (role: "leader" | "follower") => void = () => undefined;
  const tabs: Tabs = {
    onRole: (listener) => void (tell = listener),
    post: () => undefined,
    onMessage: () => undefined,
    close: () => undefined,
  };
  return { tabs, tell: (role: "leader" | "follower") => tell(role) };
}

const texts = (room: Room): readonly string[] =>
  room.messages().map(({ body }) => (body.kind === "text" ? body.text : body.kind));

describe("a long room", () => {
  let ben: Author;
  let stage: Stage;
  before(async () => {
    ben = await createAuthor(await deriveRoomKeys(root, signatures), 2);
    stage = await stageOf({ signatures });
    await stage.letIn();
    const records: LogRecord[] = [];
    for (let n = 1; n <= count; n++) {
      // The clock of its author was an hour ahead: it came first and is shown last.
      const at = 1_000_000 + (n === 1 ? 300_000 : n);
      const { entry } = await ben.write({ kind: "text", text: `${n}` }, at, { name: "Ben" });
      const [seq, prev] = [toSeq(n), toSeq(n - 1)];
      records.push({ seq, prev, receivedAt: at, envelope: entry.envelope });
    }
    await stage.deliver(records);
    equal(texts(stage.room).length, count);
    await stage.room.markRead();
  });

  const restart = (store: MemoryStore, tabs: Tabs) => stageOf({ signatures, tabs, store });
  const inOrder = Array.from({ length: count }, (_, i) => `${i + 1}`);
  const shown = [...inOrder.slice(1), "1"];

  for (const role of ["leader", "follower"] as const) {
    test(`shows its newest messages first, and all of them once this tab is ${role}`, async () => {
      const { tabs, tell } = createTabs();
      const phone = await restart(stage.store.snapshot(), tabs);
      await phone.settle();
      deepEqual(texts(phone.room), inOrder.slice(-newest));
      equal(phone.took("join").length, 0);
      tell(role);
      await phone.settle();
      deepEqual(texts(phone.room), shown);
      // In order of arrival still: nothing of what was read is unread again.
      equal(phone.room.unread.count, 0);
    });
  }

  test("of which the rest cannot be read gets it from the relay again", async () => {
    const { tabs, tell } = createTabs();
    const store = stage.store.snapshot();
    const phone = await restart(
      {
        ...store,
        entries: (room, few) =>
          few === undefined
            ? Promise.resolve(err({ kind: "failed", what: "no answer" }))
            : store.entries(room, few),
      },
      tabs,
    );
    tell("leader");
    await phone.settle();
    ok(phone.client.notices.some(({ kind }) => kind === "storage-denied"));
    await phone.hello();
    equal(phone.took("join")[0]?.cursor, undefined);
  });
});
