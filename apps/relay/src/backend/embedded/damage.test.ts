/** Flipped bits in the database file: never a crash, never a wrong record. */
import { deepEqual, equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { type LogRecord, toSeq } from "@festival-chat/protocol/wire";
import { envelopeId, must, origin, roomId } from "../backend-scene.contract.ts";
import type { Backend } from "../backend.ts";
import { openReader } from "./reader.ts";
import { DatabaseRefused } from "./database-refused.ts";
import { databaseScene } from "./sqlite-scene.contract.ts";

const appending = join(import.meta.dirname, "append-until-killed.contract.ts");
const isBackend = (value: unknown): value is Backend =>
  typeof value === "object" && value !== null && "log" in value;
const camp = roomId(1);
const entries = 120;

test("[B13] whatever byte of the file is damaged, what is read is true", async () => {
  const scene = databaseScene();
  try {
    const { log } = await scene.open();
    for (let i = 0; i < entries; i++) {
      await log.append(camp, envelopeId(i), new Uint8Array(300).fill(i));
    }
    const whole = must(await log.read(camp, "after", origin, entries, 1e6));
    await log.close();
    const truth = new Map<number, LogRecord>(whole.map((record) => [record.seq, record]));
    const file = readFileSync(scene.path);
    const seen = { complete: 0, holes: 0, refused: 0 };
    // A prime stride meets every kind of page and every place in one.
    for (let at = 1; at < file.length; at += 397) {
      const damaged = Buffer.from(file);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      const path = `${scene.path}.${at}`;
      writeFileSync(path, damaged);
      seen[readAll(path, truth)]++;
    }
    for (const [outcome, count] of Object.entries(seen)) equal(count > 0, true, `no ${outcome}`);
  } finally {
    await scene.dispose();
  }
});

test("[B13] a number that no JavaScript number holds is a hole like any other", async () => {
  const scene = databaseScene();
  try {
    const { log } = await scene.open();
    for (let i = 0; i < 3; i++) await log.append(camp, envelopeId(i), new Uint8Array(300).fill(i));
    await log.close();
    const db = new DatabaseSync(scene.path);
    for (const column of ["received_at", "prev", "checksum"]) {
      db.exec(`UPDATE entries SET ${column} = 9223372036854775807 WHERE seq = 2`);
    }
    db.close();
    const holes: number[] = [];
    const opened = openReader(scene.path, (_room, seq) => holes.push(seq));
    if (!opened.ok) throw new Error(opened.error);
    const page = must(opened.value.read(camp, "after", origin, entries, 1e6));
    deepEqual([page.map(({ seq }) => seq), holes], [[1, 3], [2]]);
    opened.value.close();
  } finally {
    await scene.dispose();
  }
});

function readAll(path: string, truth: ReadonlyMap<number, LogRecord>): keyof ReadOutcomes {
  const holes: number[] = [];
  const opened = openReader(path, (_room, seq) => holes.push(seq));
  if (!opened.ok) return "refused";
  const reader = opened.value;
  try {
    for (const [direction, from] of [
      ["after", 0],
      ["before", entries + 1],
    ] as const) {
      const page = reader.read(camp, direction, toSeq(from), entries, 1e6);
      if (!page.ok) return "refused";
      for (const record of page.value) deepEqual(record, truth.get(record.seq));
    }
    return holes.length > 0 ? "holes" : "complete";
  } finally {
    reader.close();
  }
}

interface ReadOutcomes {
  readonly complete: number;
  readonly holes: number;
  readonly refused: number;
}

test("[B13] a relay over a damaged file refuses with a sentence or serves: it never falls over", async () => {
  const scene = databaseScene();
  try {
    const { log } = await scene.open();
    for (let i = 0; i < entries; i++) {
      await log.append(camp, envelopeId(i), new Uint8Array(300).fill(i));
    }
    const whole = must(await log.read(camp, "after", origin, entries, 1e6));
    await log.close();
    const truth = new Map<number, LogRecord>(whole.map((record) => [record.seq, record]));
    const file = readFileSync(scene.path);
    const seen = { refused: 0, served: 0 };
    for (let at = 1; at < file.length; at += Math.ceil(file.length / 20)) {
      const path = `${scene.path}.relay.${at}`;
      const damaged = Buffer.from(file);
      // A torn sector: half a page of noise.
      damaged.fill(0xa5, at, Math.min(at + 2_048, file.length));
      writeFileSync(path, damaged);
      const opened = await scene.open({ path }).catch((error: unknown) => error);
      if (opened instanceof Error) {
        equal(opened instanceof DatabaseRefused, true, String(opened));
        match(opened.message, /move the file away|members bring back|start the newer|check/);
        seen.refused++;
        continue;
      }
      if (!isBackend(opened)) throw new Error("neither refused nor opened");
      seen.served++;
      const page = await opened.log.read(camp, "after", origin, entries, 1e6);
      for (const record of page.ok ? page.value : []) deepEqual(record, truth.get(record.seq));
      const appended = await opened.log.append(camp, envelopeId(999), new Uint8Array(9).fill(9));
      if (!appended.ok) match(appended.error.what, /malformed|damaged|corrupt|constraint|missing/i);
      await opened.log.close();
    }
    equal(seen.refused > 0 && seen.served > 0, true, JSON.stringify(seen));
  } finally {
    await scene.dispose();
  }
});

test("[B9] a write-ahead log that lost its end costs no truth: members are told by a new epoch", async () => {
  const scene = databaseScene();
  try {
    const child = spawn(process.execPath, [appending, scene.path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    let acked = 0;
    for await (const line of createInterface(child.stdout)) {
      acked = Number(line);
      if (acked === 200) child.kill("SIGKILL");
    }
    await exited;
    // The witness had seen the last commit, as it has a second after it.
    for (const part of ["", "-wal"]) copyFileSync(scene.path + part, `${scene.path}.whole${part}`);
    const whole = new DatabaseSync(`${scene.path}.whole`);
    const generation = Number(whole.prepare("SELECT generation FROM meta").get()?.["generation"]);
    whole.close();
    const witness = new DatabaseSync(`${scene.path}.witness`);
    witness.prepare("UPDATE witness SET generation = ?").run(generation);
    witness.close();
    const wal = `${scene.path}-wal`;
    const bytes = readFileSync(wal);
    equal(bytes.length > 4_096 * 4, true, "there is something to lose");
    const early = 32 + 24 + 100;
    bytes[early] = (bytes[early] ?? 0) ^ 1;
    writeFileSync(wal, bytes);
    const { log } = await scene.open();
    deepEqual(
      scene.events.map(({ kind }) => kind),
      ["new-epoch"],
    );
    const { head } = must(await log.extent(camp));
    equal(head < acked, true, `${head} of ${acked}`);
    const page = must(await log.read(camp, "after", origin, acked, 1e9));
    equal(page.length, head, "what is there is whole");
    must(await log.append(camp, envelopeId(1_000_000), new Uint8Array(9)));
  } finally {
    await scene.dispose();
  }
});
