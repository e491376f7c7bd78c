/** What production must never show, looked for in the built artefacts and in a relay that runs as there. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { createNodeClient } from "@festival-chat/client/node";
import { repositoryRoot } from "../repository.ts";

test("the built web app prints nothing, and brings no maps of its source", () => {
  const dist = join(repositoryRoot, "apps/web/dist");
  const scripts = globSync("**/*.js", { cwd: dist });
  ok(scripts.length > 20, "it is built");
  const printing = scripts.filter((name) =>
    /\bconsole\.\w+\(|\bdebugger\b|sourceMappingURL/u.test(readFileSync(join(dist, name), "utf8")),
  );
  deepEqual(printing, []);
  deepEqual(globSync("**/*.map", { cwd: dist }), []);
});

test("the panel for debugging is a file of its own, which only the key outside production fetches", () => {
  const dist = join(repositoryRoot, "apps/web/dist");
  const scripts = globSync("assets/*.js", { cwd: dist });
  const withPanel = scripts.filter((name) =>
    readFileSync(join(dist, name), "utf8").includes("Frames are counted from when"),
  );
  equal(withPanel.length, 1, withPanel.join());
  ok(
    withPanel.every((name) => /debug/u.test(name)),
    withPanel.join(),
  );
});

test("a relay in production prints nothing, and logs lines for machines without debug output", async () => {
  const folder = mkdtempSync(join(tmpdir(), "festival-production-"));
  const main = join(repositoryRoot, "apps/relay/src/main.ts");
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      FESTIVAL_ENV: "production",
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: folder,
      DRAIN_RECONNECT_SECONDS: "0-1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit");
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const lines: { readonly level?: unknown; readonly what?: unknown; readonly url?: unknown }[] = [];
  const errors = createInterface({ input: child.stderr });
  const listening = new Promise<string>((resolve) => {
    errors.on("line", (text) => {
      const line: (typeof lines)[number] = JSON.parse(text);
      lines.push(line);
      if (line.what === "listening") resolve(String(line.url));
    });
  });
  try {
    const origin = (await listening).replace("localhost", "127.0.0.1");
    const config: { environment?: unknown } = await (await fetch(`${origin}/config.json`)).json();
    equal(config.environment, "production");
    const created = createNodeClient({ origin, environment: "production" });
    ok(created.ok);
    const client = created.value;
    await client.open();
    // A room and a message are debug lines in development.
    const room = await client.createRoom("Camp Owl");
    await room.send("Hello");
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (room.messages().some(({ state }) => state === "sent")) resolve();
      };
      client.on(look);
      look();
    });
    await client.close();
    child.kill("SIGTERM");
    await exit;
  } finally {
    child.kill("SIGKILL");
    await exit;
    rmSync(folder, { recursive: true, force: true });
  }
  equal(printed, "");
  ok(lines.length >= 3, "it says that it listens, drains and has drained");
  for (const { level, what } of lines) {
    ok(["info", "warn", "error"].includes(String(level)), `${String(level)} ${String(what)}`);
  }
});
