/** Every database that a released relay wrote is taken over whole, also by a relay that is killed at it. */
import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, test } from "node:test";
import { envelopeId, must, origin, roomId, seqs } from "../backend-scene.contract.ts";
import { plant, shapeOf, versionOf } from "../../released.fixture.ts";
import { migrate } from "./schema.ts";
import { type DatabaseScene, databaseScene } from "./sqlite-scene.contract.ts";

/** `N.sql` is what the relay with schema N wrote: two rooms, five entries, a card. */
const folder = join(import.meta.dirname, "released");
const released = readdirSync(folder).map((name) => Number(name.replace(".sql", "")));
const dying = join(import.meta.dirname, "migrate-until-killed.contract.ts");

const plantSchema = (scene: DatabaseScene, version: number): void =>
  plant(scene.path, join(folder, `${version}.sql`));

async function expectWhole(scene: DatabaseScene): Promise<void> {
  const { log } = await scene.open();
  const read = async (room: number) =>
    must(await log.read(roomId(room), "after", origin, 10, 1e6)).map(({ seq, envelope }) => [
      seq,
      envelope.length,
      envelope[0],
    ]);
  deepEqual(await read(1), [
    [1, 40, 0],
    [2, 42, 2],
    [3, 44, 4],
  ]);
  deepEqual(await read(2), [
    [1, 41, 1],
    [2, 43, 3],
  ]);
  equal(must(await log.certificate(roomId(1)))?.version, 3);
  deepEqual(log.stats(), { rooms: 2, entries: 5, bytes: 210, corrupt: 0 });
  const known = must(await log.append(roomId(1), envelopeId(2), new Uint8Array(42).fill(2)));
  deepEqual([known.seq, known.known], [2, true], "ids are remembered");
  must(await log.append(roomId(1), envelopeId(9), new Uint8Array(7)));
  deepEqual(seqs(must(await log.read(roomId(1), "after", origin, 10, 1e6))), [1, 2, 3, 4]);
  // The largest room is found by its bytes, which the first schema did not count.
  must(await log.trimToSize(100, 10));
  equal(log.stats().bytes <= 100, true);
  await log.close();
}

async function inScene(work: (scene: DatabaseScene) => Promise<void>): Promise<void> {
  const scene = databaseScene();
  try {
    await work(scene);
  } finally {
    await scene.dispose();
  }
}

describe("a database of a released relay", () => {
  for (const version of released) {
    test(`with schema ${version} is taken over whole`, () =>
      inScene(async (scene) => {
        plantSchema(scene, version);
        await expectWhole(scene);
        const fresh = databaseScene();
        await (await fresh.open()).log.close();
        deepEqual(shapeOf(scene.path), shapeOf(fresh.path), "as if it had always been so");
        await fresh.dispose();
      }));
  }

  test("lies here for every schema there ever was", () =>
    inScene(async (scene) => {
      await (await scene.open()).log.close();
      const newest = versionOf(scene.path);
      deepEqual(
        released.toSorted((a, b) => a - b),
        Array.from({ length: newest }, (_, index) => index + 1),
      );
    }));

  test("is taken over by a relay that was killed before each step of it", () =>
    inScene(async (scene) => {
      plantSchema(scene, 1);
      let kills = 0;
      // Every start gets one step further than the last one, until one gets through.
      for (let steps = 0; ; steps++) {
        const { signal, stdout } = spawnSync(process.execPath, [dying, scene.path, String(steps)]);
        if (signal !== "SIGKILL") {
          match(String(stdout), /done/);
          break;
        }
        kills++;
        const at = versionOf(scene.path);
        equal(released.includes(at), true, `schema ${at} was never released`);
      }
      equal(kills >= 3, true, "it was killed before, in and after a transaction");
      await expectWhole(scene);
    }));
});

test("a database of a newer relay is refused and not touched", () =>
  inScene(async (scene) => {
    await (await scene.open()).log.close();
    scene.tamper("PRAGMA user_version = 99");
    const before = readFileSync(scene.path);
    await rejects(scene.open(), /schema 99 .* start the newer relay that wrote it, or restore/);
    equal(readFileSync(scene.path).equals(before), true);
    const db = new DatabaseSync(scene.path);
    equal(migrate(db).ok, false);
    db.close();
  }));
