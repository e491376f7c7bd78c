/**
 * Checks that a person runs when something does not work: what each found, and what to do.
 *
 * The same checks run in a browser and on the command line: everything outside is a port. A check
 * that needs what an earlier one found missing is skipped, so one fault is told once.
 */
import { withDeadline } from "../deadline.ts";
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
  const answer = await withDeadline(() => check.run(), deadlineMillis, schedule);
  if (answer.ok) {
    const finding = answer.value;
    return finding.ok
      ? { name, kind: "passed", found: finding.found }
      : { name, kind: "failed", found: finding.found, advice: finding.advice };
  }
  if (answer.error.kind === "late") {
    const found = `no answer within ${Math.round(deadlineMillis / 1_000)} s`;
    return { name, kind: "failed", found, advice: check.adviceWhenLate };
  }
  const { cause } = answer.error;
  const found = cause instanceof Error ? cause.message : String(cause);
  return { name, kind: "failed", found, advice: "Please report this: it is a mistake of ours." };
}
