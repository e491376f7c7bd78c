/** A thread that runs one evening, on the sources as they are or with one bug in them. */
import { registerHooks } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { mutate } from "../mutants/mutants.ts";
import { meshMutantByName, watchedEvening } from "./mutants.ts";

const name: unknown = workerData;
const mutant = typeof name === "string" ? meshMutantByName(name) : undefined;
if (mutant !== undefined) {
  // Before the first import of the engine: a bug is in the source, not in a copy of it.
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      return url.endsWith(`/${mutant.file}`) ? mutate(mutant, loaded) : loaded;
    },
  });
}

const { runEvening } = await import("./evening.ts");
parentPort?.postMessage(await runEvening(watchedEvening));
