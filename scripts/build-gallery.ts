/** Builds the page that shows scenes (apps/web/test-support), for a relay to serve like the app itself. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { emojiNamesFiles } from "../apps/web/build/emoji-names.ts";
import { root } from "./root.ts";

export interface GalleryBuild {
  /** What a relay is given to serve. */
  readonly folder: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/** @throws Error when Vite cannot build it */
export async function buildGallery(): Promise<GalleryBuild> {
  const folder = await mkdtemp(join(tmpdir(), "festival-gallery-"));
  const web = join(root, "apps", "web");
  await build({
    configFile: false,
    logLevel: "warn",
    root: join(web, "test-support"),
    publicDir: join(web, "public"),
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [emojiNamesFiles()],
    // As the app is built, less what makes it small.
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      minify: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
    },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
