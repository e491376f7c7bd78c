/**
 * The organiser's console as a build of its own, into the same folder: nothing of it can get into a
 * visitor's first load, into the chunks of the app or into what its service worker keeps.
 */
import { join } from "node:path";
import { plainImports } from "../apps/web/build/plain-imports.ts";
import { quietErrors } from "../apps/web/build/quiet-errors.ts";

/**
 * Builds organiser.html into `outDir`, its files into assets/organiser.
 * @param root folder of the web app
 */
export async function buildOrganiser(root: string, outDir: string): Promise<void> {
  const { build } = await import("vite");
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir,
      emptyOutDir: false,
      assetsDir: "assets/organiser",
      target: ["es2022", "chrome105", "firefox115", "safari16.4"],
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      rollupOptions: {
        checks: { bundlerTimings: false },
        input: { organiser: join(root, "organiser.html") },
      },
    },
    plugins: [plainImports(), quietErrors()],
  });
}
