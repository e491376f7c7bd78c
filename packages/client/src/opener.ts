/**
 * Opener: turns envelopes into messages, a few at a time, in the order they were given.
 *
 * Everything was stored before it comes here: what cannot be opened is kept, never lost
 * (extras/unreadable.ts counts it). Between two portions the page gets its turn, since a signature
 * check may cost a millisecond.
 */
import {
  createAuthorChecks,
  type Opened,
  type RoomKeys,
  type Signatures,
} from "@festival-chat/protocol/e2e";
import type { StoredEntry } from "./core/stored.ts";
import { sealing } from "./sealing.ts";

export interface Opener {
  /**
   * Settles when these were opened, or found unreadable; with none of them, when all that came from
   * elsewhere was.
   * @param awaited the start waits for them: the first ones are opened without a pause
   */
  push(entries: readonly StoredEntry[], awaited?: boolean): Promise<void>;
  /** Whether some wait to be opened. */
  readonly busy: boolean;
  close(): void;
}

/** Envelopes opened at once: a few tens of milliseconds of a slow phone. */
const portion = 32;
/** The first ones cost ten times as much, since nothing was compiled: so few, then twice as many. */
const coldPortion = 4;
/** Telling costs a look at the whole room: of thousands, so many are told together. */
const mostTold = 512;

export interface OpenerPorts {
  readonly keys: RoomKeys;
  readonly signatures: Signatures;
  /** Whether it is still to be shown: it may have been dropped while it waited. */
  wanted(entry: StoredEntry): boolean;
  opened(opened: Opened, entry: StoredEntry): void;
  /** Some are through: show them. The first portion at once, then as many again each time. */
  flush(): void;
  /** Lets others run; settles soon. */
  pause(): Promise<void>;
}

export function createOpener(ports: OpenerPorts): Opener {
  const { keys, signatures } = ports;
  const authors = createAuthorChecks();
  let last: Promise<void> = Promise.resolve();
  let lastOwn = last;
  let closed = false;
  let pending = 0;
  let atOnce = coldPortion;

  async function openAll(entries: readonly StoredEntry[], awaited: boolean): Promise<void> {
    let tellAt = portion;
    if (awaited) atOnce = portion;
    for (let from = 0; from < entries.length && !closed;) {
      if (from > 0) await ports.pause();
      const some = entries.slice(from, from + atOnce);
      const wanted = some.filter(ports.wanted);
      const results = await Promise.all(
        wanted.map(({ envelope }) => sealing.open(keys, envelope, authors, signatures)),
      );
      if (closed) return;
      for (const [i, result] of results.entries()) {
        const entry = wanted[i];
        if (entry !== undefined && result.ok) ports.opened(result.value, entry);
      }
      const done = from + some.length;
      from = done;
      atOnce = Math.min(2 * atOnce, portion);
      if (done < tellAt && done < entries.length) continue;
      tellAt = done + Math.min(done, mostTold);
      ports.flush();
    }
  }

  return {
    get busy() {
      return pending > 0;
    },
    push(entries, awaited = false) {
      if (entries.length === 0) return last;
      // What was just written here does not wait for thousands that came before it.
      const own = entries.every(({ mine }) => mine);
      pending += 1;
      const opened = (own ? lastOwn : last)
        .then(() => openAll(entries, awaited))
        .finally(() => void (pending -= 1));
      // A bug in one portion is told to whoever brought it, and never keeps the next ones away.
      const settled = opened.catch(() => undefined);
      if (own) lastOwn = settled;
      else last = settled;
      return opened;
    },
    close() {
      closed = true;
    },
  };
}
