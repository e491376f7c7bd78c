import { deepEqual, equal } from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { RoomKeys } from "@festival-chat/protocol/e2e";
import { type Cursor, idFromBytes, toSeq } from "@festival-chat/protocol/wire";
import { createLog } from "./core/log.ts";
import type { StoredRoom } from "./core/stored.ts";
import { emptyNotes, type ReadMark } from "./room-notes.ts";
import { createTimeline } from "./timeline.ts";
import { type Author, createAuthor, roomKeys, type Written } from "./timeline.fixture.ts";
import { findUnread, readAll } from "./unread.ts";

const epoch = (n: number) => idFromBytes("LogEpoch", new Uint8Array(8).fill(n));
const text = (words: string) => ({ kind: "text", text: words }) as const;

describe("unread", () => {
  let keys: RoomKeys;
  let ben: Author;
  before(async () => {
    keys = await roomKeys();
    ben = await createAuthor(keys, 2);
  });

  /** A phone that got these in this order, the first `opened` of them opened. */
  function phone(
    written: readonly Written[],
    given: { cursor?: Cursor; read?: Partial<ReadMark>; opened?: number; busy?: boolean } = {},
  ) {
    const cursor = given.cursor ?? { logEpoch: epoch(1), seq: toSeq(99) };
    const stored: StoredRoom = {
      room: keys.room,
      root: new Uint8Array(16),
      deviceSecret: new Uint8Array(32),
      hostSecret: undefined,
      expectedHost: undefined,
      certificate: undefined,
      myName: undefined,
      confirmed: true,
      spoken: true,
      cursor,
      earliest: undefined,
      addedAt: 0,
      openedAt: 0,
    };
    const log = createLog(keys.room, stored);
    const timeline = createTimeline({
      me: idFromBytes("AuthorKey", new Uint8Array(32)),
      sending: () => false,
      blocked: () => false,
      removerOf: () => undefined,
      mentionsMe: (words) => words.includes("@me"),
    });
    for (const [i, { opened, entry }] of written.entries()) {
      log.put(entry);
      if (i < (given.opened ?? written.length)) timeline.put(opened, entry);
    }
    timeline.flush();
    const read: ReadMark = { upTo: undefined, at: 0, floor: undefined, ...given.read };
    const opener = {
      push: () => Promise.resolve(),
      busy: given.busy ?? false,
      close: () => undefined,
    };
    return { stored, log, timeline, opener, notes: { ...emptyNotes, read } };
  }

  const write = (words: string, ms: number) => ben.write(text(words), ms);

  test("before a room was joined nothing is unread", async () => {
    const core = phone([await write("a", 1_000)]);
    equal(findUnread({ ...core, notes: emptyNotes }).count, 0);
  });

  test("the order of arrival decides, not the clocks of the authors", async () => {
    const [a, b, c] = [
      await write("a", 3_000),
      await write("b @me", 1_000),
      await write("c", 2_000),
    ];
    const core = phone([a, b, c], { read: { upTo: a.entry.id } });
    const { ids, mentions } = findUnread(core);
    deepEqual([...ids], [b.id, c.id]);
    equal(mentions, 1);
  });

  test("reactions, edits and what was removed are nothing to read", async () => {
    const a = await write("a", 1_000);
    const b = await write("b", 1_001);
    const changes = [
      await ben.write({ kind: "reaction", to: a.id, emoji: "🎉" }, 2_000),
      await ben.write({ kind: "edit", to: a.id, text: "A" }, 2_001),
      await ben.write({ kind: "remove", to: b.id }, 2_002),
    ];
    const core = phone([a, b, ...changes], { read: { upTo: a.entry.id } });
    equal(findUnread(core).count, 0);
  });

  test("[E10] words that were seen are not news in another envelope", async () => {
    const a = await write("a", 1_000);
    const again: Written = {
      ...a,
      entry: { ...a.entry, id: idFromBytes("EnvelopeId", new Uint8Array(16).fill(7)) },
    };
    const core = phone([a, again], { read: { upTo: a.entry.id } });
    equal(findUnread(core).count, 0);
  });

  test("where the last envelope that was seen made way, the time of its arrival stands in", async () => {
    const a = await ben.write(text("a"), 1_000, { receivedAt: 1_000 });
    const b = await ben.write(text("b"), 2_000, { receivedAt: 2_000 });
    const upTo = idFromBytes("EnvelopeId", new Uint8Array(16).fill(9));
    const core = phone([a, b], { read: { upTo, at: 1_500 } });
    deepEqual([...findUnread(core).ids], [b.id]);
  });

  test("what made way and is loaded again is not news, unless the relay has another log", async () => {
    const a = await write("a", 1_000);
    const floor = { logEpoch: epoch(1), seq: a.entry.stamp?.seq ?? toSeq(0) };
    equal(findUnread(phone([a], { read: { floor } })).count, 0);
    const cursor = { logEpoch: epoch(2), seq: toSeq(99) };
    equal(findUnread(phone([a], { read: { floor }, cursor })).count, 1);
  });

  test("marking moves to the last that was opened, and notes how far the log was read", async () => {
    const [a, b] = [await write("a", 1_000), await write("b", 1_001)];
    const core = phone([a, b], { opened: 1 });
    deepEqual(readAll({ ...core, opener: { ...core.opener, busy: true } }), {
      upTo: a.entry.id,
      at: a.entry.arrivedAt,
      floor: undefined,
    });
    const all = phone([a, b]);
    const mark = readAll(all);
    deepEqual(mark, { upTo: b.entry.id, at: b.entry.arrivedAt, floor: all.stored.cursor });
    const marked = { ...all, notes: { ...all.notes, read: mark } };
    equal(readAll(marked), mark, "nothing new is the same mark");
    equal(findUnread(marked).count, 0);
  });
});
