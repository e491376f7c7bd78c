/** A thread that runs festivals one after the other, on the sources as they are or with one bug in them. */
import { registerHooks } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { mutantByName, mutate } from "./mutants/mutants.ts";
import type { SeedRequest } from "./crew.ts";

const name: unknown = workerData;
const mutant = typeof name === "string" ? mutantByName(name) : undefined;
if (mutant !== undefined) {
  // Before the first import of the engine: a bug is in the source, not in a copy of it.
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      return url.endsWith(`/${mutant.file}`) ? mutate(mutant, loaded) : loaded;
    },
  });
}

const { rememberPointChecks } = await import("./fake-signatures.ts");
const { planOf } = await import("./plan.ts");
const { runPlan } = await import("./run-plan.ts");
rememberPointChecks();

parentPort?.on("message", async ({ seed, only }: SeedRequest) => {
  const outcome = await runPlan(planOf(seed, only));
  // Only a failure has something to tell.
  parentPort?.postMessage(outcome.violation === undefined ? { ...outcome, log: [] } : outcome);
});
