/** Commands for whoever runs a relay: serve, doctor, load. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createFestival, eventually, type Festival } from "./command-line.ts";
import { type Loss, type LossyProxy, startLossyProxy } from "./lossy-proxy.ts";

describe("for operators", () => {
  let festival: Festival;
  before(async () => {
    festival = await createFestival();
  });
  after(() => festival.end());

  const results = (stdout: string): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      stdout.split("\n").flatMap((text) => {
        if (text === "") return [];
        const { check, result } = JSON.parse(text);
        return [[check, result]];
      }),
    );

  test("doctor passes every check of a healthy relay, and of several addresses side by side", async () => {
    const { code, stdout, stderr } = await festival.runAlone(
      ...["doctor", festival.origin, "--idle", "1"],
    );
    equal(code, 0, stdout + stderr);
    const lines = stdout.trimEnd().split("\n");
    equal(lines.length, 17);
    for (const line of lines) match(line, /^✓ /);
    const address = `ws://127.0.0.1:${festival.port}`;
    const both = [festival.origin, `http://localhost:${festival.port}`, "--idle", "0.1"];
    const [json, table] = await Promise.all([
      festival.run("doctor", address, "--json", "--idle", "0.1", "--expect", "development"),
      festival.run("doctor", ...both),
    ]);
    deepEqual(new Set(Object.values(results(json.stdout))), new Set(["passed"]));
    equal(table.code, 0, table.stdout + table.stderr);
    match(table.stdout, /Round trip +✓ +✓\n/);
    match(table.stdout, /✓ Together/);
  });

  test("doctor refuses a relay of another environment than expected, with a code of its own", async () => {
    const args = ["doctor", festival.origin, "--expect", "staging", "--json"];
    const { code, stdout } = await festival.run(...args);
    equal(code, 34);
    const { environment, join, upgrade } = results(stdout);
    deepEqual([environment, join, upgrade], ["failed", "skipped", "passed"]);
    match(stdout, /of development, not of staging/);
  });

  test("doctor names the first fault in its exit code, says what to do, and skips the rest", async () => {
    const dead = await createFestival();
    await dead.stopRelay();
    const { code, stdout } = await festival.run("doctor", dead.origin, "--json");
    await dead.end();
    equal(code, 21);
    const { name, tcp, ...rest } = results(stdout);
    deepEqual([name, tcp], ["passed", "failed"]);
    deepEqual(new Set(Object.values(rest)), new Set(["skipped"]));
    match(stdout, /start the relay/);
    const two = await festival.run(
      ...["doctor", festival.origin, "http://no-such-host.invalid", "--idle", "0.1"],
    );
    equal(two.code, 20);
    match(two.stdout, /Name +✓ +✗\n/);
    match(two.stdout, /http:\/\/no-such-host\.invalid {2}✗ Name .*spelling/);
  });

  test("doctor tells what a proxy takes away, each fault by its code", async () => {
    const proxies: LossyProxy[] = [];
    try {
      const look = async (loss: Loss) => {
        const proxy = await startLossyProxy(festival.port);
        proxies.push(proxy);
        proxy.lose(loss);
        return festival.run("doctor", proxy.origin, "--idle", "3", "--timeout", "20");
      };
      const [headers, upgrade, quiet, sick] = await Promise.all([
        look("headers"),
        look("upgrade"),
        look("quiet"),
        look("health"),
      ]);
      equal(headers.code, 31, headers.stdout);
      match(headers.stdout, /✗ Headers .*referrer-policy is missing.*proxy takes them away/);
      equal(upgrade.code, 25, upgrade.stdout);
      match(upgrade.stdout, /✗ WebSocket .*answered 404.*proxy_set_header Upgrade/);
      equal(quiet.code, 36, quiet.stdout);
      match(quiet.stdout, /✗ Quiet link .*was cut after.*wait 60 s/);
      equal(sick.code, 23, sick.stdout);
    } finally {
      for (const proxy of proxies) await proxy.close();
    }
  });

  for (const mode of ["--raw", "--engine"]) {
    test(`load ${mode} loses nothing and doubles nothing, with clients cut off on the way`, async () => {
      const args = [
        "--relay",
        festival.origin,
        "--clients",
        "6",
        "--rooms",
        "2",
        "--rate",
        "4",
        "--seconds",
        "3",
      ];
      const { code, stdout, stderr } = await festival.run(
        "load",
        ...args,
        mode,
        "--drop",
        "40%",
        "--json",
      );
      equal(code, 0, stdout + stderr);
      const report = JSON.parse(stdout);
      deepEqual(
        [report.lost, report.duplicates, report.failedClients, report.unanswered],
        [0, 0, 0, 0],
      );
      ok(report.acknowledged > 0 && report.delivered === report.acknowledged * 3, stdout);
      ok(report.cuts > 0 && report.reconnects === report.cuts, stdout);
      match(stderr, /sending: 6\/6 connected/);
    });
  }

  test("load refuses a relay that is not on this machine, and says why", async () => {
    const { code, stderr } = await festival.run("load", "--relay", "https://chat.example");
    equal(code, 2);
    match(stderr, /attack/);
  });

  test("serve says where it is, answers, and drains on SIGTERM", async () => {
    const serving = festival.startWith(
      { PORT: "0", HOST: "127.0.0.1", DATA_DIR: join(festival.folder, "served") },
      "serve",
    );
    const port = await eventually(
      () => serving.text(),
      () => /http:\/\/localhost:(\d+)\//.exec(serving.text())?.[1],
    );
    equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
    serving.signal("SIGTERM");
    equal((await serving.finished).code, 0);
  });
});
