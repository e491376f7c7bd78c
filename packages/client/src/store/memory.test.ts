import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStore } from "./memory.ts";
import { fullRoom, storeContract, waitingEntry } from "./store.contract.ts";

storeContract(test, () => {
  const store = createMemoryStore();
  return Promise.resolve({
    store,
    reopen: () => Promise.resolve(store.snapshot()),
    discard: () => Promise.resolve(),
  });
});

const entry = waitingEntry(1, 1);

test("a store in memory says that it forgets", () => {
  equal(createMemoryStore().durable, false);
  equal(createMemoryStore({ durable: true }).snapshot().durable, true);
});

test("an injected fault keeps nothing of its commit, and the next one succeeds", async () => {
  const store = createMemoryStore();
  store.failCommits("full", 2);
  for (let i = 0; i < 2; i++) {
    const refused = await store.commit([
      { kind: "putRoom", room: fullRoom(1) },
      { kind: "putEntry", entry },
    ]);
    deepEqual(refused, { ok: false, error: { kind: "full", what: "injected fault" } });
  }
  deepEqual(await store.rooms(), { ok: true, value: [] });
  deepEqual(await store.commit([{ kind: "putEntry", entry }]), { ok: true, value: undefined });
});

test("a phone that died has what it committed, and its old life writes nothing to it", async () => {
  const store = createMemoryStore({ durable: true });
  await store.commit([{ kind: "putEntry", entry }]);
  const next = store.snapshot();
  await store.commit([{ kind: "removeRoom", room: entry.room }]);
  deepEqual(await next.entries(entry.room), { ok: true, value: [entry] });
});
