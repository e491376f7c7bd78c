/** `npm run sim`: runs seeds until all passed or one failed, and says how to repeat it. */
import process from "node:process";
import { runCrew } from "./crew.ts";
import { rememberPointChecks } from "./fake-signatures.ts";
import { huntAll } from "./mutants/hunt.ts";
import { helpText, parseRequest, type Request } from "./options.ts";
import { planOf } from "./plan.ts";
import type { Outcome } from "./run-plan.ts";
import { describePlan, shrink } from "./shrink.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** How often progress is told, how long shrinking may take, and how much of a run is shown. */
const progressMillis = 5_000;
const shrinkMillis = 30_000;
const shownLines = 60;

async function tellFailure(failed: Outcome, json: boolean): Promise<void> {
  const { seed, violation } = failed;
  if (json) {
    say(JSON.stringify({ event: "failed", seed, ...violation }));
    return;
  }
  say(`\nFAILED seed ${seed}: ${violation?.check}: ${violation?.what}`);
  say(`Again: npm run sim -- --seed ${seed}`);
  rememberPointChecks();
  const plan = planOf(seed);
  const { plan: smaller, outcome } = await shrink(plan, failed, shrinkMillis);
  const { phones, faults, acts, ...rest } = smaller;
  say(`\n${phones} phones, faults: ${faults.join(", ") || "none"}`);
  say(JSON.stringify(rest));
  say(`\n${acts.length} of ${plan.acts.length} acts are enough:\n${describePlan(smaller)}`);
  say(`\n${outcome.violation?.check}: ${outcome.violation?.what}`);
  say(`\nThe last of what happened:\n${outcome.log.slice(-shownLines).join("\n")}`);
}

async function runSeeds(request: Request & { kind: "run" }): Promise<number> {
  const { seeds, workers, json } = request;
  const start = performance.now();
  const total = { seeds: 0, events: 0, messages: 0 };
  const rests: number[] = [];
  let failed: Outcome | undefined;
  let told = start;
  const seconds = (): string => ((performance.now() - start) / 1_000).toFixed(1);

  await runCrew({
    seeds,
    workers: Math.min(workers, seeds.length),
    outcome(outcome) {
      total.seeds += 1;
      total.events += outcome.events;
      total.messages += outcome.messages;
      rests.push(outcome.restMillis);
      if (outcome.violation !== undefined) failed ??= outcome;
      if (!json && performance.now() - told > progressMillis) {
        told = performance.now();
        say(`${total.seeds} of ${seeds.length} seeds, ${seconds()} s`);
      }
      return failed === undefined;
    },
  });
  if (failed !== undefined) {
    await tellFailure(failed, json);
    return 1;
  }
  rests.sort((a, b) => a - b);
  const share = (part: number): number =>
    (rests[Math.floor(part * (rests.length - 1))] ?? 0) / 1_000;
  const sum = {
    ...total,
    seconds: Number(seconds()),
    restSeconds: [share(0.5), share(0.99), share(1)],
  };
  if (json) say(JSON.stringify({ event: "passed", ...sum }));
  else {
    say(
      `${total.seeds} seeds passed in ${seconds()} s: ${total.messages} messages, ${total.events} events; ` +
        `agreed ${share(0.5)} s after the last fault (median; 99 %: ${share(0.99)} s, longest: ${share(1)} s)`,
    );
  }
  return 0;
}

async function main(): Promise<number> {
  const request = parseRequest(process.argv.slice(2));
  switch (request.kind) {
    case "help":
      say(helpText);
      return 0;
    case "wrong":
      process.stderr.write(`${request.why}\n\n${helpText}`);
      return 2;
    case "run":
      return request.mutants ? await huntAll(request.workers, say) : await runSeeds(request);
  }
}

process.exitCode = await main();
