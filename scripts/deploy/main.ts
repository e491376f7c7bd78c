/** `npm run deploy` and `npm run rollback`. */
import process from "node:process";
import { runOrder } from "./run-order.ts";
import { createTools } from "./tools.ts";

const [verb, ...args] = process.argv.slice(2);
const tools = createTools(process.env, (line) => void process.stdout.write(`${line}\n`));
process.exitCode = await runOrder(
  verb,
  args,
  tools,
  (line) => void process.stderr.write(`${line}\n`),
);
