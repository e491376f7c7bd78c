/**
 * `npm run nearby [-- --only talk|ready]`: pages without a relay, more of them and longer than `npm test`
 * has time for, and what links between phones cost the chat when they break. Writes what it measured to
 * docs/nearby-pages.md. Ends by itself; everything stays on this machine.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readOptions } from "../../scripts/options.ts";
import { type Festival, startFestival } from "../e2e/festival.ts";
import { plainAddresses } from "../e2e/loopback-phones.ts";
import { repositoryRoot } from "../repository.ts";
import { measureReady } from "./ready.ts";
import { measureTalk } from "./talk.ts";

const titles = {
  talk: "## Pages without a relay",
  ready: "## The chat, whatever becomes of its links",
} as const;

async function at<T>(measure: (festival: Festival) => Promise<T>): Promise<T> {
  const festival = await startFestival({ flags: [plainAddresses] });
  try {
    return await measure(festival);
  } finally {
    await festival.end();
  }
}

const usage = `npm run nearby [-- --only talk|ready]

Measures pages that talk to each other without a relay, and writes docs/nearby-pages.md.

  --only PART     one part; of the other one stays what was measured before

Exit codes: 0 measured, 1 something did not do what it must, 2 wrong options.`;
const values = readOptions(usage, { only: { type: "string" } });
const file = join(repositoryRoot, "docs", "nearby-pages.md");
const before = await readFile(file, "utf8").catch(() => "");
/** What was measured before, for a part that is left out. */
const kept = (title: string): string => before.split(`${title}\n\n`)[1]?.split("\n## ")[0] ?? "";
const talk = values.only === "ready" ? kept(titles.talk) : await at(measureTalk);
const { report, wrong } =
  values.only === "talk" ? { report: kept(titles.ready), wrong: [] } : await at(measureReady);
const page = `# Pages and their links

Written by \`npm run nearby\`. Everything ran on one machine, so the times are those of the software,
not of radio.

${titles.talk}

${talk.trim()}

${titles.ready}

${report.trim()}
`;
await writeFile(file, page);
process.stdout.write(page);
for (const what of wrong) process.stdout.write(`NOT AS PROMISED: ${what}\n`);
if (wrong.length > 0) process.exitCode = 1;
