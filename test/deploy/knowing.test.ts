/** Alerts and dashboard ask for what the relay tells, by the names and labels it uses. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { wireErrors } from "@festival-chat/protocol/wire";
import { parseConfig, startServer } from "@festival-chat/relay";
import { repositoryRoot } from "../repository.ts";

const textFrom = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");
const textOf = (name: string): string => textFrom(`deploy/${name}`);

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

/** What the people of Prometheus check with; asked wherever it is installed. */
const promtool = spawnSync("promtool", ["--version"]).status === 0;

test("metrics, and the rules over them, are what Prometheus reads", async (t) => {
  const metrics = await metricsOfARelay(t);
  // The text format: https://prometheus.io/docs/instrumenting/exposition_formats/
  for (const line of metrics.trimEnd().split("\n")) {
    const comment = /^# (?:HELP [a-z_:][\w:]* .+|TYPE [a-z_:][\w:]* (?:counter|gauge|histogram))$/u;
    const sample =
      /^[a-z_:][\w:]*(?:\{[a-z_]\w*="[^"\\\n]*"(?:,[a-z_]\w*="[^"\\\n]*")*\})? [\d.e+-]+$/u;
    ok(comment.test(line) || sample.test(line), line);
  }
  const series = metrics.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  equal(new Set(series.map((line) => line.split(" ")[0])).size, series.length, "no series twice");
  const rules = textOf("alerts.yaml");
  const names = [...rules.matchAll(/^ {6}- alert: (\w+)$/gmu)].map(([, name]) => name);
  equal(new Set(names).size, names.length);
  for (const field of ["expr", "labels", "annotations"]) {
    equal([...rules.matchAll(new RegExp(`^ {8}${field}:`, "gmu"))].length, names.length, field);
  }
  const scenes = textFrom("test/deploy/alerts.yaml");
  deepEqual(
    names.filter((name) => !scenes.includes(`alertname="${name}"`)),
    [],
    "each alert has a scene in which it rings",
  );
  if (!promtool) return t.diagnostic("promtool is not installed: checked by our own rules only");
  const checked = spawnSync("promtool", ["check", "metrics"], { input: metrics, encoding: "utf8" });
  deepEqual([checked.status, checked.stdout, checked.stderr], [0, "", ""]);
  const file = join(repositoryRoot, "deploy", "alerts.yaml");
  const ruled = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" });
  equal(ruled.status, 0, ruled.stdout + ruled.stderr);
  const rung = spawnSync("promtool", ["test", "rules", join("test", "deploy", "alerts.yaml")], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  equal(rung.status, 0, rung.stdout + rung.stderr);
});
