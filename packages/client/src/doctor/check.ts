/**
 * Checks that a person runs when something does not work: what each found, and what to do.
 *
 * The same checks run in a browser and on the command line: everything outside is a port. A check
 * that needs what an earlier one found missing is skipped, so one fault is told once.
 */
import type { Schedule } from "../link/schedule.ts";

/** What a check found, in words for people. */
export type Finding =
  | { readonly ok: true; readonly found: string }
  | { readonly ok: false; readonly found: string; readonly advice: string };

export type Outcome<Name extends string> =
  | { readonly name: Name; readonly kind: "passed"; readonly found: string }
  | {
      readonly name: Name;
      readonly kind: "failed";
      readonly found: string;
      readonly advice: string;
    }
  /** `because` is the failed check it needs. */
  | { readonly name: Name; readonly kind: "skipped"; readonly because: Name };

export interface Check<Name extends string> {
  readonly name: Name;
  /** Checks without which this one makes no sense. */
  readonly needs: readonly Name[];
  /** Said when the deadline passes. */
  readonly adviceWhenLate: string;
  run(): Promise<Finding>;
}

export const passed = (found: string): Finding => ({ ok: true, found });
export const failed = (found: string, advice: string): Finding => ({ ok: false, found, advice });

const late: unique symbol = Symbol("late");

/** The outcome of `work`, or {@link late} once `millis` passed: what it settles to then is ignored. */
function withDeadline<T>(
  work: Promise<T>,
  millis: number,
  schedule: Schedule,
): Promise<T | typeof late> {
  return new Promise((resolve, reject) => {
    const cancel = schedule(() => resolve(late), millis);
    work
      .then(resolve, reject)
      .finally(cancel)
      .catch(() => {});
  });
}

export interface RunOptions<Name extends string> {
  readonly deadlineMillis: number;
  readonly schedule: Schedule;
  /** Told as soon as it is known. */
  readonly onOutcome: (outcome: Outcome<Name>) => void;
}

/** Runs checks one after the other, each behind the deadline. Never throws for what a check meets. */
export async function runChecks<Name extends string>(
  checks: readonly Check<Name>[],
  options: RunOptions<Name>,
): Promise<readonly Outcome<Name>[]> {
  const outcomes: Outcome<Name>[] = [];
  const missing = new Set<Name>();
  for (const check of checks) {
    const outcome = await runOne(check, missing, options);
    if (outcome.kind !== "passed") missing.add(check.name);
    outcomes.push(outcome);
    options.onOutcome(outcome);
  }
  return outcomes;
}

async function runOne<Name extends string>(
  check: Check<Name>,
  missing: ReadonlySet<Name>,
  { deadlineMillis, schedule }: RunOptions<Name>,
): Promise<Outcome<Name>> {
  const { name } = check;
  const because = check.needs.find((need) => missing.has(need));
  if (because !== undefined) return { name, kind: "skipped", because };
  try {
    const finding = await withDeadline(check.run(), deadlineMillis, schedule);
    if (finding === late) {
      const found = `no answer within ${Math.round(deadlineMillis / 1_000)} s`;
      return { name, kind: "failed", found, advice: check.adviceWhenLate };
    }
    return finding.ok
      ? { name, kind: "passed", found: finding.found }
      : { name, kind: "failed", found: finding.found, advice: finding.advice };
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    return { name, kind: "failed", found, advice: "Please report this: it is a mistake of ours." };
  }
}
