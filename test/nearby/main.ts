/**
 * `npm run nearby`: pages without a relay, more of them and longer than `npm test` has time for, and
 * what links between phones cost the chat when they break. Writes what it measured to
 * docs/nearby-pages.md. Ends by itself; everything stays on this machine.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Festival, startFestival } from "../e2e/festival.ts";
import { plainAddresses } from "../e2e/loopback-phones.ts";
import { repositoryRoot } from "../repository.ts";
import { measureReady } from "./ready.ts";
import { measureTalk } from "./talk.ts";

async function at<T>(measure: (festival: Festival) => Promise<T>): Promise<T> {
  const festival = await startFestival({ flags: [plainAddresses] });
  try {
    return await measure(festival);
  } finally {
    await festival.end();
  }
}

const talk = await at(measureTalk);
const ready = await at(measureReady);
const report = `# Pages and their links

Written by \`npm run nearby\`. Everything ran on one machine, so the times are those of the software,
not of radio.

## Pages without a relay

${talk}
## The chat, whatever becomes of its links

${ready.report}`;
await writeFile(join(repositoryRoot, "docs", "nearby-pages.md"), report);
process.stdout.write(report);
for (const what of ready.wrong) process.stdout.write(`NOT AS PROMISED: ${what}\n`);
if (ready.wrong.length > 0) process.exitCode = 1;
