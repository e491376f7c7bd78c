/** The HTTP side: what it serves, with which headers, and what it never serves. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync, brotliDecompressSync, gzipSync } from "node:zlib";
import { parseConfig } from "./config.ts";
import { contentSecurityPolicy, securityHeaders } from "./headers.ts";
import { discard, openSocket, testServer, type TestServer } from "./socket-member.fixture.ts";

const css = "body{color:red}";
const early = "globalThis.early = 1";
const page = `<!doctype html><script>${early}</script><script type="module" src="/assets/main-abc123.js"></script><style>${css}</style><p>hello</p>`;
const script = "export const one = 1;\n".repeat(50);

const openLink = "https://chat.example/#AAECAwQFBgcICQoLDA0ODw";

let server: TestServer;
let webDir: string;
before(async () => {
  webDir = mkdtempSync(join(tmpdir(), "web-"));
  mkdirSync(join(webDir, "assets"));
  writeFileSync(join(webDir, "index.html"), page);
  writeFileSync(join(webDir, "sw.js"), "self.x = 1;");
  writeFileSync(join(webDir, "secret.env"), "KEY=1");
  writeFileSync(join(webDir, "assets/main-abc123.js"), script);
  writeFileSync(join(webDir, "assets/main-abc123.js.br"), brotliCompressSync(script));
  writeFileSync(join(webDir, "assets/main-abc123.js.gz"), gzipSync(script));
  const environ = {
    RELAY_URL: "wss://relay.example/ws",
    EVENT_TAG: "camp",
    OPEN_ROOMS: `Main Stage=${openLink}`,
  };
  server = await testServer({ webDir, environ, version: "9.9.9" });
});
after(async () => {
  await discard(server);
  rmSync(webDir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

const fetchPath = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  new Promise<Answer>((resolve, reject) => {
    const request = get(
      { host: "127.0.0.1", port: server.port, path, headers, method, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const { statusCode: status, headers: given } = response;
          resolve({ status, headers: given, body: Buffer.concat(chunks) });
        });
      },
    );
    request.on("error", reject);
  });

test("health, readiness and settings are there for machines", async () => {
  equal((await fetchPath("/health")).status, 200);
  equal((await fetchPath("/ready")).status, 200);
  const { body, headers } = await fetchPath("/config.json");
  equal(headers["cache-control"], "no-store");
  const { pushKey, organiserKey, ...told } = JSON.parse(body.toString());
  match(organiserKey, /^[\w-]{43}$/);
  // An uncompressed point of P-256, as browsers take it (RFC 8292 section 3.2).
  match(pushKey, /^B[\w-]{86}$/);
  deepEqual(told, {
    environment: "development",
    relay: "wss://relay.example/ws",
    eventTag: "camp",
    openRooms: [{ name: "Main Stage", link: openLink }],
    iceServers: [],
    peerGroup: null,
    version: "9.9.9",
    organiserSuccessions: [],
  });
});

test("metrics are Prometheus text with bounded labels", async () => {
  const { body } = await fetchPath("/metrics");
  const lines = body.toString().trimEnd().split("\n");
  for (const line of lines) {
    match(
      line,
      /^(# HELP [a-z0-9_]+ [^\n]+\.|# TYPE [a-z0-9_]+ (counter|gauge|histogram)|[a-z0-9_]+(\{error="\w+"\}|\{le="[0-9.]+"\}|\{le="\+Inf"\})? [0-9.e+-]+)$/,
    );
  }
  ok(lines.some((line) => line.startsWith("festival_relay_refusals_total{")));
});

test("the page is never stored, hashed files for ever, the service worker is asked for anew", async () => {
  equal((await fetchPath("/")).headers["cache-control"], "no-store");
  equal((await fetchPath("/some/room")).body.toString(), page);
  equal((await fetchPath("/sw.js")).headers["cache-control"], "no-cache");
  const asset = await fetchPath("/assets/main-abc123.js");
  equal(asset.headers["cache-control"], "public, max-age=31536000, immutable");
  equal(asset.headers["content-type"], "text/javascript; charset=utf-8");
});

test("files go out compressed as the browser takes them, and not at all when it has them", async () => {
  const path = "/assets/main-abc123.js";
  const br = await fetchPath(path, { "accept-encoding": "gzip, br" });
  equal(br.headers["content-encoding"], "br");
  equal(brotliDecompressSync(br.body).toString(), script);
  const gzip = await fetchPath(path, { "accept-encoding": "gzip, br;q=0" });
  equal(gzip.headers["content-encoding"], "gzip");
  equal((await fetchPath(path)).body.toString(), script);
  const tagsOf = (answers: readonly Answer[]) =>
    new Set(answers.map(({ headers }) => headers.etag));
  equal(tagsOf([br, gzip, await fetchPath(path)]).size, 3, "each form has a tag of its own");
  const has = async (tags: string) =>
    (await fetchPath(path, { "accept-encoding": "br", "if-none-match": tags })).status;
  equal(await has(String(br.headers.etag)), 304);
  equal(await has(`"other", W/${br.headers.etag}`), 304, "a proxy made it weak");
  equal(await has(String(gzip.headers.etag)), 200, "it has other bytes");
});

test("nothing but the app's own files can be named", async () => {
  for (const path of [
    "/secret.env",
    "/../config.ts",
    "/assets/../../../../etc/passwd",
    "/%2e%2e/config.ts",
    "/assets/main-abc123.js.br",
    "//etc/hosts.txt",
  ]) {
    equal((await fetchPath(path)).status, 404, path);
  }
  equal((await fetchPath("/", {}, "POST")).status, 405);
  equal((await fetchPath("/", {}, "HEAD")).body.length, 0);
});

test("every answer carries the security headers", async () => {
  for (const path of ["/", "/health", "/config.json", "/nothing.js", "/assets/nothing-abc123.js"]) {
    const { headers } = await fetchPath(path);
    equal(headers["x-content-type-options"], "nosniff", path);
    equal(headers["referrer-policy"], "no-referrer");
    equal(headers["cross-origin-opener-policy"], "same-origin");
    equal(headers["cross-origin-resource-policy"], "same-origin");
    equal(headers["cross-origin-embedder-policy"], "require-corp");
    match(String(headers["permissions-policy"]), /^camera=\(self\), .*microphone=\(\)/);
    equal(headers["set-cookie"], undefined);
    equal(headers["strict-transport-security"], undefined, "only where HTTPS is certain");
  }
});

test("a part of a page carries what holds for itself, and not a kilobyte of the page's policies", async () => {
  const { status, headers } = await fetchPath("/assets/main-abc123.js");
  equal(status, 200);
  equal(headers["x-content-type-options"], "nosniff");
  equal(headers["cross-origin-resource-policy"], "same-origin");
  equal(headers["content-security-policy"], undefined);
  equal(headers["permissions-policy"], undefined);
  const size = Object.entries(headers).join().length;
  ok(size < 450, `${size} bytes`);
});

test("the policy names what is written into the page, this relay and the other one, and nothing else", async () => {
  const policy = String((await fetchPath("/")).headers["content-security-policy"]);
  const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
  ok(policy.includes(`style-src 'self' 'sha256-${hashOf(css)}';`));
  ok(policy.includes(`connect-src 'self' ws://127.0.0.1:${server.port}`));
  ok(policy.includes("wss://relay.example/ws"));
  ok(policy.startsWith(`default-src 'none'; script-src 'self' 'sha256-${hashOf(early)}';`));
  ok(!policy.includes("unsafe"));
});

test("a hostile Host header does not get into the policy", async () => {
  const { headers } = await fetchPath("/", { host: "a.example; script-src *" });
  ok(!String(headers["content-security-policy"]).includes("a.example"));
});

test("the public address is one of ours: its pages may speak here and are told so", async () => {
  const origin = "https://chat.example";
  const behindProxy = await testServer({ environ: { PUBLIC_URL: `${origin}/` } });
  try {
    const { webSocket, inbox } = openSocket(behindProxy, origin);
    await inbox.next("hello");
    webSocket.close();
    const answer = await fetch(`${behindProxy.origin}/health`);
    match(answer.headers.get("content-security-policy") ?? "", / wss:\/\/chat\.example;/);
  } finally {
    await discard(behindProxy);
  }
});

test("HTTPS only is asked for in production alone", () => {
  const options = { connect: [], inline: { styles: [], scripts: [] }, hsts: true };
  match(securityHeaders(options)["Strict-Transport-Security"] ?? "", /^max-age=63072000/);
  match(contentSecurityPolicy(options), /frame-ancestors 'none'; require-trusted-types-for/);
});

test("settings have defaults that work", () => {
  const config = parseConfig({});
  ok(config.ok);
  equal(config.value.port, 3_000);
  equal(config.value.environment, "development");
  equal(config.value.retentionHours, 72);
});

test("push services may write to PUSH_CONTACT, or where people open the app; else nobody is pushed to", () => {
  const contactOf = (environ: Record<string, string>): string | undefined => {
    const config = parseConfig({ FESTIVAL_ENV: "production", ...environ });
    ok(config.ok);
    return config.value.pushContact;
  };
  equal(contactOf({}), undefined);
  equal(contactOf({ PUBLIC_URL: "http://chat.example" }), undefined);
  equal(contactOf({ PUBLIC_URL: "https://chat.example" }), "https://chat.example");
  const both = { PUBLIC_URL: "https://chat.example", PUSH_CONTACT: "mailto:crew@chat.example" };
  equal(contactOf(both), "mailto:crew@chat.example");
  for (const PUSH_CONTACT of ["crew@chat.example", "http://chat.example", "mailto:crew"]) {
    ok(!parseConfig({ PUSH_CONTACT }).ok, PUSH_CONTACT);
  }
});

test("every mistake in the settings is named with what to do", () => {
  const config = parseConfig({
    PORT: "http",
    FESTIVAL_ENV: "prod",
    WEB_ORIGINS: "https://a.example, a.example",
    TLS_CERT: "cert.pem",
    RETENTION_HOURS: "0",
    EVENT_TAG: "Camp!",
    RELAY_URL: "https://relay.example",
    DRAIN_RECONNECT_SECONDS: "9-3",
    TRUST_PROXY: "true",
  });
  ok(!config.ok);
  equal(config.error.length, 9);
  for (const mistake of config.error) match(mistake, /^[A-Z_]+ .*(set|write|use|is|belong)/);
});

test("development's doors are closed in production", () => {
  ok(!parseConfig({ FESTIVAL_ENV: "production", ALLOW_MISSING_ORIGIN: "1" }).ok);
  ok(!parseConfig({ FESTIVAL_ENV: "production", WEB_ORIGINS: "*" }).ok);
  ok(parseConfig({ FESTIVAL_ENV: "development", WEB_ORIGINS: "*" }).ok);
});
