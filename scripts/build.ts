/** `npm run build`: builds what is not built yet; `--force` builds it in any case. */
import process from "node:process";
import { parseArgs } from "node:util";
import { buildWeb, webDir } from "./build-web.ts";

const { values } = parseArgs({ options: { force: { type: "boolean", default: false } } });
const build = await buildWeb(values);
process.stdout.write(
  build.kind === "fresh"
    ? `The web app in ${webDir} is up to date.\n`
    : `Built the web app into ${webDir}: ${build.assets.files} text files, ` +
        `${build.assets.bytes} bytes, ${build.assets.brotliBytes} with brotli.\n`,
);
