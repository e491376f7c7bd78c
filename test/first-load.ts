/** What a browser fetches before a built page is usable, read from the built files. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** A file of the first load and what it weighs on the wire, in bytes. */
export interface Fetched {
  readonly path: string;
  readonly bytes: number;
}

/** References out of a page: scripts, styles, preloads, the manifest. Icons are the browser's affair. */
const pageReferences =
  /<(?:script|link)\b(?![^>]*\brel="(?:icon|apple-touch-icon)")[^>]*?\b(?:src|href)="([^"]+)"/g;
/** Static imports of a script, as a bundler writes them; `import(...)` comes later and is not meant. */
const scriptReferences = /(?:\bfrom|\bimport)\s*["'](\.{0,2}\/[^"']+)["']/g;
/** Fonts and images of a style sheet, or of styles inside a page. */
const styleReferences = /\burl\(\s*["']?([^"')]+)["']?\s*\)/g;

const formsFor = (path: string): readonly RegExp[] => {
  if (path.endsWith(".html")) return [pageReferences, styleReferences];
  if (path.endsWith(".js")) return [scriptReferences];
  return path.endsWith(".css") ? [styleReferences] : [];
};

const weight = (folder: string, path: string): number => {
  const compressed = join(folder, `${path}.br`);
  return statSync(existsSync(compressed) ? compressed : join(folder, path)).size;
};

const isOwn = (reference: string): boolean => !/^(?:[a-z]+:|#|\/\/)/i.test(reference);

/**
 * Everything that `index.html` of a built folder leads to without a tap.
 * @throws Error when it refers to a file that was not built
 */
export const firstLoad = (folder: string): Fetched[] => {
  const waiting = ["index.html"];
  const found = new Map<string, Fetched>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.set(path, { path, bytes: weight(folder, path) });
    const forms = formsFor(path);
    if (forms.length === 0) continue;
    const text = readFileSync(join(folder, path), "utf8");
    for (const [, reference = ""] of forms.flatMap((form) => [...text.matchAll(form)])) {
      if (!isOwn(reference)) continue;
      const plain = reference.replace(/[?#].*$/, "");
      waiting.push(
        posix.join(plain.startsWith("/") ? "" : posix.dirname(path), plain).replace(/^\/+/, ""),
      );
    }
  }
  return [...found.values()];
};

/** What the service worker of a built folder fetches to keep, and the worker itself. */
export const keptForLater = (folder: string): Fetched[] => {
  const worker = readFileSync(join(folder, "sw.js"), "utf8");
  const [list = "[]"] = /\[(?:"\/[^"]*",?){10,}\]/.exec(worker) ?? [];
  const paths: unknown = JSON.parse(list);
  if (!Array.isArray(paths)) throw new Error("no list in the worker");
  return ["/sw.js", ...paths].map((address) => {
    const path = address === "/" ? "index.html" : String(address).slice(1);
    return { path, bytes: weight(folder, path) };
  });
};
