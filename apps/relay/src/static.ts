/**
 * The web app's files: read once at start, so that a request can name nothing but what is in the
 * map, and answering costs no disk.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

export interface Asset {
  readonly type: string;
  readonly cache: string;
  /** Of its content, whatever form it goes out in. */
  readonly hash: string;
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

export interface WebApp {
  /** The file of a URL path; a page of its own without its ending; the first page for a place in the app. */
  find(path: string): Asset | undefined;
  /** What is written into its pages, for the Content-Security-Policy. */
  readonly inline: InlineHashes;
  readonly fileCount: number;
}

const types: ReadonlyMap<string, string> = new Map([
  [".css", "text/css; charset=utf-8"],
  [".html", "text/html; charset=utf-8"],
  [".ico", "image/x-icon"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".map", "application/json; charset=utf-8"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".wasm", "application/wasm"],
  [".webmanifest", "application/manifest+json; charset=utf-8"],
  [".webp", "image/webp"],
  [".woff2", "font/woff2"],
]);

/** Paths that are places in the app rather than files. */
const pagePath = /^(?!\/assets\/)(?:\/[\w-]+)+\/?$/;

/** Whether a path is a part of pages: nothing that a browser shows or starts by itself. */
export const isPart = (path: string): boolean => /^\/assets\/[^/]+\.(?:js|css|woff2)$/.test(path);

/** Cache-Control of a path. Names under /assets/ carry a hash of their content. */
export function cacheControl(path: string): string {
  if (path.startsWith("/assets/")) return "public, max-age=31536000, immutable";
  if (path.endsWith(".html")) return "no-store";
  return "no-cache";
}

/** CSP hashes of what is written into pages: 'sha256-…' without quotes. */
export interface InlineHashes {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/** Each style and script block of pages, once; a script with an address is none of them. */
export function inlineHashes(html: string): InlineHashes {
  const hashesOf = (blocks: RegExp): string[] => {
    const texts = new Set([...html.matchAll(blocks)].map(([, text = ""]) => text));
    return [...texts].map((text) => {
      return `sha256-${createHash("sha256").update(text).digest("base64")}`;
    });
  };
  return {
    styles: hashesOf(/<style\b[^>]*>([\s\S]*?)<\/style>/gi),
    scripts: hashesOf(/<script>([\s\S]*?)<\/script>/gi),
  };
}

/** Reads a built web app; undefined when the folder has no index.html. */
export async function loadWebApp(folder: string): Promise<WebApp | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join("/")}`, await readFile(file));
  }
  const assets = new Map<string, Asset>();
  for (const [path, plain] of files) {
    const type = types.get(extname(path));
    if (type === undefined) continue;
    const hash = createHash("sha256").update(plain).digest("base64url").slice(0, 22);
    const br = files.get(`${path}.br`);
    const gzip = files.get(`${path}.gz`);
    assets.set(path, { type, cache: cacheControl(path), hash, plain, br, gzip });
  }
  const index = assets.get("/index.html");
  if (index === undefined) return undefined;
  const pages = [...assets].filter(([path]) => path.endsWith(".html"));
  return {
    find: (path) =>
      assets.get(path) ??
      (pagePath.test(path) ? (assets.get(`${path.replace(/\/$/, "")}.html`) ?? index) : undefined),
    inline: inlineHashes(pages.map(([, { plain }]) => plain.toString("utf8")).join("\n")),
    fileCount: assets.size,
  };
}

/** What goes out of an asset. */
export interface Form {
  readonly body: Buffer;
  readonly encoding: string | undefined;
  /** Each form has its own: a strong tag stands for bytes, not for content (RFC 9110 section 8.8.3.3). */
  readonly etag: string;
}

/** The form of an asset that a client takes, by its Accept-Encoding header. */
export function chooseForm(asset: Asset, accepted: string): Form {
  const names = accepted.split(",").map((part) => part.trim());
  const takes = (name: string): boolean =>
    names.some(
      (part) => part === name || (part.startsWith(`${name};`) && !/;\s*q=0(\.0+)?$/.test(part)),
    );
  const formOf = (body: Buffer, encoding?: string): Form => ({
    body,
    encoding,
    etag: `"${asset.hash}${encoding === undefined ? "" : `-${encoding}`}"`,
  });
  if (asset.br !== undefined && takes("br")) return formOf(asset.br, "br");
  if (asset.gzip !== undefined && takes("gzip")) return formOf(asset.gzip, "gzip");
  return formOf(asset.plain);
}

/** Whether a client has this form already, by its If-None-Match header (RFC 9110 section 13.1.2). */
export const hasForm = ({ etag }: Form, ifNoneMatch: string): boolean =>
  // Proxies that recode what they pass on make tags weak.
  ifNoneMatch.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
