/** Builds apps/web when its sources changed since the last build, and compresses the result. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildOrganiser } from "./build-organiser.ts";
import { type Precompressed, precompress } from "./precompress.ts";
import { root } from "./root.ts";
import { hashWebSources } from "./web-sources.ts";

/** The built web app: what a relay is given to serve. */
export const webDir = join(root, "apps", "web", "dist");

/** Outside the built folder, because everything in there is served. */
const stampFile = join(root, "node_modules", ".cache", "festival-chat", "web-build.sha256");

export type WebBuild =
  | { readonly kind: "fresh" }
  | { readonly kind: "built"; readonly assets: Precompressed };

const lastHash = async (): Promise<string> =>
  existsSync(stampFile) && existsSync(join(webDir, "index.html"))
    ? readFile(stampFile, "utf8")
    : "";

/**
 * Makes `webDir` hold the web app as its sources are.
 * @throws Error when Vite cannot build it
 */
export const buildWeb = async (options: { readonly force: boolean }): Promise<WebBuild> => {
  const hash = hashWebSources();
  if (!options.force && hash === (await lastHash())) return { kind: "fresh" };
  // Without the stamp first, a build that is interrupted would pass for a finished one.
  await rm(stampFile, { force: true });
  const { build } = await import("vite");
  const web = join(root, "apps", "web");
  await build({ root: web, logLevel: "warn" });
  await buildOrganiser(web, webDir);
  const assets = await precompress(webDir);
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, hash);
  return { kind: "built", assets };
};
