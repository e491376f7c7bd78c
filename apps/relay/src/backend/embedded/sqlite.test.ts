/** The SQLite backend keeps the B-rules, also when its process is killed or its disk fails. */
import { deepEqual, equal } from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  bytesOf,
  certificateOf,
  envelopeId,
  must,
  origin,
  present,
  roomId,
  seqs,
} from "../backend-scene.contract.ts";
import { backendContract } from "../backend.contract.ts";
import type { Entry } from "../backend.ts";
import { databaseScene, type DatabaseScene } from "./sqlite-scene.contract.ts";

backendContract(
  test,
  async () => {
    const scene = databaseScene();
    const backend = await scene.open();
    return {
      backend,
      clock: scene.clock,
      // The second append of the group fails after the first went well.
      breakDisk: () =>
        scene.tamper(`CREATE TRIGGER broken BEFORE INSERT ON entries WHEN NEW.seq > 2
          BEGIN SELECT RAISE (ABORT, 'broken'); END`),
      mendDisk: () => scene.tamper("DROP TRIGGER broken"),
      async restart() {
        await backend.log.close();
        return scene.open();
      },
      dispose: () => scene.dispose(),
    };
  },
  { faults: true, restarts: true },
);

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

databaseTest("[B1] SIGKILL in the middle of appends loses nothing acknowledged", async (scene) => {
  const fixture = fileURLToPath(new URL("./append-until-killed.contract.ts", import.meta.url));
  let acked = 0;
  for (const enough of [15, 230, 1_111]) {
    const child = spawn(process.execPath, [fixture, scene.path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = new Promise((resolve) => child.once("exit", resolve));
    let heard = 0;
    for await (const line of createInterface(child.stdout)) {
      const seq = Number(line);
      equal(seq > acked, true, "acks rise, also across kills");
      acked = seq;
      if (++heard === enough) child.kill("SIGKILL");
    }
    await exited;
    equal(heard >= enough, true, "it was killed at work");
    const { log } = await scene.open();
    const { head } = must(await log.extent(camp));
    equal(head >= acked, true, `acked ${acked}, found ${head}`);
    const page = must(await log.read(camp, "after", origin, head + 1, 1e9));
    deepEqual(
      seqs(page),
      Array.from({ length: head }, (_, i) => i + 1),
    );
    for (const { seq, prev, envelope } of page) {
      equal(prev, seq - 1);
      equal(envelope[0], (seq - 1) % 256);
    }
    equal(log.stats().entries, head, "the totals were in the same transaction");
    acked = head;
    await log.close();
  }
  deepEqual(scene.events, [], "a kill is not a rollback");
});

databaseTest("nobody but the owner may read the files of the log", async (scene) => {
  const { log } = await scene.open();
  must(await log.append(camp, envelopeId(0), bytesOf(0)));
  for (const suffix of ["", "-wal", "-shm", ".witness"]) {
    equal(statSync(scene.path + suffix).mode & 0o077, 0, suffix);
  }
  await log.close();
});

databaseTest("[B1] reopened after a close, everything is there", async (scene) => {
  const first = await scene.open();
  await first.log.putRoom(camp, certificateOf(1, 1));
  for (let i = 0; i < 5; i++) await first.log.append(camp, envelopeId(i), bytesOf(i));
  const before = first.log.stats();
  await first.log.close();
  const { log } = await scene.open();
  deepEqual(log.stats(), before);
  deepEqual(must(await log.certificate(camp)), certificateOf(1, 1));
  deepEqual(seqs(must(await log.read(camp, "after", origin, 9, 1e6))), [1, 2, 3, 4, 5]);
});

databaseTest(
  "[B7] a database of the first schema learns how large its rooms are",
  async (scene) => {
    const first = await scene.open();
    await first.log.append(camp, envelopeId(0), new Uint8Array(100));
    for (let i = 1; i < 5; i++)
      await first.log.append(roomId(2), envelopeId(i), new Uint8Array(100));
    await first.log.close();
    scene.tamper("ALTER TABLE rooms DROP COLUMN bytes; PRAGMA user_version = 1");
    const { log } = await scene.open();
    equal(must(await log.trimToSize(200, 9)), 3);
    deepEqual(must(await log.extent(camp)), { first: 1, head: 1 });
    deepEqual(must(await log.extent(roomId(2))), { first: 4, head: 4 });
  },
);

databaseTest("[B13] a damaged entry is a reported hole that members can fill", async (scene) => {
  const { log } = await scene.open();
  for (let i = 0; i < 5; i++) await log.append(camp, envelopeId(i), bytesOf(i));
  scene.tamper("UPDATE entries SET envelope = x'ff' WHERE seq IN (2, 3)");
  const page = must(await log.read(camp, "after", origin, 2, 1e6));
  deepEqual(
    page.map(({ seq, prev }) => [seq, prev]),
    [
      [1, 0],
      [4, 3],
    ],
    "prev shows the hole, and the page is full all the same",
  );
  await log.read(camp, "after", origin, 9, 1e6);
  deepEqual(scene.events, [
    { kind: "corrupt", room: camp, seq: 2 },
    { kind: "corrupt", room: camp, seq: 3 },
  ]);
  equal(log.stats().corrupt, 2);
  const again = must(await log.append(camp, envelopeId(1), bytesOf(1)));
  deepEqual([again.seq, again.prev, again.known], [6, 5, false]);
  deepEqual(seqs(must(await log.read(camp, "before", again.seq, 9, 1e6))), [1, 4, 5]);
  equal(log.stats().entries, 4);
});

databaseTest("[B6] a full file refuses, keeps reading and takes entries again", async (scene) => {
  const { log } = await scene.open({ maxFileBytes: 512 * 1024 });
  const heard: Entry[] = [];
  log.tail((entries) => heard.push(...entries));
  const envelope = new Uint8Array(10_000);
  let stored = 0;
  let refusal: string | undefined;
  for (let i = 0; refusal === undefined && i < 1_000; i++) {
    const outcome = await log.append(camp, envelopeId(i), envelope);
    if (outcome.ok) stored++;
    else refusal = outcome.error.what;
  }
  equal(present(refusal).includes("full"), true);
  equal(seqs(must(await log.read(camp, "after", origin, 1_000, 1e9))).length, stored);
  equal(heard.length, stored);
  equal(log.stats().entries, stored);
  must(await log.trimToSize(100_000, 1_000));
  const recovered = must(await log.append(camp, envelopeId(5_000), envelope));
  deepEqual([recovered.prev, recovered.known], [stored, false]);
});

databaseTest(
  "[B6] appends beyond what may wait for the disk are refused at once",
  async (scene) => {
    const { log } = await scene.open({ maxWaitingBytes: 1_000 });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, i) => log.append(camp, envelopeId(i), new Uint8Array(400))),
    );
    deepEqual(
      outcomes.map((outcome) => outcome.ok),
      [true, true, false, false, false],
    );
    must(await log.append(camp, envelopeId(2), new Uint8Array(400)));
  },
);

databaseTest("[B7] what retention removed is in no file any more", async (scene) => {
  const { log } = await scene.open();
  const canary = Buffer.from("canary in the coal mine");
  await log.append(camp, envelopeId(1), canary);
  const found = () =>
    ["", "-wal"].some((suffix) => readFileSync(scene.path + suffix).includes(canary));
  equal(found(), true);
  equal(must(await log.trimToSize(0, 10)), 1);
  // The checkpoint follows the answer; the next answer comes after it.
  must(await log.trimToSize(0, 10));
  must(await log.trim(0, 10));
  equal(found(), false);
});
