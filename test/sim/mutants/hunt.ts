/** Hunt: runs festivals with one deliberate bug in the sources until a check catches it. */
import { runCrew } from "../crew.ts";
import type { Outcome } from "../run-plan.ts";
import { type Mutant, mutants } from "./mutants.ts";

export type Catch =
  | { readonly kind: "caught"; readonly seed: number; readonly by: string; readonly seeds: number }
  | { readonly kind: "survived"; readonly seeds: number }
  /** The seed that caught it fails without the bug too: it proves nothing. */
  | { readonly kind: "false-alarm"; readonly seed: number; readonly by: string };

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

async function firstFailure(mutant: Mutant, seeds: readonly number[], bug: boolean) {
  let failed: Outcome | undefined;
  let run = 0;
  await runCrew({
    seeds,
    workers: 1,
    only: mutant.faults,
    mutant: bug ? mutant.name : undefined,
    outcome(outcome) {
      run += 1;
      if (outcome.violation !== undefined) failed = outcome;
      return failed === undefined;
    },
  });
  return { failed, run };
}

/** Tries seeds until one fails, and makes sure that it passes without the bug. */
export async function hunt(mutant: Mutant): Promise<Catch> {
  const { failed, run } = await firstFailure(mutant, range(mutant.seeds), true);
  if (failed?.violation === undefined) return { kind: "survived", seeds: run };
  const { seed, violation } = failed;
  const by = `${violation.check}: ${violation.what.split("\n", 1)[0]}`;
  const control = await firstFailure(mutant, [seed], false);
  return control.failed === undefined
    ? { kind: "caught", seed, by, seeds: run }
    : { kind: "false-alarm", seed, by };
}

/** All mutants, `workers` at a time. @returns an exit code */
export async function huntAll(workers: number, say: (line: string) => void): Promise<number> {
  const waiting = [...mutants];
  let missed = 0;
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const result = await hunt(next);
        if (result.kind !== "caught") missed += 1;
        const detail = result.kind === "survived" ? `${result.seeds} seeds` : result.by;
        say(`${result.kind.padEnd(12)}${next.name.padEnd(50)}${detail}`);
      }
    }),
  );
  say(`${mutants.length - missed} of ${mutants.length} mutants caught`);
  return missed === 0 ? 0 : 1;
}
