/**
 * What every {@link Store} keeps, for any test runner: it also runs inside a browser page.
 */
import { idFromBytes, toHex, toSeq } from "@festival-chat/protocol/wire";
import type { EnvelopeId, Result, RoomId } from "@festival-chat/protocol/wire";
import type { Store, StoreChange, StoredEntry, StoredRoom, StoreError } from "../ports.ts";

/** A fresh, empty store and its later lives. */
export interface StoreUnderTest {
  readonly store: Store;
  /** The app starts again over the same storage; called after `store.close()`. */
  reopen(): Promise<Store>;
  /** Removes everything the test left. */
  discard(): Promise<void>;
}

type Test = (name: string, run: () => Promise<void>) => unknown;

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const roomId = (n: number): RoomId => idFromBytes("RoomId", filled(16, n));
const envelopeId = (n: number): EnvelopeId => idFromBytes("EnvelopeId", filled(16, n));

/** A room with every optional field set. */
export const fullRoom = (n: number): StoredRoom => ({
  room: roomId(n),
  root: filled(16, n),
  deviceSecret: filled(32, n + 1),
  hostSecret: filled(32, n + 2),
  expectedHost: filled(8, n + 3),
  certificate: {
    hostKey: filled(32, n + 4),
    version: 3,
    card: filled(300, n + 5),
    signature: filled(64, n + 6),
  },
  myName: "Änna 🌙",
  confirmed: true,
  spoken: true,
  cursor: { logEpoch: idFromBytes("LogEpoch", filled(8, n)), seq: toSeq(Number.MAX_SAFE_INTEGER) },
  earliest: toSeq(7),
  addedAt: 1_700_000_000_000,
  openedAt: 1_700_000_000_001,
});

/** A room as it is right after joining: nothing optional is known. */
export const bareRoom = (n: number): StoredRoom => ({
  ...fullRoom(n),
  hostSecret: undefined,
  expectedHost: undefined,
  certificate: undefined,
  myName: undefined,
  confirmed: false,
  spoken: false,
  cursor: undefined,
  earliest: undefined,
});

/** Own message `n` of room `room`, not acknowledged. */
export const waitingEntry = (room: number, n: number): StoredEntry => ({
  room: roomId(room),
  id: envelopeId(n),
  envelope: filled(200, n),
  stamp: undefined,
  arrivedAt: 1_700_000_000_000 + n,
  mine: true,
  waiting: true,
  refused: undefined,
});

const putRoom = (room: StoredRoom): StoreChange => ({ kind: "putRoom", room });
const putEntry = (entry: StoredEntry): StoreChange => ({ kind: "putEntry", entry });
const removeEntry = (room: number, n: number): StoreChange => ({
  kind: "removeEntry",
  room: roomId(room),
  id: envelopeId(n),
});

/** Compares by value, bytes as hex and undefined fields as themselves. */
function same(actual: unknown, expected: unknown): void {
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, part: unknown) => {
      if (part instanceof Uint8Array) return `bytes ${toHex(part)}`;
      if (part === undefined) return "undefined";
      if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
      return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
  if (text(actual) !== text(expected)) {
    throw new Error(`expected ${text(expected)}, found ${text(actual)}`);
  }
}

function value<T>(result: Result<T, StoreError>): T {
  if (!result.ok) throw new Error(`store answered ${result.error.kind}: ${result.error.what}`);
  return result.value;
}

const commit = async (store: Store, ...changes: StoreChange[]): Promise<void> =>
  value(await store.commit(changes));
const ids = async (store: Store, room: number): Promise<readonly EnvelopeId[]> =>
  value(await store.entries(roomId(room))).map((entry) => entry.id);

/** Registers the contract with `test`; `makeStore` is called once for each case. */
export function storeContract(test: Test, makeStore: () => Promise<StoreUnderTest>): void {
  const scene = (name: string, run: (under: StoreUnderTest) => Promise<void>): unknown =>
    test(name, async () => {
      const under = await makeStore();
      try {
        await run(under);
      } finally {
        await under.store.close();
        await under.discard();
      }
    });

  scene("a new phone has no rooms, no entries and no settings", async ({ store }) => {
    same(value(await store.rooms()), []);
    same(value(await store.entries(roomId(1))), []);
    same(value(await store.setting("anything")), undefined);
  });

  scene("a room comes back with every field, known or not", async ({ store }) => {
    await commit(store, putRoom(fullRoom(1)), putRoom(bareRoom(2)));
    const rooms = [...value(await store.rooms())].sort((a, b) => (a.room < b.room ? -1 : 1));
    same(rooms, [fullRoom(1), bareRoom(2)]);
  });

  scene("a field that became unknown again is unknown after the put", async ({ store }) => {
    await commit(store, putRoom(fullRoom(1)));
    await commit(store, putRoom(bareRoom(1)));
    same(value(await store.rooms()), [bareRoom(1)]);
  });

  scene("an entry comes back with its stamp and its refusal", async ({ store }) => {
    const entry: StoredEntry = {
      ...waitingEntry(1, 1),
      stamp: { seq: toSeq(2 ** 40), receivedAt: 1_700_000_000_500 },
      refused: 4001,
    };
    await commit(store, putEntry(entry), putEntry(waitingEntry(1, 2)));
    same(value(await store.entries(roomId(1))), [entry, waitingEntry(1, 2)]);
  });

  scene("entries come in order of arrival, whatever their ids and clocks", async ({ store }) => {
    await commit(store, putEntry(waitingEntry(1, 9)));
    await commit(
      store,
      putEntry(waitingEntry(1, 3)),
      putEntry({ ...waitingEntry(1, 5), arrivedAt: 0 }),
    );
    same(await ids(store, 1), [envelopeId(9), envelopeId(3), envelopeId(5)]);
  });

  scene("the newest entries can be had alone, in order of arrival", async ({ store }) => {
    for (const number of [9, 3, 5]) {
      await commit(store, putEntry(waitingEntry(1, number)), putEntry(waitingEntry(2, number)));
    }
    const newest = value(await store.entries(roomId(1), 2));
    same(newest, [waitingEntry(1, 3), waitingEntry(1, 5)]);
    same(value(await store.entries(roomId(1), 7)).length, 3);
  });

  scene("hundreds of entries come in order of arrival", async ({ store }) => {
    const all = Array.from({ length: 600 }, (_, i): StoredEntry => {
      const id = Uint8Array.of((i * 89) % 251, i >> 8, i & 255, ...filled(13, i & 255));
      return { ...waitingEntry(1, 1), id: idFromBytes("EnvelopeId", id), arrivedAt: i };
    });
    await commit(store, ...all.map(putEntry));
    same(
      await ids(store, 1),
      all.map(({ id }) => id),
    );
  });

  scene("an acknowledged message keeps its place", async ({ store }) => {
    await commit(store, putEntry(waitingEntry(1, 9)), putEntry(waitingEntry(1, 3)));
    const acknowledged: StoredEntry = {
      ...waitingEntry(1, 9),
      waiting: false,
      stamp: { seq: toSeq(12), receivedAt: 5 },
    };
    await commit(store, putEntry(acknowledged));
    same(value(await store.entries(roomId(1))), [acknowledged, waitingEntry(1, 3)]);
  });

  scene("the same envelope id in two rooms is two entries", async ({ store }) => {
    await commit(store, putEntry(waitingEntry(1, 4)), putEntry(waitingEntry(2, 4)));
    same(await ids(store, 1), [envelopeId(4)]);
    same(await ids(store, 2), [envelopeId(4)]);
  });

  scene("leaving a room forgets it and its entries, and nothing else", async ({ store }) => {
    await commit(store, putRoom(fullRoom(1)), putRoom(fullRoom(2)));
    await commit(store, putEntry(waitingEntry(1, 1)), putEntry(waitingEntry(2, 2)));
    await commit(store, { kind: "removeRoom", room: roomId(1) });
    same(value(await store.rooms()), [fullRoom(2)]);
    same(await ids(store, 1), []);
    same(await ids(store, 2), [envelopeId(2)]);
  });

  scene(
    "an entry that made way is gone, and its neighbours keep their places",
    async ({ store }) => {
      await commit(store, ...[9, 3, 5].map((n) => putEntry(waitingEntry(1, n))));
      await commit(store, putEntry(waitingEntry(2, 3)), removeEntry(1, 3), removeEntry(1, 77));
      same(await ids(store, 1), [envelopeId(9), envelopeId(5)]);
      same(await ids(store, 2), [envelopeId(3)]);
      await commit(store, removeEntry(1, 9), putEntry(waitingEntry(1, 9)));
      same(await ids(store, 1), [envelopeId(5), envelopeId(9)]);
    },
  );

  scene("leaving a room forgets what was noted of it, and nothing else", async ({ store }) => {
    const note = (key: string): StoreChange => ({ kind: "putSetting", key, value: "1" });
    const keys = [`gaps/${roomId(1)}`, `gaps/${roomId(2)}`, "config", roomId(1)];
    await commit(store, putRoom(fullRoom(1)), ...keys.map(note));
    await commit(store, { kind: "removeRoom", room: roomId(1) }, note(`heal/${roomId(1)}`));
    same(value(await store.setting(`gaps/${roomId(1)}`)), undefined);
    for (const key of [...keys.slice(1), `heal/${roomId(1)}`]) {
      same(value(await store.setting(key)), "1");
    }
  });

  scene("changes of one commit apply in their order", async ({ store }) => {
    await commit(
      store,
      putRoom(fullRoom(1)),
      putEntry(waitingEntry(1, 1)),
      { kind: "removeRoom", room: roomId(1) },
      putRoom(bareRoom(1)),
      putEntry(waitingEntry(1, 2)),
    );
    same(value(await store.rooms()), [bareRoom(1)]);
    same(await ids(store, 1), [envelopeId(2)]);
  });

  scene("commits that were not awaited apply in the order of the calls", async ({ store }) => {
    const order = [5, 1, 4, 2, 3];
    const commits = order.map((n) => store.commit([putEntry(waitingEntry(1, n))]));
    for (const result of await Promise.all(commits)) value(result);
    same(await ids(store, 1), order.map(envelopeId));
  });

  scene("a commit of nothing succeeds", async ({ store }) => {
    await commit(store);
  });

  scene("a setting is replaced and comes back", async ({ store }) => {
    await commit(store, { kind: "putSetting", key: "config", value: "{}" });
    await commit(store, { kind: "putSetting", key: "config", value: '{"a":"ü"}' });
    same(value(await store.setting("config")), '{"a":"ü"}');
  });

  scene("bytes are kept as they were at the commit", async ({ store }) => {
    // A received frame is a page of records; its buffer lives on and may be written again.
    const page = filled(1_000, 7);
    await commit(store, putEntry({ ...waitingEntry(1, 7), envelope: page.subarray(100, 300) }));
    page.fill(0);
    same(value(await store.entries(roomId(1))), [
      { ...waitingEntry(1, 7), envelope: filled(200, 7) },
    ]);
    const [entry] = value(await store.entries(roomId(1)));
    same(entry?.envelope.buffer.byteLength, 200);
  });

  scene("the app finds everything again when it starts anew", async ({ store, reopen }) => {
    await commit(
      store,
      putRoom(fullRoom(1)),
      putEntry(waitingEntry(1, 2)),
      putEntry(waitingEntry(1, 1)),
    );
    await commit(store, { kind: "putSetting", key: "k", value: "v" });
    await store.close();
    const again = await reopen();
    same(value(await again.rooms()), [fullRoom(1)]);
    same(value(await again.entries(roomId(1))), [waitingEntry(1, 2), waitingEntry(1, 1)]);
    same(value(await again.setting("k")), "v");
    await commit(again, putEntry(waitingEntry(1, 0)));
    same(await ids(again, 1), [envelopeId(2), envelopeId(1), envelopeId(0)]);
    await again.close();
  });

  scene("a closed store answers that it failed", async ({ store }) => {
    await store.close();
    for (const result of [await store.rooms(), await store.commit([putRoom(fullRoom(1))])]) {
      same(result.ok ? "kept" : result.error.kind, "failed");
    }
    await store.close();
  });
}
