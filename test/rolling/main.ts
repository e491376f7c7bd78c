/** `npm run rolling`: rolling restarts under a larger crowd, and what they cost, in one line of JSON. */
import { parseArgs } from "node:util";
import { rollingRestart } from "./rolling-restart.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "3000" },
    restarts: { type: "string", default: "3" },
    rate: { type: "string", default: "20" },
  },
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
