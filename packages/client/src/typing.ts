/**
 * Typing: who is writing now, as far as they tell (SPEC P5). Sealed for the members and signed by
 * nobody, so any member could forge it: good for a friendly line, and for nothing else.
 */
import type { Typist } from "@festival-chat/protocol/e2e";
import { type AuthorKey, type DeviceTag, type Millis, timing } from "@festival-chat/protocol/wire";
import { earlier } from "./core/effect.ts";

/** Pause between two of ours: each is renewed once before it dies. */
const pauseMillis = 3_000;
/** Devices remembered: more writers than a line can name. */
const maxTypists = 32;

export interface Typing {
  /** Who writes, in the order they began; the same array until it changes. */
  readonly typists: readonly Typist[];
  /** Whether it is time to tell that we are writing; remembers that it was told. */
  mayTell(now: Millis): boolean;
  /** These answer whether `typists` changed. */
  heard(from: DeviceTag, typist: Typist, now: Millis): boolean;
  /** A message came: its author has finished. */
  spoke(author: AuthorKey): boolean;
  wake(now: Millis): boolean;
  lost(): boolean;
  deadline(): Millis | undefined;
}

export function createTyping(): Typing {
  const byDevice = new Map<DeviceTag, { readonly typist: Typist; readonly until: Millis }>();
  let typists: readonly Typist[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;

  function refresh(): boolean {
    const byAuthor = new Map<AuthorKey, Typist>();
    for (const { typist } of byDevice.values()) byAuthor.set(typist.author, typist);
    const next = [...byAuthor.values()];
    const same =
      next.length === typists.length &&
      next.every(
        ({ author, name }, i) => author === typists[i]?.author && name === typists[i].name,
      );
    if (!same) typists = next;
    return !same;
  }

  function forget(gone: (typist: Typist, until: Millis) => boolean): boolean {
    if (byDevice.size === 0) return false;
    for (const [from, { typist, until }] of byDevice)
      if (gone(typist, until)) byDevice.delete(from);
    return refresh();
  }

  return {
    get typists() {
      return typists;
    },
    mayTell(now) {
      // A clock set back must not silence us for long.
      if (now >= toldAt && now - toldAt < pauseMillis) return false;
      toldAt = now;
      return true;
    },
    heard(from, typist, now) {
      if (!byDevice.has(from) && byDevice.size >= maxTypists) return false;
      byDevice.set(from, { typist, until: now + timing.ephemeralMillis });
      return refresh();
    },
    spoke: (author) => forget((typist) => typist.author === author),
    wake: (now) => forget((_typist, until) => now >= until),
    lost: () => forget(() => true),
    deadline() {
      let at: Millis | undefined;
      for (const { until } of byDevice.values()) at = earlier(at, until);
      return at;
    },
  };
}
