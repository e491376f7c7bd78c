/** The audit log: what was written stays as it was, or it shows. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { DatabaseSync } from "node:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAuditPage, routes } from "@festival-chat/protocol/organiser";
import { type AuditLog, chainHash, chainStart, createAuditLog } from "./audit-log.ts";
import { consoleScene, expected } from "./console.fixture.ts";
import { openOrganiserDatabase, organiserFile, write } from "./organiser-database.ts";

let folder: string;
let db: DatabaseSync;
let audit: AuditLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
  db = openOrganiserDatabase(join(folder, organiserFile));
  audit = createAuditLog(db);
  for (let n = 1; n <= 5; n++) {
    audit.add({ at: n * 1_000, who: "Anna", what: "room-closed", detail: `room=${n}` });
  }
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("an untouched log is whole, and its head is the hash of everything before", () => {
  let hash = chainStart;
  for (let n = 1; n <= 5; n++) {
    const fact = { at: n * 1_000, who: "Anna", what: "room-closed", detail: `room=${n}` };
    hash = chainHash(hash, n, fact);
  }
  const head = Buffer.from(hash).toString("hex");
  deepEqual(audit.verify(), { length: 5, head, brokenAt: 0 });
});

const tampering: readonly (readonly [string, string, number])[] = [
  ["a changed name", "UPDATE audit SET who = 'Ben' WHERE n = 3", 3],
  ["a changed time", "UPDATE audit SET at = at + 1 WHERE n = 1", 1],
  ["a changed detail", "UPDATE audit SET detail = '' WHERE n = 5", 5],
  [
    "words moved between fields",
    "UPDATE audit SET who = 'Annar', what = 'oom-closed' WHERE n = 2",
    2,
  ],
  ["an entry left out", "DELETE FROM audit WHERE n = 2", 2],
  ["the first one left out", "DELETE FROM audit WHERE n = 1", 1],
  ["a changed hash", "UPDATE audit SET hash = zeroblob(32) WHERE n = 4", 4],
  [
    "two entries exchanged",
    "UPDATE audit SET n = -1 WHERE n = 2; UPDATE audit SET n = 2 WHERE n = 3; UPDATE audit SET n = 3 WHERE n = -1",
    2,
  ],
];
for (const [what, sql, brokenAt] of tampering) {
  test(`${what} shows`, () => {
    db.exec(sql);
    equal(audit.verify().brokenAt, brokenAt);
    equal(audit.page(99, 10).brokenAt, brokenAt);
  });
}

test("entries put in at the end without the chain show, and a cut end has another head", () => {
  const before = audit.verify();
  db.exec("INSERT INTO audit VALUES (6, 6000, 'Anna', 'x', '', zeroblob(32))");
  equal(audit.verify().brokenAt, 6);
  db.exec("DELETE FROM audit WHERE n >= 5");
  const cut = audit.verify();
  equal(cut.brokenAt, 0);
  ok(cut.head !== before.head && cut.length < before.length);
});

test("an act and its line are written together, or neither is", () => {
  const outcome = write(db, () => {
    audit.add({ at: 9, who: "Anna", what: "x", detail: "" });
    db.exec("INSERT INTO settings VALUES ('rooms-stopped', 'no number')");
  });
  equal(outcome.ok, false);
  equal(audit.verify().length, 5);
});

test("what organisers do stands in the log, by name, with tags and nothing else", async () => {
  const scene = await consoleScene();
  try {
    const { cookie } = await scene.signIn("owner");
    await scene.ask(routes.setNewRooms, { cookie, body: { stopped: true } });
    await scene.ask(routes.banDevice, { cookie, body: { device: "00112233aabb" } });
    await scene.ask(routes.signIn, { body: { token: "wrong" } });
    const page = expected(parseAuditPage, await scene.ask(routes.audit, { cookie }));
    equal(page.brokenAt, 0);
    deepEqual(
      page.entries.map(({ what, detail }) => `${what} ${detail}`),
      [
        "sign-in-refused with=token",
        "device-banned device=00112233aabb",
        "new-rooms stopped=true",
        "signed-in with=token",
      ],
    );
    equal(page.entries[0]?.hash, page.head);
    const older = await scene.ask(routes.audit, { cookie, query: "?before=3" });
    deepEqual(
      expected(parseAuditPage, older).entries.map(({ n }) => n),
      [2, 1],
    );
  } finally {
    await scene.close();
  }
});
