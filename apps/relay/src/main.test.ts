/** The process: starts from its environment, ends on a signal within a bound, loses nothing. */
import { deepEqual, equal, match } from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test, type TestContext } from "node:test";
import { wireErrors } from "@festival-chat/protocol/wire";
import { keyPair, testEnvelope, testRoom } from "./raw-member.fixture.ts";
import { dialAt } from "./socket-member.fixture.ts";

const main = join(import.meta.dirname, "main.ts");
const { PATH, NODE_COMPILE_CACHE } = process.env;

/** Starts a relay process with a database of its own; both are gone when the test ends. */
async function startProcess(t: TestContext, environ: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "relay-"));
  const env = { PATH, NODE_COMPILE_CACHE, PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir };
  const child = spawn(process.execPath, [main], {
    env: { ...env, ...environ },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exit = once(child, "exit").then(([code]: unknown[]) => code);
  t.after(async () => {
    child.kill("SIGKILL");
    await exit;
    rmSync(dataDir, { recursive: true, force: true });
  });
  const lines: string[] = [];
  const stderr = createInterface({ input: child.stderr });
  stderr.on("line", (line) => lines.push(line));
  /** What the first line that matches captures. */
  const said = (pattern: RegExp): Promise<string> =>
    new Promise((resolve) => {
      stderr.on("line", (line) => {
        const found = pattern.exec(line);
        if (found !== null) resolve(found[1] ?? "");
      });
    });
  const listening = said(/listening.*localhost:(\d+)/);
  const draining = said(/(draining)/);
  return { child, exit, lines, listening, draining, dataDir };
}

const stop = (child: ChildProcess, signal: NodeJS.Signals): void => void child.kill(signal);

test("[L10] SIGTERM: members are told when to come back, and the process ends by itself", async (t) => {
  const { child, exit, listening, lines } = await startProcess(t, { FESTIVAL_ENV: "staging" });
  const origin = `http://127.0.0.1:${await listening}`;
  const room = testRoom();
  const anna = await dialAt(origin, keyPair());
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  anna.send({ kind: "publish", channel, ref: 1, envelope: testEnvelope() });
  await anna.inbox.next("ack");
  stop(child, "SIGTERM");
  const bye = await anna.inbox.next("bye");
  equal(bye.code, wireErrors.Draining.code);
  equal(bye.reconnectAfter >= 20_000 && bye.reconnectAfter <= 60_000, true);
  equal(await anna.closed(), 1012);
  equal(await exit, 0);
  for (const line of lines) match(line, /^\{"at":".*","level":"\w+","what":/);
});

test("a second SIGINT does not wait for members who do not answer", async (t) => {
  const { child, exit, listening, draining } = await startProcess(t);
  const origin = `http://127.0.0.1:${await listening}`;
  const mute = await dialAt(origin, keyPair());
  mute.webSocket.pause();
  stop(child, "SIGINT");
  await draining;
  stop(child, "SIGINT");
  equal(await exit, 1);
  mute.hangUp();
});

test("wrong settings are named, and nothing is started", async (t) => {
  const { exit, lines, dataDir } = await startProcess(t, { PORT: "http", FESTIVAL_ENV: "prod" });
  equal(await exit, 2);
  equal(lines.length, 2);
  deepEqual(readdirSync(dataDir), []);
});

test("a certificate that is not there is a setting that cannot be used: nothing is started", async (t) => {
  const environ = { TLS_CERT: "/nowhere/cert.pem", TLS_KEY: "/nowhere/key.pem" };
  const { exit, lines } = await startProcess(t, environ);
  equal(await exit, 2);
  match(lines.join("\n"), /^TLS_CERT is ".*": that file cannot be read.*\nTLS_KEY is/);
});

test("a database that cannot be opened is a sentence with what to do, not a stack", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "relay-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["relay.sqlite", "relay.sqlite.witness"]) {
    const DATA_DIR = join(folder, `of ${name}`);
    mkdirSync(join(DATA_DIR, name), { recursive: true });
    const { exit, lines } = await startProcess(t, { DATA_DIR });
    equal(await exit, 3);
    equal(lines.length, 1);
    match(lines[0] ?? "", /^The database cannot be opened \(.*\): check that this user may write/);
  }
});

test("neither room ids nor addresses get into the log", async (t) => {
  const { listening, lines, child, exit, dataDir } = await startProcess(t);
  const origin = `http://127.0.0.1:${await listening}`;
  const room = testRoom();
  const anna = await dialAt(origin, keyPair());
  await anna.join(room, { certificate: room.certificate() });
  stop(child, "SIGTERM");
  equal(await exit, 0);
  const text = lines.join("\n");
  equal(text.includes(room.id), false);
  equal(text.replaceAll(dataDir, "").includes("127.0.0.1"), false);
  equal(readFileSync(join(dataDir, "ticket.key")).length, 32);
});
