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

/** The page and its scripts are worth many tries: the best of them saves a hundred bytes of every first load. */
const isFirst = (asset: string): boolean =>
  /(?:^|\/)(?:(?:first|behind)-[^/]*\.js|[^/]*\.html)$/u.test(asset);
/** Log2 of the bytes of a block. */
const blocks = [16, 17];
/** NPOSTFIX and NDIRECT of RFC 7932 section 4; the second is a multiple of 2 to the power of the first. */
const distances = [
  [0, 0],
  [0, 4],
  [0, 8],
  [0, 15],
  [1, 0],
  [1, 8],
  [2, 16],
  [3, 24],
] as const;
/** Which of them suit a text, only trying tells. */
const tries = blocks.flatMap((block) => distances.map((distance) => [block, ...distance] as const));
/** The encoder's own choice. */
const oneTry: typeof tries = [[0, 0, 0]];

/** Quality 11, and of several tries the shortest. */
async function shortestBrotli(plain: Buffer, wanted: typeof tries): Promise<Buffer> {
  const forms = await Promise.all(
    wanted.map(([block, postfix, direct]) =>
      toBrotli(plain, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
          [constants.BROTLI_PARAM_LGBLOCK]: block,
          [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
          [constants.BROTLI_PARAM_NDIRECT]: direct,
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
    const brotli = await shortestBrotli(plain, isFirst(asset) ? tries : oneTry);
    await writeFile(`${path}.br`, brotli);
    await writeFile(`${path}.gz`, await toGzip(plain, { level: constants.Z_BEST_COMPRESSION }));
    bytes += plain.length;
    brotliBytes += brotli.length;
  }
  return { files: assets.length, bytes, brotliBytes };
};
