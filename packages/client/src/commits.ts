/**
 * Commits: what must be kept is kept before anything that rests on it happens.
 *
 * One transaction at a time; what comes meanwhile goes into the next one. A store that fails never
 * stops the chat: the person is told, the words stay in memory and travel. Changes that were not
 * kept come before later ones, so that a cursor is never stored ahead of what it stands for.
 */
import type { Millis, RoomId } from "@festival-chat/protocol/wire";
import type { Store, StoreChange, StoreError } from "./ports.ts";

export type StoreTrouble = "storage-denied" | "storage-full";

export interface Commits {
  /** Calls `done` once the changes are kept, or cannot be. With nothing to wait for: at once. */
  add(changes: readonly StoreChange[], done: () => void): void;
  /** Whether the store may not have this room: its record waits, or could not be kept. */
  lacks(room: RoomId): boolean;
  wake(now: Millis): void;
  deadline(): Millis | undefined;
  /** Whether something added waits for its commit. */
  readonly busy: boolean;
  /** Settles when everything added so far was dealt with. */
  drained(): Promise<void>;
}

interface Batch {
  readonly changes: readonly StoreChange[];
  readonly done: () => void;
}

const policy = {
  /** A commit that was not answered by then failed: a hanging database must not stop the chat. */
  answerMillis: 5_000,
  /** Tries before a failing store counts as broken. */
  tries: 3,
  /** Pause before the first retry; each next one is four times as long. */
  retryMillis: 250,
  /** With a full or broken store: how often keeping is tried again. */
  againMillis: 30_000,
} as const;

/** Name of what a change replaces: later changes of the same thing make earlier ones pointless. */
function keyOf(change: StoreChange): string {
  switch (change.kind) {
    case "putRoom":
      return `room ${change.room.room}`;
    case "removeRoom":
      return `gone ${change.room}`;
    case "putEntry":
      return `entry ${change.entry.room} ${change.entry.id}`;
    case "removeEntry":
      return `entry ${change.room} ${change.id}`;
    case "putSetting":
      return `setting ${change.key}`;
  }
}

/** Adds a change to those that wait, in order, without what it makes pointless. */
function merge(waiting: Map<string, StoreChange>, change: StoreChange): void {
  if (change.kind === "removeRoom") {
    for (const [key, old] of waiting) {
      const same =
        (old.kind === "putRoom" && old.room.room === change.room) ||
        (old.kind === "putEntry" && old.entry.room === change.room) ||
        (old.kind === "removeEntry" && old.room === change.room) ||
        (old.kind === "putSetting" && old.key.endsWith(`/${change.room}`));
      if (same) waiting.delete(key);
    }
  }
  const key = keyOf(change);
  waiting.delete(key);
  waiting.set(key, change);
}

export interface CommitPorts {
  readonly store: Store;
  now(): Millis;
  /** Storage went wrong, or (undefined) works again. */
  trouble(trouble: StoreTrouble | undefined): void;
  /** The deadline may have changed. */
  reschedule(): void;
}

export function createCommits(ports: CommitPorts): Commits {
  let queue: Batch[] = [];
  let unsaved = new Map<string, StoreChange>();
  let running = false;
  let denied = false;
  let failures = 0;
  let current: StoreTrouble | undefined;
  /** Set after a failure: when to try again. */
  let retryAt: Millis | undefined;
  let hang: { readonly at: Millis; readonly give: () => void } | undefined;
  const waiters: (() => void)[] = [];

  function tell(trouble: StoreTrouble | undefined): void {
    if (trouble === current) return;
    current = trouble;
    ports.trouble(trouble);
  }

  async function commit(changes: readonly StoreChange[]): Promise<StoreError | undefined> {
    const silence = new Promise<StoreError>((resolve) => {
      const give = (): void => resolve({ kind: "failed", what: "no answer" });
      hang = { at: ports.now() + policy.answerMillis, give };
    });
    ports.reschedule();
    const answer = ports.store
      .commit(changes)
      .then((result): StoreError | undefined => (result.ok ? undefined : result.error));
    const error = await Promise.race([answer, silence]);
    hang = undefined;
    return error;
  }

  /** What is to be done with changes that were not kept. @returns whether to go on without */
  function failed(error: StoreError): boolean {
    switch (error.kind) {
      case "denied":
        denied = true;
        retryAt = undefined;
        unsaved = new Map();
        tell("storage-denied");
        return true;
      case "full":
        retryAt = ports.now() + policy.againMillis;
        tell("storage-full");
        return true;
      case "failed":
        failures += 1;
        if (failures < policy.tries) {
          retryAt = ports.now() + policy.retryMillis * 4 ** (failures - 1);
          return false;
        }
        retryAt = ports.now() + policy.againMillis;
        tell("storage-denied");
        return true;
    }
  }

  /** Between two tries of a broken store everything goes on in memory. */
  const resting = (): boolean =>
    current !== undefined && retryAt !== undefined && ports.now() < retryAt;

  async function pump(): Promise<void> {
    if (running) return;
    running = true;
    while (queue.length > 0 || (retryAt !== undefined && ports.now() >= retryAt)) {
      const paused = retryAt !== undefined && ports.now() < retryAt;
      if (paused && !resting()) break;
      const batches = queue;
      queue = [];
      for (const { changes } of batches) {
        if (!denied) for (const change of changes) merge(unsaved, change);
      }
      let goOn = true;
      if (unsaved.size > 0 && !resting()) {
        retryAt = undefined;
        const error = await commit([...unsaved.values()]);
        if (error === undefined) {
          unsaved = new Map();
          failures = 0;
          if (!denied) tell(undefined);
        } else goOn = failed(error);
      } else if (unsaved.size === 0) retryAt = undefined;
      if (goOn) for (const { done } of batches) done();
      else {
        // Changes are in `unsaved` already; only what waits for them is put back.
        queue = [...batches.map(({ done }) => ({ changes: [], done })), ...queue];
        break;
      }
    }
    running = false;
    ports.reschedule();
    if (queue.length === 0) for (const resolve of waiters.splice(0)) resolve();
  }

  return {
    add(changes, done) {
      if (changes.length === 0 && queue.length === 0 && !running) {
        done();
        return;
      }
      queue.push({ changes, done });
      void pump();
    },

    lacks(room) {
      const isRecord = (change: StoreChange): boolean =>
        change.kind === "putRoom" && change.room.room === room;
      return (
        denied ||
        [...unsaved.values()].some(isRecord) ||
        queue.some(({ changes }) => changes.some(isRecord))
      );
    },

    wake(now) {
      if (hang !== undefined && now >= hang.at) {
        hang.give();
        hang = undefined;
      }
      if (retryAt !== undefined && now >= retryAt) void pump();
    },

    deadline() {
      return hang?.at ?? retryAt;
    },

    get busy() {
      return running || queue.length > 0;
    },

    drained() {
      if (!running && queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => waiters.push(resolve));
    },
  };
}
