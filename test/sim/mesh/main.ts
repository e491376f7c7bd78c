/** `npm run sim:mesh`: evenings with and without links between phones, and what the links are worth. */
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { chartOf } from "./chart.ts";
import { type Outcome, runEvening } from "./evening.ts";
import { helpText, parseRequest, type Request } from "./options.ts";
import { reportOf } from "./report.ts";
import { reference, shortfalls, type Summary, summarise } from "./summary.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const oneLine = (name: string, { seconds, lost, controlBytes, relayBytes }: Summary): string =>
  `${name}: p50/p90/p99 ${seconds.join("/")} s, ${lost} lost, ` +
  `${controlBytes} bytes of comparing and ${relayBytes} from the relay per phone`;

async function writeReport(
  file: string,
  request: Request & { kind: "run" },
  alone: Summary,
  linked: Summary,
): Promise<void> {
  const { seeds, phones, minutes } = request;
  const image = `images/${basename(file, ".md")}.svg`;
  const chart = chartOf("Share of phones that have a message, by time", [
    { name: "relay alone", colour: "#8a5a00", latencies: alone.latencies },
    { name: "relay and phones", colour: "#00766b", latencies: linked.latencies },
  ]);
  await mkdir(join(dirname(file), "images"), { recursive: true });
  await writeFile(join(dirname(file), image), chart);
  await writeFile(file, reportOf({ seeds, phones, minutes, alone, linked, image }));
  say(`report: ${file}`);
}

async function run(request: Request & { kind: "run" }): Promise<number> {
  const { seeds, phones, minutes, json, report } = request;
  const alone: Outcome[] = [];
  const linked: Outcome[] = [];
  for (const seed of seeds) {
    for (const [mesh, outcomes] of [
      [false, alone],
      [true, linked],
    ] as const) {
      const outcome = await runEvening({ seed, phones, minutes, mesh });
      outcomes.push(outcome);
      const summary = summarise([outcome]);
      const { latencies: _latencies, ...rest } = summary;
      const name = `seed ${seed}, ${mesh ? "relay and phones" : "relay alone"}`;
      say(json ? JSON.stringify({ seed, mesh, ...rest }) : oneLine(name, summary));
    }
  }
  const [without, with_] = [summarise(alone), summarise(linked)];
  // The reference speaks of 50 phones and half an hour.
  const whole = phones === 50 && minutes === 30;
  const wrong = shortfalls(without, with_, whole);
  if (!json) {
    say(oneLine("\nrelay alone", without));
    say(oneLine("relay and phones", with_));
    say(`reference: ${reference.map((one) => `${one.alone} -> ${one.linked} s`).join(", ")}`);
  }
  if (report !== undefined) await writeReport(report, request, without, with_);
  for (const what of wrong)
    say(json ? JSON.stringify({ wrong: what }) : `NOT AS PROMISED: ${what}`);
  return wrong.length === 0 ? 0 : 1;
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
      return await run(request);
  }
}

process.exitCode = await main();
