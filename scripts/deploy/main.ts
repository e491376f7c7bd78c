/** `npm run deploy` and `npm run rollback`. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import process from "node:process";
import { inlineStyleHashes } from "@festival-chat/relay";
import { webDir } from "../build-web.ts";
import { root } from "../root.ts";
import { deploy } from "./deploy.ts";
import { deployHelp, parseDeployOptions } from "./options.ts";
import { parsePlace, type Place, type StageName } from "./place.ts";
import { rollback } from "./rollback.ts";
import { dryTools, realTools } from "./tools.ts";

const end = (code: number, text: string): never => {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exit(code);
};

const [verb, ...args] = process.argv.slice(2);
const request = parseDeployOptions(args);
if (request.kind === "help") end(0, deployHelp);
else if (request.kind === "wrong") end(2, `${request.why}\n\n${deployHelp}`);
else {
  const { environment, parts, dryRun, places } = request;
  const readPlace = async (name: StageName): Promise<Place> => {
    const file = resolve(root, places, `${name}.env`);
    const text = await readFile(file, "utf8").catch(() => end(2, `${file} cannot be read.`));
    const place = parsePlace(name, text);
    return place.ok ? place.value : end(2, place.error.join("\n"));
  };
  const place = await readPlace(environment);
  const tools = dryRun ? dryTools(realTools) : realTools;
  const done =
    verb === "rollback"
      ? await rollback(place, parts, tools)
      : await deploy(
          {
            place,
            staging: environment === "production" ? await readPlace("staging") : undefined,
            parts,
            serviceTemplate: await readFile(join(root, "deploy/cloud-run.yaml"), "utf8"),
            styleHashes: async () =>
              inlineStyleHashes(await readFile(join(webDir, "index.html"), "utf8")),
          },
          tools,
        );
  process.exit(done ? 0 : 1);
}
