/**
 * Comings and goings: lines that tell who came and who went, in rooms that are small enough for it.
 * Phones at a festival lose their link all the time, so a going is told only when it lasts.
 *
 * Taken from presence, which any member could forge: a friendly line, and kept nowhere.
 */
import type { DeviceTag, Millis } from "@festival-chat/protocol/wire";
import { earlier } from "./core/effect.ts";
import type { QuietLine } from "./policy.ts";

/** In larger rooms somebody always comes or goes. */
const maxPeople = 12;
/** A coming is told soon, before the first words if they take longer than a tap. */
const cameMillis = 2_000;
/** Longer than a phone takes to find its mast again. */
const wentMillis = 60_000;
/** Devices and lines remembered: more come and go only where somebody plays. */
const maxKnown = 48;
const maxLines = 50;

/** Who is here, as far as the relay tells. */
export interface Here {
  readonly count: number;
  /** Names by device, without ours. */
  readonly others: ReadonlyMap<DeviceTag, string>;
  /** Whether the list is all of them: relays tell large rooms only in numbers. */
  readonly complete: boolean;
}

export interface Comings {
  /** The same array until something changes. */
  readonly lines: readonly QuietLine[];
  /**
   * Looks who is here; undefined without a link. What happened while there was none is told by
   * nobody.
   * @param shownNow the same moment by the clock of messages
   * @returns whether lines were added
   */
  look(here: Here | undefined, now: Millis, shownNow: Millis): boolean;
  /** When to look again even if nothing happens. */
  deadline(): Millis | undefined;
}

interface Known {
  readonly name: string;
  readonly here: boolean;
  /** What the lines say. */
  readonly told: boolean;
  readonly since: Millis;
  readonly shownSince: Millis;
}

const dueAt = ({ here, since }: Known): Millis => since + (here ? cameMillis : wentMillis);

export function createComings(): Comings {
  const known = new Map<DeviceTag, Known>();
  let lines: readonly QuietLine[] = [];
  let watching = false;
  let count = 0;

  function forget(): void {
    known.clear();
    watching = false;
  }

  function compare(others: ReadonlyMap<DeviceTag, string>, now: Millis, shownNow: Millis): void {
    const told = !watching;
    watching = true;
    for (const [tag, name] of others) {
      const before = known.get(tag);
      if (before?.here === true) {
        if (before.name !== name) known.set(tag, { ...before, name });
      } else if (before !== undefined || known.size < maxKnown) {
        const since = { since: now, shownSince: shownNow };
        known.set(tag, { name, here: true, told: before?.told ?? told, ...since });
      }
    }
    for (const [tag, before] of known) {
      if (!before.here || others.has(tag)) continue;
      known.set(tag, { ...before, here: false, since: now, shownSince: shownNow });
    }
  }

  /** @returns whether lines were added */
  function tell(now: Millis): boolean {
    const fresh: QuietLine[] = [];
    for (const [tag, one] of known) {
      if (one.here === one.told) {
        if (!one.here) known.delete(tag);
        continue;
      }
      if (now < dueAt(one)) continue;
      const kind = one.here ? "came" : "went";
      fresh.push({ kind, key: `${kind}-${++count}`, at: one.shownSince, name: one.name });
      if (one.here) known.set(tag, { ...one, told: true });
      else known.delete(tag);
    }
    if (fresh.length > 0) lines = [...lines, ...fresh].slice(-maxLines);
    return fresh.length > 0;
  }

  return {
    get lines() {
      return lines;
    },
    look(here, now, shownNow) {
      if (here === undefined || here.count > maxPeople) forget();
      else if (here.complete) compare(here.others, now, shownNow);
      return tell(now);
    },
    deadline() {
      let at: Millis | undefined;
      for (const one of known.values()) if (one.here !== one.told) at = earlier(at, dueAt(one));
      return at;
    },
  };
}
