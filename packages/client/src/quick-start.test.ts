import { deepEqual, equal, ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { createSoftwareSignatures } from "@festival-chat/protocol/e2e";
import { createClient } from "./client.ts";
import { quickStart } from "./quick-start.fixture.ts";
import { createMemoryStore } from "./store/memory.ts";

const fileBeside = (path: string): Promise<string> =>
  readFile(new URL(path, import.meta.url), "utf8");

test("the quick start of the README is the one that is compiled", async () => {
  const fixture = await fileBeside("./quick-start.fixture.ts");
  const readme = await fileBeside("../README.md");
  const body = /\/\/ README begins\n([\s\S]*?) *\/\/ README ends/.exec(fixture)?.[1];
  ok(body !== undefined);
  const code = body.replace(/^ {2}/gm, "").trim();
  ok(readme.includes(code));
  ok(code.split("\n").length <= 20);
});

test("the quick start works without a network", async () => {
  const lines: string[] = [];
  let counter = 0;
  const client = createClient({
    settings: {
      relayUrl: "ws://relay.example",
      origin: "https://chat.example",
      environment: undefined,
      eventTag: "public",
    },
    dialer: { dial: () => ({ kind: "relay", send: () => false, close: () => undefined }) },
    store: createMemoryStore({ durable: true }),
    clock: { now: () => 1_000, wakeAt: () => undefined, cancel: () => undefined },
    random: { bytes: (length) => new Uint8Array(length).fill((counter = (counter + 1) % 256)) },
    signatures: createSoftwareSignatures(),
  });
  const link = await quickStart(client, (line) => lines.push(line));
  ok(link.startsWith("https://chat.example/#"));
  equal(client.rooms()[0]?.name, "Camp");
  deepEqual(lines.at(-1), "Anna: We are left of the blue tent");
});
