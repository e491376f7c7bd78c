/**
 * Omissions: holes in authors' chains that stay.
 *
 * While a phone catches up, messages come in any order; and one that was refused a moment ago comes
 * after the next one. Only what is still missing a while later, with everything here that the relay
 * has, is told; and it is taken back when it comes after all (SPEC E5).
 */
import type { Millis } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { Omission } from "./chains.ts";

export interface Omissions {
  /** The same array until it changes. */
  readonly told: readonly Omission[];
  /**
   * @param holes all that there are, the newest last; asked for at most once a second
   * @param settled whether everything that the relay has is here and was opened
   * @returns what is told from here on; undefined when nothing changed
   */
  look(
    holes: () => readonly Omission[],
    settled: boolean,
    now: Millis,
  ): readonly Omission[] | undefined;
  deadline(): Millis | undefined;
}

export function createOmissions(): Omissions {
  let told: readonly Omission[] = [];
  /** Holes that were seen and are not told, by name. */
  let sinceByName = new Map<string, Millis>();
  let lookedAt: Millis = Number.NEGATIVE_INFINITY;
  let due: Millis | undefined;

  return {
    get told() {
      return told;
    },

    look(find, settled, now) {
      if (!settled) due = undefined;
      if (!settled || now < lookedAt + bounds.omissionPauseMillis) return undefined;
      lookedAt = now;
      due = undefined;
      const holes = find().slice(-bounds.gaps);
      const known = new Set(told.map(({ name }) => name));
      const since = new Map<string, Millis>();
      const news: Omission[] = [];
      for (const hole of holes) {
        if (known.has(hole.name)) continue;
        const from = sinceByName.get(hole.name) ?? now;
        const at = from + bounds.omissionMillis;
        if (now >= at) {
          news.push(hole);
          continue;
        }
        since.set(hole.name, from);
        due = Math.min(due ?? at, at);
      }
      sinceByName = since;
      const names = new Set(holes.map(({ name }) => name));
      const kept = told.filter(({ name }) => names.has(name));
      if (news.length === 0 && kept.length === told.length) return undefined;
      told = [...kept, ...news];
      return news;
    },

    // Never before the next look, which would come too early to do anything.
    deadline: () =>
      due === undefined ? undefined : Math.max(due, lookedAt + bounds.omissionPauseMillis),
  };
}
