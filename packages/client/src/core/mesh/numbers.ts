/**
 * Numbers: which numbers of one chain are held, by whomever. Ranges rather than single numbers, since
 * mostly everything is held; what another phone claims stays as small as its claim.
 */
import { type Held, meshLimits } from "@festival-chat/protocol/wire";

/** Everything from `from` to `to`, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Numbers {
  /** Ascending, never touching each other. */
  readonly ranges: readonly Range[];
  has(number: number): boolean;
  /** @returns whether it is new */
  add(number: number): boolean;
  remove(number: number): void;
}

/** The range that holds a number, or -1. */
const indexOf = (ranges: readonly Range[], number: number): number =>
  ranges.findIndex(({ from, to }) => from <= number && number <= to);

export function createNumbers(given: readonly Range[] = []): Numbers {
  let ranges = given;
  return {
    get ranges() {
      return ranges;
    },
    has: (number) => indexOf(ranges, number) >= 0,
    add(number) {
      if (indexOf(ranges, number) >= 0) return false;
      const below = ranges.filter(({ to }) => to < number);
      const above = ranges.slice(below.length);
      const last = below.at(-1);
      const [first] = above;
      const from = last?.to === number - 1 ? last.from : number;
      const to = first?.from === number + 1 ? first.to : number;
      ranges = [
        ...(from === number ? below : below.slice(0, -1)),
        { from, to },
        ...(to === number ? above : above.slice(1)),
      ];
      return true;
    },
    remove(number) {
      const index = indexOf(ranges, number);
      const range = ranges[index];
      if (range === undefined) return;
      const rest = [
        { from: range.from, to: number - 1 },
        { from: number + 1, to: range.to },
      ].filter(({ from, to }) => from <= to);
      ranges = [...ranges.slice(0, index), ...rest, ...ranges.slice(index + 1)];
    },
  };
}

/** As it is told to others (SPEC 13.1); undefined when nothing is held. What does not fit is missing. */
export function heldOf(ranges: readonly Range[]): Held | undefined {
  const top = ranges.at(-1)?.to;
  if (top === undefined) return undefined;
  const steps: number[] = [];
  for (let i = ranges.length - 1; i >= 0; i--) {
    const range = ranges[i];
    if (range === undefined) break;
    // Down to the ground: the last step that is held needs no length.
    if (range.from <= 1) break;
    steps.push(range.to - range.from + 1);
    const next = ranges[i - 1];
    if (next === undefined || steps.length === meshLimits.heldSteps) break;
    steps.push(range.from - next.to - 1);
  }
  return { top, steps };
}

/** Ascending ranges of what somebody tells. */
export function rangesOf({ top, steps }: Held): Range[] {
  const ranges: Range[] = [];
  let to = top;
  steps.forEach((step, i) => {
    if (i % 2 === 0) ranges.unshift({ from: to - step + 1, to });
    to -= step;
  });
  if (steps.length % 2 === 0) ranges.unshift({ from: 1, to });
  return ranges;
}

/** The highest numbers of `theirs` that are not in `mine`, at most `most`; descending ranges. */
export function lackingOf(
  mine: readonly Range[],
  theirs: readonly Range[],
  most: number,
): readonly Range[] {
  const lacking: Range[] = [];
  let left = most;
  for (const their of theirs.toReversed()) {
    let { to } = their;
    for (const own of mine.toReversed()) {
      if (own.from > to || left <= 0) continue;
      if (own.to < their.from) break;
      const from = Math.max(own.to + 1, to - left + 1);
      if (from <= to) {
        lacking.push({ from, to });
        left -= to - from + 1;
      }
      to = Math.min(to, own.from - 1);
    }
    const from = Math.max(their.from, to - left + 1);
    if (left > 0 && from <= to) {
      lacking.push({ from, to });
      left -= to - from + 1;
    }
    if (left <= 0) break;
  }
  return lacking;
}
