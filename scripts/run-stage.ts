/** Runs one stage: its steps, some at the same time, and counts the tests in them. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./root.ts";
import { runCommand } from "./run-command.ts";
import { filesOf, type Stage, type Step } from "./stages.ts";

export interface StageOutcome {
  readonly ok: boolean;
  /** Tests of node:test that passed and failed; both 0 for a stage without tests. */
  readonly passed: number;
  readonly failed: number;
  readonly millis: number;
  /** What the failing steps said, in full; empty when the stage passed. */
  readonly failure: string;
}

type StepOutcome = Omit<StageOutcome, "millis">;

const failing = (step: Step, why: string): StepOutcome => ({
  ok: false,
  passed: 0,
  failed: 0,
  failure: `--- ${step.title}\n${why.trimEnd()}\n`,
});

const counted = (tap: string, word: string): number =>
  Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(tap)?.[1] ?? 0);

const runTests = async (
  step: Step & { readonly kind: "tests" },
  deadlineMillis: number,
  onLine: (line: string) => void,
): Promise<StepOutcome> => {
  const files = filesOf(step, root);
  if (files.length === 0) {
    return failing(step, `There are no tests at ${step.globs.join(", ")} yet; there must be.`);
  }
  const folder = await mkdtemp(join(tmpdir(), "festival-tests-"));
  try {
    const counts = join(folder, "counts.tap");
    const args = [
      "--test",
      ...(step.together === true
        ? // A clock that one file left running would keep all of them.
          ["--test-isolation=none", "--test-force-exit"]
        : [
            `--test-concurrency=${step.atOnce ?? Math.max(1, Math.min(4, availableParallelism()))}`,
          ]),
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      "--test-reporter=tap",
      `--test-reporter-destination=${counts}`,
      ...files,
    ];
    const { ok, output } = await runCommand({ args, deadlineMillis }, onLine);
    const tap = existsSync(counts) ? await readFile(counts, "utf8") : "";
    const passed = counted(tap, "pass");
    const failed = counted(tap, "fail") + counted(tap, "cancelled");
    // A skipped test proves nothing, so it may not look like one that passed.
    const skipped = counted(tap, "skipped") + counted(tap, "todo");
    if (ok && skipped === 0 && passed > 0) return { ok, passed, failed, failure: "" };
    const why = skipped > 0 ? `${output}\n${skipped} tests were skipped or left to do.` : output;
    return { ...failing(step, why), passed, failed: Math.max(1, failed) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const runStep = async (
  step: Step,
  deadlineMillis: number,
  onLine: (line: string) => void,
): Promise<StepOutcome> => {
  switch (step.kind) {
    case "tests":
      return runTests(step, deadlineMillis, onLine);
    case "program": {
      if (!existsSync(join(root, step.file))) {
        return failing(step, `${step.file} does not exist, so this stage proves nothing.`);
      }
      const args = [join(root, step.file), ...step.args];
      const { ok, output } = await runCommand({ args, deadlineMillis }, onLine);
      return ok ? { ok, passed: 0, failed: 0, failure: "" } : failing(step, output);
    }
  }
};

/**
 * Runs the steps of a stage in order, `atOnce` at a time. In a stage that runs one step at a time
 * a step that fails ends the stage: the later ones stand on it.
 */
export const runStage = async (
  stage: Stage,
  onLine: (line: string) => void,
): Promise<StageOutcome> => {
  const start = performance.now();
  const outcomes: StepOutcome[] = [];
  const waiting = [...stage.steps];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step, stage.deadlineMillis, onLine);
      outcomes.push(outcome);
      if (!outcome.ok && stage.atOnce === 1) return;
    }
  };
  await Promise.all(Array.from({ length: stage.atOnce }, lane));
  const ok = outcomes.every((outcome) => outcome.ok);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  const failure = outcomes.map((outcome) => outcome.failure).join("");
  // A stage without tests of its own (types, lint) counts as one when it fails, so that the last
  // line never says "0 failed" about a run that failed.
  return {
    ok,
    passed,
    failed: ok ? failed : Math.max(1, failed),
    failure,
    millis: performance.now() - start,
  };
};
