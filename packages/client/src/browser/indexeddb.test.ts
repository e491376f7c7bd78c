import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import "./key-range.fixture.ts";
import type { Schedule } from "../link/schedule.ts";
import type { Store, StoreError } from "../ports.ts";
import { fullRoom, storeContract, waitingEntry } from "../store/store.contract.ts";
import { createIndexedDbStore } from "./indexeddb.ts";

storeContract(test, () => {
  const factory = new IDBFactory();
  const open = (): Store => createIndexedDbStore({ factory, name: "contract" });
  return Promise.resolve({
    store: open(),
    reopen: () => Promise.resolve(open()),
    discard: () => Promise.resolve(),
  });
});

/** Deadlines that pass when the test says so. */
function createDeadlines(): { readonly schedule: Schedule; pass(): void } {
  const due = new Set<() => void>();
  return {
    schedule(run) {
      due.add(run);
      return () => due.delete(run);
    },
    pass() {
      for (const run of due) run();
      due.clear();
    },
  };
}

/** A factory of the real kind whose `open` is the test's. */
function factoryWith(open: (real: IDBFactory) => IDBOpenDBRequest): globalThis.IDBFactory {
  const real = new IDBFactory();
  return Object.assign(Object.create(real), { open: () => open(real) });
}

const errorOf = async (answer: Promise<{ ok: boolean; error?: StoreError }>): Promise<unknown> =>
  (await answer).error?.kind;
const putOne = (store: Store, n: number) =>
  store.commit([{ kind: "putEntry", entry: waitingEntry(1, n) }]);
const count = async (store: Store): Promise<number> => {
  const entries = await store.entries(waitingEntry(1, 1).room);
  return entries.ok ? entries.value.length : -1;
};

test("a browser without IndexedDB, or one that forbids it, denies the store", async () => {
  const forbidden = factoryWith(() => {
    throw new DOMException("no", "SecurityError");
  });
  for (const factory of [undefined, forbidden]) {
    const store = createIndexedDbStore({ factory, name: "x" });
    equal(await errorOf(store.rooms()), "denied");
    equal(await errorOf(putOne(store, 1)), "denied");
    await store.close();
  }
});

test("an open that never answers is denied at its deadline and stays denied", async () => {
  const deadlines = createDeadlines();
  const factory = factoryWith((real) => {
    const request = real.open("hung", 1);
    return Object.assign(Object.create(request), { addEventListener() {} });
  });
  const store = createIndexedDbStore({ factory, name: "x", schedule: deadlines.schedule });
  const rooms = store.rooms();
  deadlines.pass();
  equal(await errorOf(rooms), "denied");
  equal(await errorOf(putOne(store, 1)), "denied");
});

test("an open that answers after its deadline is closed again, and the store stays denied", async () => {
  const deadlines = createDeadlines();
  const real = new IDBFactory();
  const store = createIndexedDbStore({ factory: real, name: "x", schedule: deadlines.schedule });
  const rooms = store.rooms();
  deadlines.pass();
  equal(await errorOf(rooms), "denied");
  equal(await errorOf(store.rooms()), "denied");
  // Deleting waits until every connection is closed.
  const deleted = real.deleteDatabase("x");
  await new Promise((resolve) => deleted.addEventListener("success", resolve));
});

test("no space at the n-th put keeps nothing of the transaction and says full", async (t) => {
  const store = createIndexedDbStore({ factory: new IDBFactory(), name: "x" });
  ok((await putOne(store, 1)).ok);
  const add = t.mock.method(IDBObjectStore.prototype, "add");
  add.mock.mockImplementationOnce(() => {
    throw new DOMException("", "QuotaExceededError");
  }, 2);
  const three = [2, 3, 4].map((n) => ({
    kind: "putEntry" as const,
    entry: waitingEntry(1, n),
  }));
  equal(await errorOf(store.commit(three)), "full");
  equal(await count(store), 1);
  ok((await store.commit(three)).ok);
  equal(await count(store), 4);
});

test("no space when the transaction commits says full as well", async () => {
  const factory = new IDBFactory();
  const store = createIndexedDbStore({ factory, name: "x" });
  ok((await putOne(store, 1)).ok);
  const database = await connectionTo(factory);
  const real = database.transaction.bind(database);
  const prototype: { transaction: unknown } = Object.getPrototypeOf(database);
  const original = prototype.transaction;
  prototype.transaction = function quota(this: IDBDatabase, ...rest: Parameters<typeof real>) {
    const transaction: IDBTransaction = Reflect.apply(
      original as (...all: unknown[]) => IDBTransaction,
      this,
      rest,
    );
    Object.defineProperty(transaction, "error", {
      value: new DOMException("", "QuotaExceededError"),
    });
    Object.defineProperty(transaction, "commit", { value: () => transaction.abort() });
    return transaction;
  };
  try {
    equal(await errorOf(putOne(store, 2)), "full");
  } finally {
    prototype.transaction = original;
    database.close();
  }
});

test("a connection the browser cut is opened anew, and the commit is not lost", async (t) => {
  const factory = new IDBFactory();
  const store = createIndexedDbStore({ factory, name: "x" });
  ok((await putOne(store, 1)).ok);
  for (const name of ["InvalidStateError", "UnknownError"]) {
    const database = await connectionTo(factory);
    const prototype: IDBDatabase = Object.getPrototypeOf(database);
    database.close();
    const transaction = t.mock.method(prototype, "transaction");
    transaction.mock.mockImplementationOnce(() => {
      throw new DOMException("Connection to Indexed Database server lost", name);
    });
    const commits = [putOne(store, 2), putOne(store, 3)];
    for (const commit of commits) ok((await commit).ok);
    ok(transaction.mock.callCount() >= 3);
    transaction.mock.restore();
  }
  equal(await count(store), 3);
});

test("storage that stays lost is told as failed, and works again when it comes back", async (t) => {
  const factory = new IDBFactory();
  const store = createIndexedDbStore({ factory, name: "x" });
  ok((await putOne(store, 1)).ok);
  const database = await connectionTo(factory);
  const prototype: IDBDatabase = Object.getPrototypeOf(database);
  database.close();
  const transaction = t.mock.method(prototype, "transaction", () => {
    throw new DOMException("lost", "UnknownError");
  });
  equal(await errorOf(putOne(store, 2)), "failed");
  transaction.mock.restore();
  ok((await putOne(store, 2)).ok);
  equal(await count(store), 2);
});

test("a transaction that never ends is told as failed at its deadline", async (t) => {
  const deadlines = createDeadlines();
  const factory = new IDBFactory();
  const store = createIndexedDbStore({ factory, name: "x", schedule: deadlines.schedule });
  ok((await putOne(store, 1)).ok);
  const database = await connectionTo(factory);
  const prototype: IDBDatabase = Object.getPrototypeOf(database);
  database.close();
  const started = Promise.withResolvers<void>();
  const transaction = t.mock.method(prototype, "transaction", () => {
    started.resolve();
    const request = { addEventListener() {} };
    const index = { getKey: () => request };
    return { addEventListener() {}, objectStore: () => ({ index: () => index }) };
  });
  const commit = putOne(store, 2);
  await started.promise;
  deadlines.pass();
  equal(await errorOf(commit), "failed");
  transaction.mock.restore();
  ok((await putOne(store, 2)).ok);
});

test("another tab may change or delete the database: the store lets go of it", async () => {
  const factory = new IDBFactory();
  const store = createIndexedDbStore({ factory, name: "x" });
  ok((await putOne(store, 1)).ok);
  const deleted = factory.deleteDatabase("x");
  await new Promise((resolve) => deleted.addEventListener("success", resolve));
  equal(await count(store), 0);
  ok((await store.commit([{ kind: "putRoom", room: fullRoom(1) }])).ok);
});

test("a database of a newer app is denied", async () => {
  const factory = new IDBFactory();
  const newer = factory.open("x", 99);
  await new Promise((resolve) => newer.addEventListener("success", resolve));
  newer.result.close();
  const store = createIndexedDbStore({ factory, name: "x" });
  deepEqual(await store.rooms(), { ok: false, error: { kind: "denied", what: "VersionError" } });
});

test("commits ask for strict durability", async (t) => {
  const factory = new IDBFactory();
  const store = createIndexedDbStore({ factory, name: "x" });
  await store.rooms();
  const database = await connectionTo(factory);
  const transaction = t.mock.method(Object.getPrototypeOf(database) as IDBDatabase, "transaction");
  database.close();
  ok((await putOne(store, 1)).ok);
  deepEqual(transaction.mock.calls.at(-1)?.arguments[2], { durability: "strict" });
});

async function connectionTo(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open("x", 1);
  await new Promise((resolve) => request.addEventListener("success", resolve));
  return request.result;
}
