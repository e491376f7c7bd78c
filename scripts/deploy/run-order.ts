/** One command line of deploy or rollback: from its words to its exit code. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { inlineHashes } from "@festival-chat/relay";
import { webDir } from "../build-web.ts";
import { root } from "../root.ts";
import { deploy } from "./deploy.ts";
import { deployHelp, parseDeployOptions } from "./options.ts";
import { parsePlace, type Place, type StageName } from "./place.ts";
import { rollback } from "./rollback.ts";
import { dryTools, type Tools } from "./tools.ts";

/** Settings that cannot be used, in words. */
class WrongPlace extends Error {}

async function readPlace(folder: string, name: StageName): Promise<Place> {
  const file = resolve(root, folder, `${name}.env`);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) throw new WrongPlace(`${file} cannot be read.`);
  const place = parsePlace(name, text);
  if (!place.ok) throw new WrongPlace(place.error.join("\n"));
  return place.value;
}

/**
 * Carries it out.
 * @param verb "deploy" or "rollback"; @param complain hears what is wrong with the words or settings
 * @returns 0 done, 1 stopped, 2 wrong options or settings
 */
export async function runOrder(
  verb: string | undefined,
  args: readonly string[],
  tools: Tools,
  complain: (line: string) => void,
): Promise<0 | 1 | 2> {
  const request = parseDeployOptions(args);
  switch (request.kind) {
    case "help":
      tools.say(deployHelp);
      return 0;
    case "wrong":
      complain(`${request.why}\n\n${deployHelp}`);
      return 2;
    case "run":
  }
  const { environment, parts, places } = request;
  const used = request.dryRun ? dryTools(tools) : tools;
  try {
    const place = await readPlace(places, environment);
    if (verb === "rollback") return (await rollback(place, parts, used)) ? 0 : 1;
    const order = {
      place,
      staging: environment === "production" ? await readPlace(places, "staging") : undefined,
      parts,
      serviceTemplate: await readFile(join(root, "deploy/cloud-run.yaml"), "utf8"),
      inlineHashes: async () => inlineHashes(await readFile(join(webDir, "index.html"), "utf8")),
    };
    return (await deploy(order, used)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof WrongPlace)) throw error;
    complain(error.message);
    return 2;
  }
}
