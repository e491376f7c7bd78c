/**
 * The service worker as one plain script. It is built by itself: what it shares with pages would be
 * a file of its own otherwise, and a worker that is no module cannot import files.
 */
import { join } from "node:path";
import { build } from "vite";
import { secondMinify } from "./second-minify.ts";

/** The worker's script, with the build's marks still in it. */
export async function bundleWorker(root: string, target: readonly string[]): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      target: [...target],
      modulePreload: false,
      rollupOptions: {
        optimization: { inlineConst: { mode: "all" } },
        treeshake: {
          moduleSideEffects: (id) => id.endsWith("/sw.ts"),
          propertyReadSideEffects: false,
        },
        input: { sw: join(root, "src/sw.ts") },
        output: { format: "iife", entryFileNames: "sw.js", codeSplitting: false },
      },
    },
    plugins: [secondMinify()],
  });
  const [output] = Array.isArray(built) ? built : [built];
  const files = output !== undefined && "output" in output ? output.output : [];
  const worker = files.find(({ fileName }) => fileName === "sw.js");
  if (worker?.type !== "chunk" || files.length > 1) throw new Error("the worker is not one script");
  return worker.code;
}
