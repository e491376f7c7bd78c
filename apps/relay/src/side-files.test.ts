/** The files beside the log: what any released relay wrote into them is taken over whole. */
import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, test } from "node:test";
import { idFromBytes, toSeq } from "@festival-chat/protocol/wire";
import { createAuditLog } from "./organiser/audit-log.ts";
import { createDecisions } from "./organiser/decisions.ts";
import { openOrganiserDatabase } from "./organiser/organiser-database.ts";
import { createOrganisers } from "./organiser/organisers.ts";
import { openSqlitePeerCursors } from "./peering/sqlite-peer-cursors.ts";
import { openSqliteBells } from "./push/sqlite-bells.ts";
import { plant, shapeOf, versionOf } from "./released.fixture.ts";

/** `NAME.N.sql` is what the relay with schema N of that file wrote. */
const folder = join(import.meta.dirname, "released");
const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);
const roomOf = (byte: number) => idFromBytes("RoomId", filled(16, byte));

const openBells = (path: string) => openSqliteBells(path, { perRoom: 9, all: 9 });

interface SideFile {
  /** Opens it as the relay does, and closes it. */
  open(path: string): void;
  expectWhole(path: string): Promise<void>;
}

const sideFiles: Readonly<Record<string, SideFile>> = {
  bells: {
    open: (path) => openBells(path).close(),
    async expectWhole(path) {
      const bells = openBells(path);
      equal(bells.count(), 3);
      const device = idFromBytes("DeviceTag", filled(8, 3));
      const bell = await bells.get(roomOf(2), device);
      deepEqual(bell.ok && bell.value, {
        device,
        mode: "mentions",
        endpoint: "https://push.example/anna",
        key: filled(65, 4),
        auth: filled(16, 5),
      });
      const ofRoom = await bells.page(roomOf(1), undefined, 9);
      deepEqual(ofRoom.ok && ofRoom.value.map(({ mode }) => mode), ["all", "mentions"]);
      const gone = await bells.trim(1_700_000_000_001, 9);
      deepEqual(gone, { ok: true, value: 1 });
      bells.close();
    },
  },
  organiser: {
    open: (path) => openOrganiserDatabase(path).close(),
    async expectWhole(path) {
      const db = openOrganiserDatabase(path);
      const organisers = createOrganisers(db);
      equal(organisers.byToken(`fco_${"A".repeat(43)}`)?.name, "Control");
      deepEqual(
        organisers.all().map(({ name, role }) => [name, role]),
        [
          ["Control", "owner"],
          ["Gate", "viewer"],
        ],
      );
      equal(organisers.passkey("a2V5")?.signCount, 7);
      const { length, brokenAt } = createAuditLog(db).verify();
      deepEqual([length, brokenAt], [3, 0], "the chain is whole");
      const decisions = createDecisions(db);
      deepEqual(decisions.power("0011223344aa"), { state: "closed", slowSeconds: 30 });
      equal(decisions.isBanned("66778899aabb"), true);
      deepEqual(
        decisions.openRooms().map(({ name, closed }) => [name, closed]),
        [
          ["Main Stage", false],
          ["Night bus", true],
        ],
      );
      equal(decisions.setting("retention-hours"), 48);
      for (const table of ["successions", "announcements"]) {
        equal(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"], 1, table);
      }
      // Who is removed takes their passkeys along.
      equal(organisers.remove("Control"), true);
      equal(organisers.hasPasskeys(), false);
      db.close();
    },
  },
  peers: {
    open: (path) => openSqlitePeerCursors(path).close(),
    async expectWhole(path) {
      const cursors = openSqlitePeerCursors(path);
      const epoch = (byte: number) => idFromBytes("LogEpoch", filled(8, byte));
      deepEqual(cursors.get(idFromBytes("RelayId", filled(8, 1)), roomOf(1)), {
        taken: { logEpoch: epoch(2), seq: toSeq(41), ourEpoch: epoch(3) },
        given: { logEpoch: epoch(4), seq: toSeq(40), theirEpoch: epoch(5) },
      });
      cursors.close();
    },
  },
};

const releasedOf = (name: string): readonly number[] =>
  readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => Number(file.split(".")[1]))
    .toSorted((a, b) => a - b);

async function inFolder(work: (path: string, other: string) => Promise<void>): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), "festival-side-"));
  try {
    await work(join(own, "side.sqlite"), join(own, "fresh.sqlite"));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

for (const [name, file] of Object.entries(sideFiles)) {
  describe(`${name}.sqlite`, () => {
    for (const version of releasedOf(name)) {
      test(`of schema ${version} is taken over whole`, () =>
        inFolder(async (path, fresh) => {
          plant(path, join(folder, `${name}.${version}.sql`));
          await file.expectWhole(path);
          file.open(fresh);
          deepEqual(shapeOf(path), shapeOf(fresh), "as if it had always been so");
        }));
    }

    test("lies here as every schema of it there ever was", () =>
      inFolder(async (path) => {
        file.open(path);
        const all = Array.from({ length: versionOf(path) }, (_, index) => index + 1);
        deepEqual(releasedOf(name), all);
      }));

    test("of a newer relay is refused and not touched", () =>
      inFolder(async (path) => {
        file.open(path);
        const db = new DatabaseSync(path);
        db.exec("PRAGMA user_version = 99");
        db.close();
        const before = readFileSync(path);
        throws(() => file.open(path), /schema 99 and this relay knows \d/);
        ok(readFileSync(path).equals(before));
      }));
  });
}
