/**
 * npm run bench [-- --quick] [--only PART[,PART]] [--json]
 *
 * Measures the relay and two peers on this machine, prints the table and writes docs/benchmarks.md
 * (a run of everything that is neither --quick nor --only). Loopback only; ends by itself.
 */
import { readOptions } from "../scripts/options.ts";
import { moveTo } from "./cores.ts";
import type { Figure, Pace, Part } from "./figure.ts";
import { buildGenerator } from "./generator.ts";
import { waitForQuiet } from "./quiet.ts";
import { printed, writeBenchmarks } from "./report.ts";
import { announcement } from "./rows/announcement.ts";
import { drops } from "./rows/drops.ts";
import { durable } from "./rows/durable.ts";
import { firstScreen } from "./rows/first-screen.ts";
import { fanOut } from "./rows/fan-out.ts";
import { hotRoom } from "./rows/hot-room.ts";
import { idle } from "./rows/idle.ts";
import { latency } from "./rows/latency.ts";
import { restart } from "./rows/restart.ts";
import { resume } from "./rows/resume.ts";
import { search } from "./rows/search.ts";
import { screen } from "./rows/screen.ts";
import { stalled } from "./rows/stalled.ts";

const parts: readonly Part[] = [
  fanOut,
  latency,
  durable,
  idle,
  announcement,
  drops,
  restart,
  stalled,
  hotRoom,
  search,
  firstScreen,
  resume,
  screen,
];
const names = parts.map(({ name }) => name);

const thorough: Pace = { stepSeconds: 5, rampSeconds: 60, quick: false };
const quick: Pace = { stepSeconds: 2, rampSeconds: 20, quick: true };

const usage = `npm run bench [-- --quick] [--only PART[,PART]] [--json]

Measures everything and writes docs/benchmarks.md, in about a quarter of an hour.

  --quick         a first look; writes nothing
  --only PART     ${names.join(", ")}; writes nothing
  --json          figures for a program

Exit codes: 0 every part was measured, 1 one could not be, 2 wrong options.`;

async function run(): Promise<number> {
  const values = readOptions(usage, {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const wanted = values.only?.split(",") ?? names;
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}".\n\n${usage}`);
    return 2;
  }
  const chosen = parts.filter(({ name }) => wanted.includes(name));
  buildGenerator();
  const begun = performance.now();
  const figures: Figure[] = [];
  const failures: string[] = [];
  for (const part of chosen) {
    process.stderr.write(`${part.name} ...\n`);
    moveTo(part.browser === true ? "every" : "generator");
    if (!values.quick) await waitForQuiet();
    try {
      const measured = await part.run(values.quick ? quick : thorough);
      figures.push(...measured);
      for (const line of printed(measured)) process.stderr.write(`  ${line}\n`);
    } catch (error) {
      // A low file limit, say: what can be measured is.
      failures.push(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
      process.stderr.write(`  not measured: ${failures.at(-1)}\n`);
    }
  }
  const seconds = (performance.now() - begun) / 1_000;
  process.stderr.write(`${Math.round(seconds)} s\n`);
  if (values.json) console.log(JSON.stringify(figures, undefined, 2));
  if (!values.quick && values.only === undefined) writeBenchmarks(figures, failures, seconds);
  return failures.length === 0 ? 0 : 1;
}

// Links that are still closing would keep the process for seconds.
process.exit(await run());
