/** The store a page works with: IndexedDB, or memory where that is denied. */
import type { Schedule } from "../link/schedule.ts";
import type { Store, StoreError } from "../ports.ts";
import { createMemoryStore } from "../store/memory.ts";
import { attempt } from "../deadline.ts";
import { createIndexedDbStore } from "./indexeddb.ts";

export interface BrowserStore {
  readonly store: Store;
  /** Why the store is in memory: the person is told before typing. Undefined when it is durable. */
  readonly problem: StoreError | undefined;
}

/**
 * Opens the database `name`, within the deadline of {@link createIndexedDbStore}. The decision
 * stands for this page: an answer that comes after the deadline is dropped without a word, because
 * moving a conversation from one store to another in mid-sentence would lose part of it.
 */
export async function openBrowserStore(
  name: string,
  options: {
    readonly factory?: IDBFactory | undefined;
    readonly schedule?: Schedule;
  } = {},
): Promise<BrowserStore> {
  const { schedule } = options;
  const factory = "factory" in options ? options.factory : attempt(() => globalThis.indexedDB);
  const store = createIndexedDbStore({ factory, name, ...(schedule && { schedule }) });
  const probe = await store.rooms();
  if (probe.ok) return { store, problem: undefined };
  await store.close();
  return { store: createMemoryStore(), problem: probe.error };
}
