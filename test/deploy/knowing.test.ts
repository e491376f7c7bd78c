/** Alerts and dashboard ask for what the relay tells, by the names and labels it uses. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { wireErrors } from "@festival-chat/protocol/wire";
import { parseConfig, startServer } from "@festival-chat/relay";
import { repositoryRoot } from "../repository.ts";

const textOf = (name: string): string => readFileSync(join(repositoryRoot, "deploy", name), "utf8");

async function metricsOfARelay(t: TestContext): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "festival-knowing-"));
  const config = parseConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder });
  ok(config.ok);
  const relay = await startServer(config.value);
  t.after(async () => {
    await relay.drain();
    rmSync(folder, { recursive: true, force: true });
  });
  return (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
}

test("every metric of the alerts and the dashboard exists", async (t) => {
  const told = new Set([...(await metricsOfARelay(t)).matchAll(/^(\w+)/gmu)].map(([name]) => name));
  for (const file of ["alerts.yaml", "dashboard.json"]) {
    const asked = [...textOf(file).matchAll(/festival_relay_\w+/gu)].map(([name]) => name);
    ok(asked.length > 5, file);
    deepEqual(
      asked.filter((name) => !told.has(name)),
      [],
    );
  }
});

test("the alert about storage names errors that exist", () => {
  ok(Object.keys(wireErrors).some((name) => /^Storage.*$/u.test(name)));
});

test("metrics say what they are as Prometheus wants it: help, type, and the ending of their kind", async (t) => {
  const lines = (await metricsOfARelay(t)).trimEnd().split("\n");
  const familyOf = (name: string): string => {
    const family = name.replace(/_(?:bucket|sum|count)$/u, "");
    return lines.includes(`# TYPE ${family} histogram`) ? family : name;
  };
  const names = new Set(
    lines
      .filter((line) => !line.startsWith("#"))
      .map((line) => familyOf(/^\w+/u.exec(line)?.[0] ?? "")),
  );
  for (const name of names) {
    equal(lines.filter((line) => line.startsWith(`# HELP ${name} `)).length, 1, name);
    const type = lines
      .find((line) => line.startsWith(`# TYPE ${name} `))
      ?.split(" ")
      .at(-1);
    equal(type === "counter", name.endsWith("_total"), name);
    equal(/_(?:milliseconds|ms|kb|mb|percent)\b/u.test(name), false, `${name}: base units only`);
  }
});
