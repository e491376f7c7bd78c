/**
 * `npm test`: runs the stages in order and says at the end what passed. Every chosen stage runs even
 * after one failed (unless --bail), so that one run tells everything.
 */
import process from "node:process";
import { endAll } from "./run-command.ts";
import { runStage, type StageOutcome } from "./run-stage.ts";
import { type Stage, stages } from "./stages.ts";
import { helpText, parseTestOptions } from "./test-options.ts";

/** A stage that takes long says this often what it is doing. */
const heartbeatMillis = 20_000;

const seconds = (millis: number): string => `${(millis / 1000).toFixed(1)} s`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const runWatched = async (stage: Stage, place: string): Promise<StageOutcome> => {
  say(`${place} ${stage.name}: ${stage.what}`);
  const start = performance.now();
  let latest = "";
  const heartbeat = setInterval(() => {
    say(`      ${seconds(performance.now() - start)} ... ${latest.slice(0, 100)}`);
  }, heartbeatMillis);
  try {
    return await runStage(stage, (line) => {
      latest = line;
    });
  } finally {
    clearInterval(heartbeat);
  }
};

const counts = (outcome: StageOutcome): string =>
  outcome.passed + outcome.failed === 0 ? "" : `${outcome.passed} passed, ${outcome.failed} failed`;

const row = (name: string, outcome: StageOutcome): string =>
  `  ${outcome.ok ? "ok    " : "FAILED"}  ${name.padEnd(12)}${seconds(outcome.millis).padStart(9)}   ${counts(outcome)}`;

const run = async (chosen: readonly Stage[], stopAtFirst: boolean): Promise<number> => {
  const outcomes: { readonly name: string; readonly outcome: StageOutcome }[] = [];
  for (const [index, stage] of chosen.entries()) {
    const outcome = await runWatched(stage, `[${index + 1}/${chosen.length}]`);
    outcomes.push({ name: stage.name, outcome });
    if (!outcome.ok) say(`\n${outcome.failure}`);
    say(`${row(stage.name, outcome)}\n`);
    if (!outcome.ok && stopAtFirst) break;
  }
  say("Summary");
  for (const { name, outcome } of outcomes) say(row(name, outcome));
  const notRun = chosen.slice(outcomes.length).map((stage) => stage.name);
  if (notRun.length > 0) say(`  not run: ${notRun.join(", ")}`);
  const passed = outcomes.reduce((sum, { outcome }) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, { outcome }) => sum + outcome.failed, 0);
  const millis = outcomes.reduce((sum, { outcome }) => sum + outcome.millis, 0);
  say(`  total ${seconds(millis)}\n`);
  say(`${passed} passed, ${failed} failed`);
  return outcomes.every(({ outcome }) => outcome.ok) ? 0 : 1;
};

const main = async (): Promise<number> => {
  const request = parseTestOptions(process.argv.slice(2));
  switch (request.kind) {
    case "help":
      say(helpText);
      return 0;
    case "list":
      for (const stage of stages) {
        say(`${stage.name.padEnd(12)}${stage.pace.padEnd(7)}${stage.what}`);
      }
      return 0;
    case "wrong":
      process.stderr.write(`${request.why}\n\n${helpText}\n`);
      return 2;
    case "run":
      return run(request.stages, request.stopAtFirst);
  }
};

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    endAll();
    process.exit(130);
  });
}
process.exitCode = await main();
