/** What somebody sees who checks the settings of a relay before it starts. */
import { deepEqual, equal, match } from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { parseEnv } from "node:util";
import { config } from "./config.ts";
import { createTestAuthority } from "./doctor/test-certificate.fixture.ts";

async function check(
  text: string,
  options: {
    readonly check: boolean;
    readonly json?: boolean;
    /** By name, beside the settings. */
    readonly files?: Readonly<Record<string, string>>;
  },
): Promise<{ readonly exit: string; readonly out: string; readonly said: string }> {
  const folder = await mkdtemp(join(tmpdir(), "festival-config-"));
  const out: string[] = [];
  const said: string[] = [];
  try {
    const envFile = join(folder, "relay.env");
    await writeFile(envFile, text.replaceAll("FOLDER", folder));
    for (const [name, content] of Object.entries(options.files ?? {})) {
      await writeFile(join(folder, name), content);
    }
    const output = {
      line: (line: string) => void out.push(line),
      json: (value: unknown) => void out.push(JSON.stringify(value)),
      say: (line: string) => void said.push(line),
    };
    const exit = config(
      { check: options.check, envFile, json: options.json ?? false },
      { output, input: Readable.from([]), signal: new AbortController().signal },
    );
    return { exit, out: out.join("\n"), said: said.join("\n") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("good settings pass", async () => {
  const { exit, out } = await check("DATA_DIR=FOLDER/data\nPORT=8080\n", { check: true });
  equal(exit, "ok");
  match(out, /can be used/);
});

test("every mistake is told at once, each with what mends it", async () => {
  const { exit, said } = await check("PORT=high\nFESTIVAL_ENV=prod\n", { check: true });
  equal(exit, "usage");
  match(said, /PORT is "high": set a whole number/);
  match(said, /FESTIVAL_ENV is "prod": set development, staging, production/);
});

test("a certificate that is not there is found before the relay starts", async () => {
  const text = "DATA_DIR=FOLDER\nTLS_CERT=FOLDER/no.pem\nTLS_KEY=FOLDER/no.key\n";
  const { exit, said } = await check(text, { check: true });
  equal(exit, "usage");
  match(said, /TLS_CERT is ".*no\.pem": that file cannot be read/);
});

test("a key that is not the certificate's, and a web app that is not there, are found as well", async () => {
  const authority = createTestAuthority();
  const issue = () => authority.selfSigned("localhost", 0, Date.now());
  const files = { "cert.pem": issue().cert, "key.pem": issue().key };
  const lines = ["DATA_DIR=FOLDER", "TLS_CERT=FOLDER/cert.pem", "TLS_KEY=FOLDER/key.pem"];
  const text = [...lines, "WEB_DIR=FOLDER"].join("\n");
  const { exit, said } = await check(text, { check: true, files });
  equal(exit, "usage");
  match(said, /TLS_CERT and TLS_KEY do not serve/);
  match(said, /WEB_DIR is ".*": there is no built web app/);
});

test("the data of another environment is found before the relay starts", async () => {
  const text = "DATA_DIR=FOLDER\nFESTIVAL_ENV=staging\n";
  const { exit, said } = await check(text, { check: true, files: { environment: "production\n" } });
  equal(exit, "usage");
  match(said, /DATA_DIR is ".*": it holds the data and keys of production.*set FESTIVAL_ENV/);
});

test("what is printed can be used as settings again", async () => {
  const first = await check('PORT=8080\nOPEN_ROOMS="Bus=x; Bar=y"\n', { check: false });
  match(first.out, /^# RETENTION_HOURS=72$/m);
  deepEqual({ ...parseEnv(first.out) }, { PORT: "8080", OPEN_ROOMS: "Bus=x; Bar=y" });
});

test("a secret is told to nobody, whether it serves or not", async () => {
  const secret = "ab".repeat(32);
  const turn = "a secret between us";
  const wrong = `PEER_KEY=${secret}z\nTURN_SECRET="${turn}"\nICE_SERVERS=no\n`;
  const right = `PEER_KEY=${secret}\nTURN_SECRET="${turn}"\nICE_SERVERS=turn:turn.example\n`;
  for (const text of [wrong, right]) {
    for (const json of [false, true]) {
      for (const checkOnly of [false, true]) {
        const told = JSON.stringify(await check(text, { check: checkOnly, json }));
        equal(told.includes(secret) || told.includes(turn), false, told);
      }
    }
  }
  match((await check(right, { check: false })).out, /^PEER_KEY=\(set\)$/m);
});

test("a program reads the same", async () => {
  const { out } = await check("PORT=none", { check: true, json: true });
  const value: unknown = JSON.parse(out);
  match(JSON.stringify(value), /"ok":false/);
});
