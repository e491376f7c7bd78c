/**
 * Every fault that the doctor knows, brought about by a proxy between it and a relay that is well:
 * each has an exit code of its own and says what to do. Names, ports, headers, health, upgrades,
 * quiet links and environments are in operator.test.ts.
 */
import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test, type TestContext } from "node:test";
import { pageCheckNames } from "@festival-chat/client/browser";
import { parseConfig, type RunningServer, startServer } from "@festival-chat/relay";
import { parseArguments } from "../../apps/cli/src/arguments.ts";
import { type CheckName, exitByCheck } from "../../apps/cli/src/doctor/check-names.ts";
import { doctor } from "../../apps/cli/src/doctor/doctor.ts";
import { createTestAuthority } from "../../apps/cli/src/doctor/test-certificate.fixture.ts";
import { exitCodes } from "../../apps/cli/src/exit-codes.ts";
import { type Loss, startLossyProxy } from "./lossy-proxy.ts";

interface Line {
  readonly check: string;
  readonly result: string;
  readonly advice: string | null;
}

async function startRelay(
  t: TestContext,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), "festival-doctor-"));
  const config = parseConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, ...settings });
  ok(config.ok);
  const server = await startServer(config.value);
  t.after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return server;
}

/** What the doctor finds, line by line, and its exit code. */
async function examine(...addresses: readonly string[]) {
  const args = ["doctor", ...addresses, "--json", "--idle", "0.1", "--timeout", "5"];
  const parsed = parseArguments(args);
  ok(parsed.ok && parsed.value.kind === "doctor");
  const lines: Line[] = [];
  const output = {
    line: () => undefined,
    say: () => undefined,
    json: (value: unknown) => void lines.push(value as Line),
  };
  const { signal } = new AbortController();
  const exit = await doctor(parsed.value, { output, input: Readable.from([]), signal });
  return { lines, code: exitCodes[exit].code };
}

const faults: readonly (readonly [CheckName, Loss])[] = [
  ["config", { config: { environment: "nowhere" } }],
  ["relay", { config: { relay: "ws://127.0.0.1:1/ws" } }],
  ["push", { config: { pushKey: "no key" } }],
  ["ice", { config: { iceServers: [{ urls: "http://127.0.0.1" }] } }],
  ["clock", { clockMillis: 3_600_000 }],
  ["join", { frames: ["joined"] }],
  // A message that comes back with the room's is stored as well.
  ["roundTrip", { frames: ["ack", "deliver"] }],
  ["history", { frames: ["deliver"] }],
  // The probe, two devices, and nobody after them.
  ["resume", { linksAfter: 3 }],
];

test("doctor names each fault behind the door by a code of its own, and what to do", async (t) => {
  const { port } = await startRelay(t);
  await Promise.all(
    faults.map(async ([name, loss]) => {
      const proxy = await startLossyProxy(port);
      t.after(() => proxy.close());
      proxy.lose(loss);
      const { lines, code } = await examine(proxy.origin);
      const failures = lines.filter(({ result }) => result === "failed");
      equal(failures[0]?.check, name, JSON.stringify(failures));
      ok(failures.every(({ advice }) => (advice ?? "").length > 10));
      equal(code, exitCodes[exitByCheck[name]].code);
    }),
  );
});

test("doctor names a certificate that nobody vouches for, and addresses that are of two relays", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "festival-doctor-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const now = Date.now();
  const own = createTestAuthority().selfSigned("localhost", now - 60_000, now + 60_000);
  const [TLS_CERT, TLS_KEY] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  writeFileSync(TLS_CERT, own.cert);
  writeFileSync(TLS_KEY, own.key);
  const [secure, one, other] = await Promise.all([
    startRelay(t, { TLS_CERT, TLS_KEY }),
    startRelay(t),
    startRelay(t),
  ]);
  const [tls, both] = await Promise.all([
    examine(`https://localhost:${secure.port}`),
    examine(`http://127.0.0.1:${one.port}`, `http://127.0.0.1:${other.port}`),
  ]);
  equal(tls.code, exitCodes.doctorTls.code);
  const apart = both.lines.filter(({ result }) => result === "failed");
  deepEqual(
    [both.code, apart.map(({ check }) => check)],
    [exitCodes.doctorAgreement.code, ["agreement"]],
  );
});

test("the app's connection check looks for what the doctor looks for, as far as a page is told", () => {
  // The browser does these before a page exists, and tells none of them apart.
  const browsers: readonly string[] = ["name", "tcp", "tls", "relay"];
  const ofPages: readonly string[] = ["reach", "signIn", "storage", "worker"];
  const doctors = Object.keys(exitByCheck);
  ok(browsers.every((name) => doctors.includes(name)));
  deepEqual(
    pageCheckNames.filter((name) => !ofPages.includes(name)),
    doctors.filter((name) => !browsers.includes(name)),
  );
});
