/** What `npm test` runs, in order: quick and local first, whole browsers last. */
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";

const second = 1000;
const minute = 60 * second;

/** One step of a stage: a program, or test files for node:test. */
export type Step =
  | {
      readonly kind: "program";
      readonly title: string;
      /** The file that must exist, from the root; the rest are its arguments. */
      readonly file: string;
      readonly args: readonly string[];
    }
  | {
      readonly kind: "tests";
      readonly title: string;
      /** Which files, as globs from the root, minus `except`. */
      readonly globs: readonly string[];
      readonly except: readonly string[];
      /** Files at the same time; as many as there are cores unless told. */
      readonly atOnce?: number;
      /**
       * All files in one process: a third of the time, since most of what a file of pure code costs is
       * starting Node. For files that share nothing but modules, without hooks for each test.
       */
      readonly together?: boolean;
    };

export interface Stage {
  readonly name: string;
  readonly what: string;
  /** Slow stages are left out of `npm run check`. */
  readonly pace: "quick" | "slow";
  /** Steps that run at the same time. */
  readonly atOnce: number;
  /** Longest time for one step; a step that needs more hangs. */
  readonly deadlineMillis: number;
  readonly steps: readonly Step[];
}

const program = (title: string, file: string, ...args: readonly string[]): Step => ({
  kind: "program",
  title,
  file,
  args,
});

const tests = (
  title: string,
  globs: readonly string[],
  except: readonly string[] = [],
  how: { readonly atOnce?: number; readonly together?: boolean } = {},
): Step => ({ kind: "tests", title, globs, except, ...how });

/** More than there are cores: two phones wait for each other most of the time. */
const browsersAtOnce = Math.max(1, Math.min(4, Math.floor(availableParallelism() * 1.5)));

/** Tests of whole processes, and of what takes its time on a clock. */
const withProcesses = [
  "test/cli/*.test.ts",
  "test/docs/*.test.ts",
  "test/rolling/*.test.ts",
  "apps/cli/src/doctor/*.test.ts",
  "apps/cli/src/load/*.test.ts",
  "apps/relay/src/disk.test.ts",
  "apps/relay/src/main.test.ts",
];

const types = (project: string): Step =>
  program(project, "node_modules/typescript/bin/tsc", "-p", project);

/** One compiler program per host, so that a host's globals are type errors where it is absent. */
const typePrograms = [
  "packages/protocol",
  "packages/client",
  "packages/client/tsconfig.browser.json",
  "packages/client/tsconfig.node.json",
  "apps/relay",
  "apps/web",
  "apps/web/tsconfig.sw.json",
  "apps/cli",
  "tsconfig.tests.json",
];

export const stages: readonly Stage[] = [
  {
    name: "format",
    what: "every file as oxfmt writes it",
    pace: "quick",
    atOnce: 1,
    deadlineMillis: minute,
    steps: [program("oxfmt", "node_modules/oxfmt/bin/oxfmt", "--check", ".")],
  },
  {
    name: "lint",
    what: "oxlint without a warning",
    pace: "quick",
    atOnce: 1,
    deadlineMillis: minute,
    steps: [program("oxlint", "node_modules/oxlint/bin/oxlint", "--deny-warnings")],
  },
  {
    name: "types",
    what: "one strict program per host",
    pace: "quick",
    atOnce: 2,
    deadlineMillis: 3 * minute,
    steps: typePrograms.map(types),
  },
  {
    name: "unit",
    what: "units, contracts, layers, spec",
    pace: "quick",
    // Those that start processes wait as much as they work: they run beside the others.
    atOnce: 2,
    deadlineMillis: 12 * minute,
    steps: [
      tests("tests with processes", withProcesses, [], { atOnce: 2 }),
      tests("unit tests of the packages", ["packages/**/*.test.ts"], [], { together: true }),
      tests(
        "unit tests",
        ["apps/**/*.test.ts", "test/**/*.test.ts"],
        [...withProcesses, "test/size.test.ts", "test/deploy/**", "test/sim/**", "test/e2e/**"],
      ),
    ],
  },
  {
    name: "fuzz",
    what: "bytes nobody would send, a bounded number of them",
    pace: "quick",
    atOnce: 2,
    deadlineMillis: 2 * minute,
    steps: ["1/2", "2/2"].map((part) =>
      program(`fuzz ${part}`, "test/fuzz/main.ts", "--count", "100000", "--part", part),
    ),
  },
  {
    name: "web",
    what: "the built web app, its size budgets, and deploying it",
    pace: "quick",
    atOnce: 1,
    deadlineMillis: 4 * minute,
    steps: [
      program("build", "scripts/build.ts"),
      tests("size budgets", ["test/size.test.ts"]),
      tests("deploys", ["test/deploy/**/*.test.ts"]),
    ],
  },
  {
    name: "simulation",
    what: "2,000 seeded festivals in virtual time, and a real relay killed 20 times in mid-sentence",
    pace: "slow",
    // Whoever kills a relay waits for it most of the time.
    atOnce: 2,
    deadlineMillis: 12 * minute,
    steps: [
      program("20 kills", "test/torture/main.ts", "--kills", "20"),
      tests("simulation tests", ["test/sim/**/*.test.ts"]),
      program("2,000 seeds", "test/sim/main.ts", "--seeds", "2000", "--ci"),
    ],
  },
  {
    name: "browser",
    what: "two phones in a real browser",
    pace: "slow",
    atOnce: 1,
    deadlineMillis: 30 * minute,
    steps: [
      program("browser", "scripts/chromium.ts"),
      program("build", "scripts/build.ts"),
      tests("browser tests", ["test/e2e/**/*.test.ts"], [], { atOnce: browsersAtOnce }),
    ],
  },
];

/** The test files of a step, sorted, as paths from `folder`. */
export const filesOf = (step: Step & { readonly kind: "tests" }, folder: string): string[] => {
  const found = (globs: readonly string[]): string[] =>
    globSync([...globs], { cwd: folder, exclude: ["**/node_modules/**", "**/dist/**"] }).map(
      (path) => path.replaceAll("\\", "/"),
    );
  const left = new Set(found(step.except));
  return [...new Set(found(step.globs))].filter((path) => !left.has(path)).sort();
};
