/** The audit log: what was written stays as it was, or it shows. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { DatabaseSync } from "node:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAnnouncementList, parseAuditPage, routes } from "@festival-chat/protocol/organiser";
import { testRoom } from "../raw-member.fixture.ts";
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

test("every act of the console is a line of the chain, under the name of whoever did it", async () => {
  const scene = await consoleScene();
  try {
    const { cookie, token } = await scene.signIn("owner");
    const camp = testRoom();
    const anna = scene.relay.dial();
    await anna.join(camp, { certificate: camp.certificate() });
    const room = await scene.tag(camp.id);
    const device = "00112233aabb";
    const text = { language: "en", title: "Rain", body: "", action: "" };
    const request = {
      id: null,
      revision: 0,
      level: "info",
      expiresAt: scene.relay.now() + 60_000,
      nextUpdate: 0,
      rooms: [],
      texts: [text],
    };
    const listed = async () =>
      expected(parseAnnouncementList, await scene.ask(routes.announcements, { cookie }))
        .announcements[0];
    const acts = {
      stepUp: ["stepped-up", { token }],
      announce: ["announced", request],
      withdraw: ["withdrawn", async () => ({ id: (await listed())?.id, revision: 1 })],
      setOpenRooms: ["open-rooms-changed", { rooms: [] }],
      slowRoom: ["room-slowed", { room, seconds: 30 }],
      closeRoom: ["room-closed", { room }],
      reopenRoom: ["room-reopened", { room }],
      deleteRoom: ["room-deleted", { room }],
      banDevice: ["device-banned", { device }],
      unbanDevice: ["device-unbanned", { device }],
      setNewRooms: ["new-rooms", { stopped: true }],
      setRetention: ["retention", { hours: 24, megabytes: 500 }],
      changeKey: ["signed-again", {}],
      signOut: ["signed-out", {}],
    } as const;
    const all = Object.entries(routes).flatMap(([name, { method }]) =>
      method === "POST" ? [name] : [],
    );
    // Those of passkeys are in passkey.test.ts; the way in is the line before these.
    const others = /^(?:passkey\w+|signIn)$/;
    deepEqual(all.filter((name) => !others.test(name)).toSorted(), Object.keys(acts).toSorted());
    const log = createAuditLog(scene.db);
    for (const [name, [what, given]] of Object.entries(acts)) {
      const body = typeof given === "function" ? await given() : given;
      const route = routes[name as keyof typeof acts];
      const before = log.verify().length;
      equal((await scene.ask(route, { cookie, body })).status, 200, name);
      const { length, brokenAt } = log.verify();
      // The new key is a line of its own, before what stands is signed with it.
      deepEqual([length - before, brokenAt], [name === "changeKey" ? 2 : 1, 0], name);
      const [line] = log.page(length + 1, 1).entries;
      deepEqual([line?.what, line?.who], [what, "Organiser 0 owner"], name);
    }
  } finally {
    await scene.close();
  }
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
        "stepped-up with=token",
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
