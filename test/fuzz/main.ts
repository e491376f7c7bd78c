/** `npm run fuzz`: bytes nobody would send, at every decoder, at a whole relay and a whole client. */
import process from "node:process";
import { type FuzzOptions, helpText, parseFuzzOptions } from "./options.ts";
import { type Finding, runTarget, tryBytes } from "./run-target.ts";
import type { FuzzTarget } from "./target.ts";
import { targets } from "./targets.ts";

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const progressMillis = 2_000;

function report(name: string, finding: Finding): void {
  const hex = Buffer.from(finding.bytes).toString("hex");
  say(`FOUND ${name}: ${finding.what}`);
  say(`  bytes  ${hex}`);
  say(`  again  npm run fuzz -- --target ${name} --bytes ${hex}`);
}

/** @returns whether nothing was found */
async function fuzzTarget(target: FuzzTarget, options: FuzzOptions): Promise<boolean> {
  let said = performance.now();
  const { runs, millis, finding } = await runTarget(target, options, (count) => {
    if (performance.now() - said < progressMillis) return;
    said = performance.now();
    say(`  ${target.name.padEnd(12)} ${count} runs ...`);
  });
  const rate = Math.round(runs / Math.max(millis / 1_000, 0.001));
  say(`  ${target.name.padEnd(12)} ${runs} runs in ${(millis / 1_000).toFixed(1)} s, ${rate}/s`);
  if (finding !== undefined) report(target.name, finding);
  return finding === undefined;
}

/** Whole programs, each a module of its own beside this one. */
const programs = ["relay", "client", "mesh"] as const;

async function fuzzProgram(name: (typeof programs)[number], options: FuzzOptions) {
  const { seed, seconds, count } = options;
  const given = { frames: count, seconds, seed };
  const { frames, finding } =
    name === "relay"
      ? await (await import("./relay.ts")).fuzzRelay(given)
      : name === "client"
        ? await (await import("./client.ts")).fuzzClient(given)
        : await (await import("./mesh.ts")).fuzzMesh(given);
  say(`  ${name.padEnd(12)} ${frames} frames`);
  if (finding !== undefined) say(`FOUND ${name}: ${finding}`);
  return finding === undefined;
}

async function run(options: FuzzOptions): Promise<number> {
  const names: readonly string[] = [...targets.map(({ name }) => name), ...programs];
  if (options.target !== undefined && !names.includes(options.target)) {
    process.stderr.write(`no target ${options.target}; there are ${names.join(", ")}\n`);
    return 2;
  }
  const { first, of } = options.part ?? { first: 0, of: 1 };
  const mine = new Set(names.filter((_, index) => index % of === first));
  const isChosen = (name: string): boolean => mine.has(name) && (options.target ?? name) === name;
  const chosen = targets.filter(({ name }) => isChosen(name));
  const { bytes } = options;
  if (bytes !== undefined) {
    const findings = await Promise.all(chosen.map((target) => tryBytes(target, bytes)));
    for (const finding of findings) if (finding !== undefined) say(`FOUND: ${finding.what}`);
    return findings.every((finding) => finding === undefined) ? 0 : 1;
  }
  say(`seed ${options.seed}`);
  let clean = true;
  for (const target of chosen) clean = (await fuzzTarget(target, options)) && clean;
  for (const name of programs) {
    if (isChosen(name)) clean = (await fuzzProgram(name, options)) && clean;
  }
  say(clean ? "nothing found" : "something was found");
  return clean ? 0 : 1;
}

async function main(): Promise<number> {
  const request = parseFuzzOptions(process.argv.slice(2), Date.now() % 1_000_000_000);
  switch (request.kind) {
    case "help":
      say(helpText);
      say(`\ntargets: ${targets.map(({ name }) => name).join(", ")}, ${programs.join(", ")}`);
      return 0;
    case "wrong":
      process.stderr.write(`${request.why}\n\n${helpText}\n`);
      return 2;
    case "run":
      return run(request.options);
  }
}

process.exitCode = await main();
