import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Client } from "../api.ts";
import { createNodeClient } from "./create-node-client.ts";

const origin = "http://127.0.0.1:1";

async function start(storePath: string | undefined): Promise<Client> {
  const created = createNodeClient({ origin, storePath });
  ok(created.ok);
  await created.value.open();
  return created.value;
}

test("a program that starts again has its rooms and what it has not sent yet", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "node-client-"));
  t.after(() => rm(folder, { recursive: true }));
  const storePath = join(folder, "client.db");
  const first = await start(storePath);
  const room = await first.createRoom("Camp");
  ok((await room.send("hello")).ok);
  await first.close();

  const second = await start(storePath);
  const texts = second.room(room.id)?.messages();
  deepEqual(
    texts?.map(({ body, state }) => [body.kind === "text" && body.text, state]),
    [["hello", "saved"]],
  );
  await second.close();
});

test("without a file everything is in memory, and the person is told", async () => {
  const client = await start(undefined);
  ok(client.notices.some(({ kind }) => kind === "storage-denied"));
  await client.close();
});

test("a file that is no store is an error, not an empty phone", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "node-client-"));
  t.after(() => rm(folder, { recursive: true }));
  const storePath = join(folder, "letter.txt");
  await writeFile(storePath, "Dear Ben, ".repeat(200));
  const created = createNodeClient({ origin, storePath });
  equal(created.ok ? "created" : created.error.kind, "denied");
});
