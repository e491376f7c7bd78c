/** Shrinking: fewer acts and fewer phones that still break the same check. */
import { type Act, describeAct, type Plan } from "./plan.ts";
import { type Outcome, runPlan } from "./run-plan.ts";

export interface Shrunk {
  readonly plan: Plan;
  readonly outcome: Outcome;
}

/** What went wrong, without its numbers and names. */
const shape = ({ violation }: Outcome): string =>
  `${violation?.check} ${violation?.what.replaceAll(/(?:anna|ben|phone-)?[0-9.]+|anna|ben/g, "")}`;

/** Without its host a room does not begin: that would be another failure. */
const isNeeded = ({ deed }: Act): boolean => deed.kind === "arrive" && deed.phone === 0;

/** Leaves out ever smaller parts of the acts as long as the failure stays; stops after `forMillis`. */
export async function shrink(plan: Plan, failed: Outcome, forMillis: number): Promise<Shrunk> {
  const end = performance.now() + forMillis;
  let best: Shrunk = { plan, outcome: failed };

  async function tryActs(acts: readonly Act[]): Promise<boolean> {
    const smaller = { ...best.plan, acts };
    const outcome = await runPlan(smaller);
    if (shape(outcome) !== shape(failed)) return false;
    best = { plan: smaller, outcome };
    return true;
  }

  let size = Math.ceil(plan.acts.length / 2);
  while (size >= 1 && performance.now() < end) {
    let removed = false;
    for (let from = 0; from < best.plan.acts.length && performance.now() < end;) {
      const { acts } = best.plan;
      const kept = acts.filter((act, i) => i < from || i >= from + size || isNeeded(act));
      if (kept.length < acts.length && (await tryActs(kept))) removed = true;
      else from += size;
    }
    if (!removed || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return best;
}

/** The acts of a plan, one on each line. */
export const describePlan = (plan: Plan): string =>
  plan.acts.map((act) => `  ${describeAct(act)}`).join("\n");
