/**
 * The web app away from its relay, behind a stand-in for its host that does what vercel.json says and
 * nothing else. What it answers is what people's browsers and the doctor get.
 */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test, type TestContext } from "node:test";
import { inlineHashes, parseConfig, startServer } from "@festival-chat/relay";
import { parseArguments } from "../../apps/cli/src/arguments.ts";
import { doctor } from "../../apps/cli/src/doctor/doctor.ts";
import { webHostSettings } from "../../scripts/deploy/fill.ts";
import { parsePlace } from "../../scripts/deploy/place.ts";
import { repositoryRoot } from "../repository.ts";
import { placeText } from "./stand-ins.ts";

const dist = join(repositoryRoot, "apps/web/dist");

interface HostSettings {
  readonly headers: readonly {
    readonly source: string;
    readonly headers: readonly { readonly key: string; readonly value: string }[];
  }[];
  readonly redirects: readonly { readonly source: string; readonly destination: string }[];
  readonly rewrites: readonly { readonly source: string; readonly destination: string }[];
}

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

const fits = ({ source }: { readonly source: string }, path: string): boolean =>
  new RegExp(`^${source}$`, "u").test(path);

/** Redirects first, then files, then rewrites: the order of the host's manual. */
async function startHost(t: TestContext, settings: () => HostSettings): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://host").pathname;
    const { headers, redirects, rewrites } = settings();
    const sent = headers.filter((one) => fits(one, path)).flatMap((one) => one.headers);
    for (const { key, value } of sent) response.setHeader(key, value);
    const redirect = redirects.find((one) => fits(one, path));
    if (redirect !== undefined) {
      return void response.writeHead(307, { Location: redirect.destination }).end();
    }
    const fileOf = (name: string): string => join(dist, name === "/" ? "index.html" : name);
    const isFile = (name: string): boolean =>
      existsSync(fileOf(name)) && statSync(fileOf(name)).isFile();
    const to = isFile(path) ? path : rewrites.find((one) => fits(one, path))?.destination;
    if (to === undefined) return void response.writeHead(404).end();
    if (to.startsWith("/")) return void response.end(readFileSync(fileOf(to)));
    void fetch(to).then(
      async (answer) => response.writeHead(answer.status).end(await answer.text()),
      () => response.writeHead(502).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${portOf(server)}`;
}

/** A port nobody has at this moment: a relay elsewhere has to know its own address beforehand. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("a page on a host of its own finds its relay, and is what the relay's own page is", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "festival-host-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const relayOrigin = `http://127.0.0.1:${port}`;
  const place = parsePlace("staging", placeText("staging"));
  ok(place.ok);
  const hashes = inlineHashes(readFileSync(join(dist, "index.html"), "utf8"));
  const settings: HostSettings = JSON.parse(
    webHostSettings({ ...place.value, relayOrigin }, hashes),
  );
  const page = await startHost(t, () => settings);
  const config = parseConfig({
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: folder,
    FESTIVAL_ENV: "staging",
    PUBLIC_URL: page,
    RELAY_URL: `ws://127.0.0.1:${port}/ws`,
  });
  ok(config.ok);
  const relay = await startServer(config.value, { webDir: dist });
  t.after(() => relay.close());

  const asked = parseArguments(["doctor", page, "--expect", "staging", "--idle", "0.1", "--json"]);
  ok(asked.ok && asked.value.kind === "doctor");
  const found: unknown[] = [];
  const output = { line: () => {}, say: () => {}, json: (line: unknown) => void found.push(line) };
  const { signal } = new AbortController();
  const exit = await doctor(asked.value, { output, input: Readable.from([]), signal });
  equal(exit, "ok", JSON.stringify(found));
  match(JSON.stringify(found), /a port and a certificate that serve/u);

  const ask = (path: string) => fetch(`${page}${path}`, { redirect: "manual" });
  const named = ["content-security-policy", "cross-origin-embedder-policy", "permissions-policy"];
  const [here, there] = await Promise.all([ask("/"), fetch(`${relayOrigin}/`)]);
  for (const name of named.slice(1)) equal(here.headers.get(name), there.headers.get(name), name);
  match(here.headers.get("content-security-policy") ?? "", new RegExp(`ws://127.0.0.1:${port}`));
  const index = await here.text();
  for (const path of ["/room", "/anything/else"]) {
    const answer = await ask(path);
    deepEqual([await answer.text(), answer.headers.get("cache-control")], [index, "no-store"]);
  }
  equal((await ask("/assets/none.js")).status, 404);
  const [asset] = readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".js"));
  match((await ask(`/assets/${asset}`)).headers.get("cache-control") ?? "", /immutable/);
  match((await ask("/sw.js")).headers.get("cache-control") ?? "", /no-cache/);
  equal(here.headers.get("cache-control"), "no-store");
  const console = await ask("/organiser");
  deepEqual([console.status, console.headers.get("location")], [307, `${relayOrigin}/organiser`]);
});
