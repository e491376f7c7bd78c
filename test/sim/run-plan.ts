/** Runs one plan from the first act to rest. Never throws: an exception of the engine is a finding. */
import type { Millis } from "@festival-chat/protocol/wire";
import type { Violation } from "./history.ts";
import type { Act, Plan } from "./plan.ts";
import { createWorld } from "./world.ts";

export interface Outcome {
  readonly seed: number;
  readonly violation: Violation | undefined;
  /** How long after the last fault everybody agreed. */
  readonly restMillis: Millis;
  readonly events: number;
  readonly messages: number;
  /** What happened, line by line. */
  readonly log: readonly string[];
}

/** When a deed and what it brings are over. */
const endOf = ({ at, deed }: Act): Millis => at + ("millis" in deed ? deed.millis : 0);

export async function runPlan(plan: Plan): Promise<Outcome> {
  const world = await createWorld(plan);
  const { time, history } = world;
  const thrown = (error: unknown): void => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    history.fail("L0", `exception: ${what}`);
  };
  process.on("unhandledRejection", thrown);
  let restMillis = 0;
  try {
    for (const { at, deed } of plan.acts) time.after(at, () => world.perform(deed));
    const end = time.now() + Math.max(plan.millis, ...plan.acts.map(endOf));
    await time.runUntil(end, () => history.violation !== undefined);
    if (history.violation === undefined) {
      world.calm(plan.seed % 2 === 0);
      const rest = await world.rest();
      if ("check" in rest) history.fail(rest.check, rest.what);
      else restMillis = rest.millis;
    }
  } catch (error) {
    thrown(error);
  } finally {
    process.off("unhandledRejection", thrown);
  }
  return {
    seed: plan.seed,
    violation: history.violation,
    restMillis,
    events: time.events,
    messages: history.said.size,
    log: world.events,
  };
}
