/** Flipped bits in the database file: never a crash, never a wrong record. */
import { deepEqual, equal } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { type LogRecord, toSeq } from "@festival-chat/protocol/wire";
import { envelopeId, must, origin, roomId } from "../backend-scene.contract.ts";
import { openReader } from "./reader.ts";
import { databaseScene } from "./sqlite-scene.contract.ts";

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
