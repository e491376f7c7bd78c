/** When a database keeps its epoch, when it gets a new one, and when it must not be used at all. */
import { deepEqual, equal, match, notEqual, rejects } from "node:assert/strict";
import { copyFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { bytesOf, envelopeId, must, origin, roomId, seqs } from "../backend-scene.contract.ts";
import { applyPragmas, pragmaFault, versionFault, writerPragmas } from "./pragmas.ts";
import { DatabaseRefused } from "./database-refused.ts";
import { databaseScene, type DatabaseScene } from "./sqlite-scene.contract.ts";
import { rollbackReason } from "./witness.ts";

const camp = roomId(1);

function databaseTest(name: string, body: (scene: DatabaseScene) => Promise<void>): void {
  test(name, async () => {
    const scene = databaseScene();
    try {
      await body(scene);
    } finally {
      await scene.dispose();
    }
  });
}

/** A log with `count` entries, closed. @returns its epoch */
async function filled(scene: DatabaseScene, from: number, count: number): Promise<string> {
  const { log } = await scene.open();
  for (let i = from; i < from + count; i++) must(await log.append(camp, envelopeId(i), bytesOf(i)));
  await log.close();
  return log.logEpoch;
}

databaseTest("[B9] an older copy written over the database has a new epoch", async (scene) => {
  const epoch = await filled(scene, 0, 3);
  copyFileSync(scene.path, `${scene.path}.backup`);
  equal(await filled(scene, 3, 2), epoch, "a restart alone changes nothing");
  copyFileSync(`${scene.path}.backup`, scene.path);
  const { log } = await scene.open();
  notEqual(log.logEpoch, epoch);
  deepEqual(scene.events, [{ kind: "new-epoch", why: "the database is older than before" }]);
  deepEqual(seqs(must(await log.read(camp, "after", origin, 9, 1e6))), [1, 2, 3]);
  const restored = log.logEpoch;
  await log.close();
  equal((await scene.open()).log.logEpoch, restored, "and keeps that one");
});

databaseTest("[B9] a copy moved into the database's place has a new epoch", async (scene) => {
  const epoch = await filled(scene, 0, 3);
  copyFileSync(scene.path, `${scene.path}.backup`);
  renameSync(`${scene.path}.backup`, scene.path);
  const { log } = await scene.open();
  notEqual(log.logEpoch, epoch);
  deepEqual(scene.events, [{ kind: "new-epoch", why: "the database is another file than before" }]);
});

databaseTest("[B9] a database without its witness has a new epoch", async (scene) => {
  const epoch = await filled(scene, 0, 1);
  rmSync(`${scene.path}.witness`);
  const { log } = await scene.open();
  notEqual(log.logEpoch, epoch);
});

databaseTest("[B9] a witness that cannot be read counts as none", async (scene) => {
  const epoch = await filled(scene, 0, 1);
  writeFileSync(`${scene.path}.witness`, "not a database, and long enough to be seen as none");
  const { log } = await scene.open();
  notEqual(log.logEpoch, epoch);
  equal(must(await log.extent(camp)).head, 1);
});

databaseTest("[B9] two new databases have different names and epochs", async (scene) => {
  const other = databaseScene();
  try {
    const [one, two] = [await scene.open(), await other.open()];
    notEqual(one.log.relay, two.log.relay);
    notEqual(one.log.logEpoch, two.log.logEpoch);
    deepEqual(scene.events, [], "new is not restored");
  } finally {
    await other.dispose();
  }
});

test("[B9] a database ahead of its witness goes on: the witness lags by design", () => {
  const found = { logEpoch: Uint8Array.of(1), generation: 9, file: "a" };
  equal(rollbackReason(found, { ...found, generation: 5 }), undefined);
  equal(rollbackReason(found, found), undefined);
  match(rollbackReason(found, { ...found, generation: 10 }) ?? "", /older/);
  match(rollbackReason(found, { ...found, logEpoch: Uint8Array.of(2) }) ?? "", /another log/);
});

databaseTest("a second relay on the same database is refused", async (scene) => {
  await scene.open();
  await rejects(scene.open(), (thrown) => {
    equal(thrown instanceof DatabaseRefused, true);
    match(String(thrown), /Another relay is using this database: stop it first/);
    return true;
  });
});

databaseTest("a database of a newer relay is refused", async (scene) => {
  await filled(scene, 0, 1);
  scene.tamper("PRAGMA user_version = 99");
  await rejects(scene.open(), /schema 99 .* start the newer relay/);
});

databaseTest("a file that is not a database is refused", async (scene) => {
  writeFileSync(scene.path, "x".repeat(10_000));
  await rejects(
    scene.open(),
    /cannot be opened .*check that this user may write there, or move the file away/,
  );
});

databaseTest("a connection whose durability settings did not take is refused", async (scene) => {
  const db = new DatabaseSync(scene.path);
  applyPragmas(db, writerPragmas);
  equal(pragmaFault(db, writerPragmas), undefined);
  const wrong = {
    journal_mode: "DELETE",
    synchronous: "NORMAL",
    busy_timeout: "1",
    mmap_size: "4096",
    secure_delete: "OFF",
    foreign_keys: "OFF",
    trusted_schema: "ON",
    wal_autocheckpoint: "0",
  };
  for (const [name, value] of Object.entries(wrong)) {
    applyPragmas(db, writerPragmas);
    db.exec(`PRAGMA ${name} = ${value}`);
    match(pragmaFault(db, writerPragmas) ?? "", new RegExp(`PRAGMA ${name} .*local disk`));
  }
  deepEqual(
    writerPragmas.map(({ name }) => name).toSorted(),
    Object.keys(wrong).toSorted(),
    "every setting is checked",
  );
  db.close();
});

test("SQLite before 3.51.3 is refused", () => {
  for (const old of ["3.51.2", "3.50.9", "2.99.99", "3.9.0", "odd"]) {
    match(versionFault(old) ?? "", /update Node\.js/);
  }
  for (const good of ["3.51.3", "3.51.10", "3.52.0", "4.0.0"]) equal(versionFault(good), undefined);
});
