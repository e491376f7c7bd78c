/** `npm run build`: builds what is not built yet; `--force` builds it in any case. */
import process from "node:process";
import { buildWeb, webDir } from "./build-web.ts";
import { readOptions } from "./options.ts";

const usage = `npm run build [-- --force]

Builds the web app, unless it is built and nothing of it has changed.

  --force         in any case`;
const build = await buildWeb(readOptions(usage, { force: { type: "boolean", default: false } }));
process.stdout.write(
  build.kind === "fresh"
    ? `The web app in ${webDir} is up to date.\n`
    : `Built the web app into ${webDir}: ${build.assets.files} text files, ` +
        `${build.assets.bytes} bytes, ${build.assets.brotliBytes} with brotli.\n`,
);
