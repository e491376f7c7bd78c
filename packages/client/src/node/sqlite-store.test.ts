import { deepEqual, equal, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { Store } from "../ports.ts";
import { bareRoom, storeContract, waitingEntry } from "../store/store.contract.ts";
import { createSqliteStore } from "./sqlite-store.ts";

const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "sqlite-store-"));

function open(path: string): Store {
  const opened = createSqliteStore({ path });
  if (!opened.ok) throw new Error(opened.error.what);
  return opened.value;
}

storeContract(test, async () => {
  const folder = await makeFolder();
  const path = join(folder, "client.db");
  return {
    store: open(path),
    reopen: () => Promise.resolve(open(path)),
    discard: () => rm(folder, { recursive: true }),
  };
});

test("a process killed in mid-sentence keeps every message it was told is kept", async (t) => {
  const folder = await makeFolder();
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "client.db");
  const program = `
    import { createSqliteStore } from ${JSON.stringify(new URL("sqlite-store.ts", import.meta.url))};
    import { waitingEntry } from ${JSON.stringify(new URL("../store/store.contract.ts", import.meta.url))};
    import { writeSync } from "node:fs";
    const { value: store } = createSqliteStore({ path: process.argv[1] });
    for (let n = 0; n < 100_000; n++) {
      const entry = waitingEntry(1, 0);
      const id = n.toString(16).padStart(32, "0");
      const { ok } = await store.commit([{ kind: "putEntry", entry: { ...entry, id } }]);
      if (ok) writeSync(1, id + "\\n");
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kept: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    kept.push(line);
    if (kept.length === 60) child.kill("SIGKILL");
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, "exit");
  equal(child.signalCode, "SIGKILL");

  const store = open(path);
  const entries = await store.entries(waitingEntry(1, 0).room);
  await store.close();
  ok(entries.ok && kept.length >= 60);
  deepEqual(entries.value.map((entry) => entry.id).slice(0, kept.length), kept);
});

test("only the owner may read the file with the room secrets", async (t) => {
  const folder = await makeFolder();
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "deeper", "client.db");
  const store = open(path);
  await store.commit([{ kind: "putRoom", room: bareRoom(1) }]);
  for (const suffix of ["", "-wal", "-shm"]) {
    equal((await stat(path + suffix)).mode & 0o077, 0, suffix);
  }
  await store.close();
});

test("two programs may use one file", async (t) => {
  const folder = await makeFolder();
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "client.db");
  const [one, other] = [open(path), open(path)];
  await one.commit([{ kind: "putEntry", entry: waitingEntry(1, 1) }]);
  await other.commit([{ kind: "putEntry", entry: waitingEntry(1, 2) }]);
  const entries = await one.entries(waitingEntry(1, 1).room);
  deepEqual(entries, { ok: true, value: [waitingEntry(1, 1), waitingEntry(1, 2)] });
  await one.close();
  await other.close();
});

test("what cannot be a store is denied with its reason, and left as it is", async (t) => {
  const folder = await makeFolder();
  t.after(() => rm(folder, { recursive: true }));
  const notADatabase = join(folder, "letter.txt");
  await writeFile(notADatabase, "Dear Ben, ".repeat(200));
  const newer = join(folder, "newer.db");
  const database = new DatabaseSync(newer);
  database.exec("PRAGMA user_version = 99");
  database.close();
  for (const path of [notADatabase, newer, folder, join(notADatabase, "inside.db")]) {
    const opened = createSqliteStore({ path });
    equal(opened.ok ? "opened" : opened.error.kind, "denied", path);
  }
});

test("a full disk keeps nothing of the commit, says full, and reads go on", async (t) => {
  const folder = await makeFolder();
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "client.db");
  const limited = createSqliteStore({ path, maxPages: 40 });
  ok(limited.ok);
  await limited.value.commit([{ kind: "putEntry", entry: waitingEntry(1, 1) }]);
  const envelope = new Uint8Array(16_000);
  const many = Array.from({ length: 200 }, (_, n) => ({
    kind: "putEntry" as const,
    entry: { ...waitingEntry(1, n % 250), envelope },
  }));
  const refused = await limited.value.commit(many);
  equal(refused.ok ? "kept" : refused.error.kind, "full");
  const entries = await limited.value.entries(waitingEntry(1, 1).room);
  deepEqual(entries, { ok: true, value: [waitingEntry(1, 1)] });
  await limited.value.close();
});
