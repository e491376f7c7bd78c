/**
 * History checker: what phones said and saw, kept outside the system, and the promises that must
 * hold over it. Check numbers are those of the reliability promises (C1 lost, C3 duplicates, ...).
 */

/** One line somebody wrote: "phone n". */
export interface Written {
  readonly phone: number;
  readonly n: number;
}

export interface Violation {
  readonly check: "C1" | "C2" | "C3" | "C4" | "C5" | "C7";
  readonly what: string;
}

/** A view: the ids and texts on one screen, oldest first. */
export type View = readonly { readonly id: string; readonly text: string }[];

export interface History {
  /** A phone accepted a line: it is stored there. */
  accepted(id: string, line: Written): void;
  /** The author's phone was told that the relay stored it. */
  acknowledged(id: string): void;
  /** A line appeared on a screen. */
  shown(viewer: number, id: string): void;
  readonly acceptedCount: number;
  readonly acknowledgedCount: number;
  /** Everything that is wrong, given what every screen shows after all faults ended. */
  check(finals: ReadonlyMap<string, View>): readonly Violation[];
}

export const textOf = (line: Written): string => `phone ${line.phone} says ${line.n}`;

function parseText(text: string): Written | undefined {
  const [, phone, n] = /^phone (\d+) says (\d+)$/.exec(text) ?? [];
  return phone === undefined || n === undefined
    ? undefined
    : { phone: Number(phone), n: Number(n) };
}

/** C3 and C4 over one screen: nothing twice, each author's lines in the order they were written. */
function checkView(name: string, view: View): Violation[] {
  const found: Violation[] = [];
  const ids = new Set<string>();
  const last = new Map<number, number>();
  for (const { id, text } of view) {
    if (ids.has(id)) found.push({ check: "C3", what: `${name} shows ${id} twice` });
    ids.add(id);
    const line = parseText(text);
    if (line === undefined) {
      found.push({ check: "C2", what: `${name} shows a text nobody wrote` });
      continue;
    }
    const before = last.get(line.phone) ?? 0;
    if (line.n === before) found.push({ check: "C3", what: `${name} shows "${text}" twice` });
    if (line.n < before) {
      found.push({ check: "C4", what: `${name} shows "${text}" after line ${before}` });
    }
    last.set(line.phone, line.n);
  }
  return found;
}

export function createHistory(): History {
  const accepted = new Map<string, Written>();
  const acknowledged = new Set<string>();
  const shown = new Map<number, Set<string>>();

  function lostFrom(name: string, view: View): Violation[] {
    const held = new Set(view.map(({ id }) => id));
    const found: Violation[] = [];
    for (const [id, line] of accepted) {
      if (held.has(id)) continue;
      const how = acknowledged.has(id) ? "acknowledged" : "accepted";
      found.push({ check: "C1", what: `${name} lacks the ${how} "${textOf(line)}"` });
    }
    for (const id of held) {
      if (!accepted.has(id)) found.push({ check: "C2", what: `${name} shows ${id} from nowhere` });
    }
    return found;
  }

  return {
    accepted: (id, line) => void accepted.set(id, line),
    acknowledged: (id) => void acknowledged.add(id),
    shown(viewer, id) {
      const seen = shown.get(viewer) ?? new Set();
      shown.set(viewer, seen.add(id));
    },
    get acceptedCount() {
      return accepted.size;
    },
    get acknowledgedCount() {
      return acknowledged.size;
    },
    check(finals) {
      const found: Violation[] = [];
      let first: { readonly name: string; readonly order: string } | undefined;
      for (const [name, view] of finals) {
        found.push(...checkView(name, view), ...lostFrom(name, view));
        const order = view.map(({ id }) => id).join();
        first ??= { name, order };
        if (order !== first.order) {
          found.push({ check: "C5", what: `${name} and ${first.name} show different lists` });
        }
      }
      for (const [viewer, ids] of shown) {
        const held = new Set((finals.get(`phone ${viewer}`) ?? []).map(({ id }) => id));
        for (const id of ids) {
          if (!held.has(id)) found.push({ check: "C7", what: `phone ${viewer} lost ${id} again` });
        }
      }
      return found;
    },
  };
}
