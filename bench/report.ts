/** Figures as lines for the terminal and as docs/benchmarks.md. */
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { pinned } from "./cores.ts";
import { type Figure, verdictOf } from "./figure.ts";

const number = (value: number): string => {
  if (!Number.isFinite(value)) return "never";
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : value < 1 ? 2 : 1;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
};

const withUnit = (value: number | undefined, { unit }: Figure): string => {
  if (value === undefined) return "";
  return unit === "" ? number(value) : `${number(value)} ${unit}`;
};

/** One line each: what, value, verdict, note. */
export const printed = (figures: readonly Figure[]): string[] =>
  figures.map((figure) => {
    const { what, value, note } = figure;
    return `${what}: ${withUnit(value, figure)} (${verdictOf(figure)})${note === undefined ? "" : ` - ${note}`}`;
  });

const verdicts = {
  stretch: "yes, and the stretch target",
  ship: "yes",
  "short of the stretch target": "not the stretch target",
  missed: "**no**",
  "for comparison": "",
} as const;

const row = (figure: Figure): string => {
  const { what, value, ship, stretch, note = "" } = figure;
  const cells = [
    what,
    withUnit(ship, figure),
    withUnit(stretch, figure),
    `**${withUnit(value, figure)}**`,
    verdicts[verdictOf(figure)],
    note,
  ];
  return `| ${cells.join(" | ")} |`;
};

function machine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${first?.model.trim() ?? "unknown"}), ${gigabytes} GB of memory, Node ${process.versions.node} on ${process.platform}`;
}

/** Writes the document. */
export function writeBenchmarks(
  figures: readonly Figure[],
  failures: readonly string[],
  seconds: number,
): void {
  const placed = pinned
    ? "Servers ran on one core, the load generator on another; parts with a browser had every core."
    : "Servers and generator shared all cores: there was no second core, or no `taskset`.";
  const text = `# Benchmarks

Written by \`npm run bench\`. Measured on ${machine()}. ${placed}
Everything went over the loopback. Other work on the machine disturbs such numbers: compare within one run.

| what | ship | stretch | measured | met | notes |
| --- | --- | --- | --- | --- | --- |
${figures.map(row).join("\n")}
${failures.map((failure) => `\nNot measured: ${failure}\n`).join("")}
## How to repeat it

\`\`\`sh
npm install
npm run bench                      # everything, about ${Math.ceil(seconds / 60)} minutes; writes this file
npm run bench -- --quick           # a first look in about three minutes; writes nothing
npm run bench -- --only latency    # one part, or several with commas between them: --help names them
\`\`\`

It needs Linux, a C compiler and \`make\` for the load generator, and file limits that allow as many
links as a part opens (20,000 at most). It opens no port but on the loopback and ends what it started.

## How to read it

- The relay runs as installed: SQLite with \`synchronous=FULL\`, acks and deliveries only after the commit.
  Only limits that would refuse a crowd behind one address, or one publisher that stands for hundreds,
  are raised (\`bench/relay-process.ts\`). A restart keeps the handshake rate as installed.
- Envelopes have a ciphertext of 272 bytes: the 256-byte padding bucket and its tag.
- Latency runs from the moment a message was due, not from when the generator got round to sending it,
  so a late generator or a stall cannot hide.
- The peers are as small as their manuals show: text frames, nothing stored, nothing acknowledged. The
  gap in deliveries is one of design, not of language: they write every message to every socket, the
  relay writes what gathered since the last flush once.
- A room under load waits about twice the cost of its last flush before the next one. That is why
  deliveries rise far beyond what the core could write one by one, and why latency rises with them.
- "CPU" is that of the whole server process, its database thread included.
`;
  writeFileSync(join(import.meta.dirname, "../docs/benchmarks.md"), text);
}
