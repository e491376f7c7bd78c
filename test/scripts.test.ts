/** What somebody sees who runs `npm start` or `npm test` for the first time. */
import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { NetworkInterfaceInfo } from "node:os";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { decodeQR } from "qr/decode.js";
import { greet, type Running } from "../apps/cli/src/serve/greeting.ts";
import { findLanAddress, isLoopback } from "../apps/cli/src/serve/lan-address.ts";
import { precompress } from "../scripts/precompress.ts";
import { runCommand } from "../scripts/run-command.ts";
import { runStage } from "../scripts/run-stage.ts";
import type { Stage, Step } from "../scripts/stages.ts";
import { drawQr } from "../apps/cli/src/serve/terminal-qr.ts";
import { parseTestOptions } from "../scripts/test-options.ts";

const ipv4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: "IPv4",
  netmask: "255.255.255.0",
  mac: "00:00:00:00:00:00",
  cidr: null,
});

describe("the address for phones", () => {
  test("is the private address of the camp's network, not a container's or a public one", () => {
    const found = findLanAddress({
      lo: [ipv4("127.0.0.1", true)],
      docker0: [ipv4("172.17.0.1")],
      eth0: [ipv4("203.0.113.7")],
      wlan0: [ipv4("192.168.43.20")],
    });
    equal(found, "192.168.43.20");
  });

  test("is missing on a machine without such a network", () => {
    equal(findLanAddress({ lo: [ipv4("127.0.0.1", true)], eth0: [ipv4("172.32.0.1")] }), undefined);
  });
});

describe("the greeting", () => {
  const running: Running = {
    scheme: "http",
    port: 3000,
    lanAddress: "192.168.43.20",
    reachable: true,
    dataDir: "data",
    environment: "development",
    publicUrl: undefined,
  };

  test("names both addresses, a QR code, the data and the environment", () => {
    const text = greet(running, false);
    for (const part of ["http://localhost:3000/", "http://192.168.43.20:3000/", "data"]) {
      match(text, new RegExp(part));
    }
    match(text, /development/);
    match(text, /▄/);
  });

  test("says so when no phone can reach it, and shows no code that leads nowhere", () => {
    match(greet({ ...running, lanAddress: undefined }, false), /no private network/);
    const local = greet({ ...running, reachable: !isLoopback("127.0.0.1") }, false);
    match(local, /HOST/);
    doesNotMatch(local, /▄/);
  });
});

/** What a camera sees of a drawn code: four pixels a module, two modules a character. */
const photographed = (drawn: string): { width: number; height: number; data: Uint8Array } => {
  const rows = drawn
    .split("\n")
    .flatMap((line) => [
      [...line].map((half) => half === "█" || half === "▀"),
      [...line].map((half) => half === "█" || half === "▄"),
    ]);
  const scale = 4;
  const width = (rows[0]?.length ?? 0) * scale;
  const height = rows.length * scale;
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
      data.fill(light ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, data };
};

test("a phone's camera reads the address from the code in the terminal", () => {
  const address = "http://192.168.43.20:3000/";
  equal(decodeQR(photographed(drawQr(address, false))), address);
});

describe("npm test", () => {
  const stage = (...steps: readonly Step[]): Stage => ({
    name: "sample",
    what: "",
    pace: "quick",
    atOnce: 1,
    deadlineMillis: 60_000,
    steps,
  });
  const quiet = (): void => undefined;

  test("--fast leaves out what is slow, --only takes what is named", () => {
    const fast = parseTestOptions(["--fast"]);
    equal(fast.kind === "run" && fast.stages.some((one) => one.pace === "slow"), false);
    const only = parseTestOptions(["--only", "lint,types"]);
    deepEqual(only.kind === "run" && only.stages.map((one) => one.name), ["lint", "types"]);
  });

  test("an option or a stage that does not exist is refused", () => {
    equal(parseTestOptions(["--only", "nothing"]).kind, "wrong");
    equal(parseTestOptions(["--quick"]).kind, "wrong");
  });

  test("a stage whose program is missing fails and says which", async () => {
    const missing = "test/no-such-program.ts";
    const outcome = await runStage(
      stage({ kind: "program", title: "missing", file: missing, args: [] }),
      quiet,
    );
    equal(outcome.ok, false);
    match(outcome.failure, /test\/no-such-program\.ts does not exist/);
  });

  test("a stage without any test file fails", async () => {
    const outcome = await runStage(
      stage({ kind: "tests", title: "none", globs: ["test/no-such-folder/*.test.ts"], except: [] }),
      quiet,
    );
    equal(outcome.ok, false);
    equal(outcome.failed, 1);
  });

  test("a program that hangs is ended at its deadline", async () => {
    const args = ["-e", "setInterval(() => {}, 1000)"];
    const outcome = await runCommand({ args, deadlineMillis: 200 });
    equal(outcome.ok, false);
    match(outcome.output, /Still running/);
  });
});

test("every text asset of a build has a brotli and a gzip twin with the same content", async () => {
  const folder = await mkdtemp(join(tmpdir(), "festival-assets-"));
  try {
    const page = "<p>Main Stage</p>".repeat(100);
    await writeFile(join(folder, "index.html"), page);
    await writeFile(join(folder, "icon.png"), "not text");
    equal((await precompress(folder)).files, 1);
    equal(brotliDecompressSync(await readFile(join(folder, "index.html.br"))).toString(), page);
    equal(gunzipSync(await readFile(join(folder, "index.html.gz"))).toString(), page);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
