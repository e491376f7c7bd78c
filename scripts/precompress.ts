/** Compresses a built folder once, so that the relay never compresses at run time. */
import { globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Formats that are text inside; images and fonts are compressed already. */
const textAssets = "**/*.{html,js,mjs,css,svg,json,webmanifest,txt,xml,map,wasm}";

/** A large file is worth some tries: the best of them saves a hundred bytes of every first load. */
const largeBytes = 100_000;
/** NPOSTFIX of RFC 7932 section 4: which one suits a text, only trying tells. */
const tries = [0, 1, 2, 3];

/** Quality 11, and for a large file the shortest of all tries. */
async function shortestBrotli(plain: Buffer): Promise<Buffer> {
  const forms = await Promise.all(
    (plain.length < largeBytes ? [0] : tries).map((postfix) =>
      toBrotli(plain, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
          [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
        },
      }),
    ),
  );
  return forms.reduce((best, form) => (form.length < best.length ? form : best));
}

/** Bytes of a folder's text assets, before and after. */
export interface Precompressed {
  readonly files: number;
  readonly bytes: number;
  readonly brotliBytes: number;
}

/** Writes `x.br` (quality 11) and `x.gz` (level 9) beside every text asset `x` in the folder. */
export const precompress = async (folder: string): Promise<Precompressed> => {
  let bytes = 0;
  let brotliBytes = 0;
  const assets = globSync(textAssets, { cwd: folder });
  for (const asset of assets) {
    const path = join(folder, asset);
    const plain = await readFile(path);
    const brotli = await shortestBrotli(plain);
    await writeFile(`${path}.br`, brotli);
    await writeFile(`${path}.gz`, await toGzip(plain, { level: constants.Z_BEST_COMPRESSION }));
    bytes += plain.length;
    brotliBytes += brotli.length;
  }
  return { files: assets.length, bytes, brotliBytes };
};
