import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { createCommits, type StoreTrouble } from "./commits.ts";
import type { StoreChange } from "./ports.ts";
import { createMemoryStore, type MemoryStore } from "./store/memory.ts";

const change = (value: string, key = "key"): StoreChange => ({ kind: "putSetting", key, value });

function commitsOf(store: MemoryStore = createMemoryStore({ durable: true })) {
  let now = 0;
  const troubles: (StoreTrouble | undefined)[] = [];
  const done: string[] = [];
  const commits = createCommits({
    store,
    now: () => now,
    trouble: (trouble) => troubles.push(trouble),
    reschedule: () => undefined,
  });
  return {
    store,
    commits,
    troubles,
    done,
    add: (value: string) => commits.add([change(value)], () => done.push(value)),
    async settle() {
      for (let i = 0; i < 20; i++) await Promise.resolve();
    },
    async wakeAt(at: number) {
      now = at;
      commits.wake(at);
      for (let i = 0; i < 20; i++) await Promise.resolve();
    },
  };
}

const valueOf = async (store: MemoryStore, key = "key"): Promise<string | undefined> => {
  const value = await store.setting(key);
  return value.ok ? value.value : undefined;
};

test("what follows a change happens after it was kept, in order", async () => {
  const { commits, store, done, add, settle } = commitsOf();
  add("one");
  add("two");
  commits.add([], () => done.push("after both"));
  deepEqual(done, []);
  await settle();
  deepEqual(done, ["one", "two", "after both"]);
  equal(await valueOf(store), "two");
});

test("with nothing to keep and nothing waiting it happens at once", () => {
  const { commits, done } = commitsOf();
  commits.add([], () => done.push("now"));
  deepEqual(done, ["now"]);
});

test("a transaction that failed is tried again before anything rests on it", async () => {
  const { commits, store, troubles, done, add, settle, wakeAt } = commitsOf();
  store.failCommits("failed", 1);
  add("one");
  await settle();
  deepEqual(done, []);
  equal(commits.deadline(), 250);
  await wakeAt(250);
  deepEqual(done, ["one"]);
  deepEqual(troubles, []);
  equal(await valueOf(store), "one");
});

test("a store that goes on failing is told, and the chat goes on without it", async () => {
  const { store, troubles, done, add, settle, wakeAt } = commitsOf();
  store.failCommits("failed", 1_000);
  add("one");
  await settle();
  await wakeAt(250);
  await wakeAt(1_250);
  deepEqual(done, ["one"]);
  deepEqual(troubles, ["storage-denied"]);
  add("two");
  await settle();
  deepEqual(done, ["one", "two"]);
});

test("a full store is told, and what it could not keep comes before what follows", async () => {
  const { commits, store, troubles, done, add, settle, wakeAt } = commitsOf();
  store.failCommits("full", 1);
  commits.add([change("first", "a")], () => done.push("a"));
  await settle();
  deepEqual([troubles, done], [["storage-full"], ["a"]]);
  add("second");
  await settle();
  equal(await valueOf(store, "a"), undefined);
  await wakeAt(30_000);
  equal(await valueOf(store, "a"), "first");
  equal(await valueOf(store), "second");
  deepEqual(troubles, ["storage-full", undefined]);
});

test("denied storage is told once and not asked again", async () => {
  const { store, troubles, done, add, settle, commits } = commitsOf();
  store.failCommits("denied", 1);
  add("one");
  add("two");
  await settle();
  deepEqual([troubles, done], [["storage-denied"], ["one", "two"]]);
  equal(await valueOf(store), undefined);
  equal(commits.deadline(), undefined);
});

test("a store that never answers holds nothing up for more than seconds", async () => {
  const store = createMemoryStore({ durable: true });
  const silent = { ...store, commit: () => new Promise<never>(() => undefined) };
  const { commits, troubles, done, add, settle, wakeAt } = commitsOf(silent);
  add("one");
  await settle();
  for (const at of [5_000, 5_250, 10_250, 11_250, 16_250]) await wakeAt(at);
  deepEqual([troubles, done], [["storage-denied"], ["one"]]);
  equal(commits.busy, false);
});
