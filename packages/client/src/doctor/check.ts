/**
 * Checks that a person runs when something does not work: what each found, and what to do.
 *
 * The same checks run in a browser and on the command line: everything outside is a port. A check
 * that needs what an earlier one found missing is skipped, so one fault is told once.
 */
import { withDeadline } from "../deadline.ts";
import type { Schedule } from "../link/schedule.ts";

/**
 * What is wrong, as one word: a screen has a sentence of its own for each. What is found and advised
 * in English is for whoever runs the relay.
 */
export type Fault =
  /** Nothing answers. */
  | "no-answer"
  /** It hangs. */
  | "late"
  /** A page stands where the relay should answer. */
  | "sign-in"
  /** Something answers that is no relay, or one that is not well. */
  | "wrong-answer"
  /** No link for messages opens. */
  | "no-link"
  /** The relay does not take the address of this page. */
  | "wrong-address"
  | "wrong-environment"
  | "version"
  | "clock"
  /** The relay lets nobody in, or takes no message. */
  | "refused"
  | "storage-denied"
  | "storage-full"
  /** The app is not kept for a start without signal. */
  | "no-worker"
  /** It answers, but is not set up as it should be. */
  | "set-up"
  /** A link that was open is cut, or does not come back. */
  | "cut-off"
  /** A mistake of ours. */
  | "bug"
  | "other";

/** What a check found, in words for people. `millis`: how long what was tried took, where it matters. */
export type Finding =
  | { readonly ok: true; readonly found: string; readonly millis?: number }
  | { readonly ok: false; readonly found: string; readonly advice: string; readonly fault: Fault };

export type Outcome<Name extends string> =
  | {
      readonly name: Name;
      readonly kind: "passed";
      readonly found: string;
      readonly millis?: number;
    }
  | {
      readonly name: Name;
      readonly kind: "failed";
      readonly found: string;
      readonly advice: string;
      readonly fault: Fault;
    }
  /** `because` is the failed check it needs. */
  | { readonly name: Name; readonly kind: "skipped"; readonly because: Name };

export interface Check<Name extends string> {
  readonly name: Name;
  /** Checks without which this one makes no sense. */
  readonly needs: readonly Name[];
  /** Said when the deadline passes. */
  readonly adviceWhenLate: string;
  /** A deadline of its own, for one that watches for a while. */
  readonly deadlineMillis?: number;
  run(): Promise<Finding>;
}

/** @param millis how long what was tried took, where a person may want to know */
export const passed = (found: string, millis?: number): Finding =>
  millis === undefined ? { ok: true, found } : { ok: true, found, millis: Math.round(millis) };

export const failed = (found: string, advice: string, fault: Fault = "other"): Finding => ({
  ok: false,
  found,
  advice,
  fault,
});

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
  { schedule, ...options }: RunOptions<Name>,
): Promise<Outcome<Name>> {
  const { name, deadlineMillis = options.deadlineMillis } = check;
  const because = check.needs.find((need) => missing.has(need));
  if (because !== undefined) return { name, kind: "skipped", because };
  const answer = await withDeadline(() => check.run(), deadlineMillis, schedule);
  if (answer.ok) {
    const finding = answer.value;
    if (finding.ok) {
      const { found, millis } = finding;
      return { name, kind: "passed", found, ...(millis === undefined ? {} : { millis }) };
    }
    const { found, advice, fault } = finding;
    return { name, kind: "failed", found, advice, fault };
  }
  if (answer.error.kind === "late") {
    const found = `no answer within ${Math.round(deadlineMillis / 1_000)} s`;
    return { name, kind: "failed", found, advice: check.adviceWhenLate, fault: "late" };
  }
  const { cause } = answer.error;
  const found = cause instanceof Error ? cause.message : String(cause);
  const advice = "Please report this: it is a mistake of ours.";
  return { name, kind: "failed", found, advice, fault: "bug" };
}
