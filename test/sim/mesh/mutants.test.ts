/** The test of the evenings: every deliberate bug in the mesh is seen, in an evening that is well without it. */
import { equal, ok } from "node:assert/strict";
import { before, test } from "node:test";
import { Worker } from "node:worker_threads";
import { type Outcome, secondsAt } from "./evening.ts";
import { meshMutants } from "./mutants.ts";
import { mostControlBytes } from "./summary.ts";

const evening = (mutant?: string): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./evening-worker.ts", import.meta.url), {
      workerData: mutant,
    });
    worker.once("message", resolve);
    worker.once("error", reject);
  });

/** What one sees of an evening that is not as it should be; undefined when it is. */
function faultOf(outcome: Outcome, well: Outcome): string | undefined {
  const { violation, lost, latencies, controlBytes, meshMessageBytes } = outcome;
  if (violation !== undefined) return violation.check;
  if (lost > 0) return "lost";
  for (const part of [0.5, 0.9]) {
    const seconds = secondsAt(latencies, part);
    if (seconds > 1.5 * secondsAt(well.latencies, part)) return `p${100 * part} ${seconds} s`;
  }
  if (meshMessageBytes > 1.25 * well.meshMessageBytes) return "messages sent in vain";
  return controlBytes > mostControlBytes ? "comparing" : undefined;
}

let well: Outcome;
before(async () => {
  well = await evening();
});

test("without a bug the evening is well", () => {
  equal(faultOf(well, well), undefined, well.violation?.what);
  ok(well.latencies.length > 100);
});

for (const { name } of meshMutants) {
  test(`caught: ${name}`, async (t) => {
    const fault = faultOf(await evening(name), well);
    t.diagnostic(fault ?? "nothing");
    ok(fault !== undefined);
  });
}
