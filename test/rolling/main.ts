/** `npm run rolling`: rolling restarts under a larger crowd, and what they cost, in one line of JSON. */
import { readOptions } from "../../scripts/options.ts";
import { rollingRestart } from "./rolling-restart.ts";

const usage = `npm run rolling [-- --clients N] [--restarts N] [--rate N]

Rolling restarts of a relay under a crowd, and what they cost, in one line of JSON.

  --clients N     links of the crowd (3000)
  --restarts N    how often the relay is replaced (3)
  --rate N        messages a second (20)

Exit codes: 0 nothing was lost, 1 something was, 2 wrong options.`;
const values = readOptions(usage, {
  clients: { type: "string", default: "3000" },
  restarts: { type: "string", default: "3" },
  rate: { type: "string", default: "20" },
});
const clients = Number(values.clients);
const report = await rollingRestart(
  {
    clients,
    rooms: Math.max(1, Math.floor(clients / 100)),
    rate: Number(values.rate),
    restarts: Number(values.restarts),
    slots: [5, 20],
    phones: 5,
  },
  (line) => process.stderr.write(`${line}\n`),
);
process.stdout.write(`${JSON.stringify(report)}\n`);
const { failedClients, lost, duplicates, unanswered, complaints } = report;
process.exitCode = failedClients + lost + duplicates + unanswered + complaints.length === 0 ? 0 : 1;
