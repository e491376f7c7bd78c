/**
 * The disk on a bad day: full while people talk, full at a start, read-only, of no use. Where tests may not
 * mount, the same promises are proven over a file with a ceiling (backend/embedded/sqlite.test.ts).
 */
import { equal, match, ok } from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { type LogEpoch, toSeq, wireErrors } from "@festival-chat/protocol/wire";
import { folderFor, mayMount, startOnDisk } from "./disk.fixture.ts";
import { keyPair, testEnvelope, testRoom } from "./raw-member.fixture.ts";
import { dialAt, type SocketMember, testServer } from "./socket-member.fixture.ts";

/** The largest bucket and its tag: a few pages each, so that a small disk is soon full. */
const envelopeBytes = 16 * 1024 + 16;
const room = testRoom();

interface Seat {
  readonly member: SocketMember;
  readonly channel: number;
  readonly logEpoch: LogEpoch;
  /** The refusal that comes next, if one comes: awaited once, however many messages are sent. */
  readonly refused: Promise<number>;
}

async function sit(origin: string): Promise<Seat> {
  const member = await dialAt(origin, keyPair());
  const certificate = room.certificate();
  const { channel, logEpoch } = await member.join(room, { certificate, recent: 1 });
  const refused = member.inbox.next("refuse").then(({ code }) => code);
  return { member, channel, logEpoch, refused };
}

/** Publishes once. @returns 0 when it was acknowledged, else the code of the refusal */
async function publish({ member, channel, refused }: Seat, ref: number): Promise<number> {
  member.send({ kind: "publish", channel, ref, envelope: testEnvelope(envelopeBytes) });
  return Promise.race([member.inbox.next("ack").then(() => 0), refused]);
}

/** Publishes, each device as fast as it may, until the relay refuses. */
async function publishUntilRefused(origin: string): Promise<{ acked: number; refusal: number }> {
  let acked = 0;
  for (let device = 0; device < 15; device++) {
    const seat = await sit(origin);
    for (let ref = 1; ref <= 8; ref++) {
      const refusal = await publish(seat, ref);
      if (refusal !== 0) return { acked, refusal };
      acked++;
    }
    seat.member.hangUp();
  }
  return { acked, refusal: 0 };
}

/** Settles once somebody who was there from the beginning has caught up with so many messages. */
async function expectHistory(origin: string, wanted: number): Promise<void> {
  const newcomer = await sit(origin);
  newcomer.member.hangUp();
  const { logEpoch } = newcomer;
  const member = await dialAt(origin, keyPair());
  await member.join(room, { cursor: { logEpoch, seq: toSeq(0) } });
  let found = 0;
  while (found < wanted) found += (await member.inbox.next("deliver")).records.length;
  equal(found, wanted);
  member.hangUp();
}

const addressOf = async (relay: { said(pattern: RegExp): Promise<string> }): Promise<string> =>
  `http://127.0.0.1:${await relay.said(/listening.*localhost:(\d+)/)}`;

/** A folder with the data of a relay that ended well after three messages. */
async function usedFolder(t: TestContext): Promise<string> {
  const folder = folderFor(t);
  const dataDir = join(folder, "relay");
  mkdirSync(dataDir);
  const server = await testServer({ dataDir });
  const seat = await sit(server.origin);
  for (const ref of [1, 2, 3]) equal(await publish(seat, ref), 0);
  seat.member.hangUp();
  await server.close();
  return folder;
}

const scenes = {
  async "full while people talk: refused by its code, history served, and on again with space"(t) {
    const relay = startOnDisk(t, folderFor(t), 'mount -t tmpfs -o size=1200k tmpfs "$0"');
    const origin = await addressOf(relay);
    const ballast = join(relay.inside, "ballast");
    writeFileSync(ballast, new Uint8Array(400 * 1024));
    const { acked, refusal } = await publishUntilRefused(origin);
    ok(acked > 0);
    equal(refusal, wireErrors.Storage.code);
    match(await relay.said(/(storage-failed.*)/), /full/);
    await expectHistory(origin, acked);
    equal((await fetch(`${origin}/health`)).status, 200);
    rmSync(ballast);
    equal(await publish(await sit(origin), 1), 0, "the next message is taken again");
    await expectHistory(origin, acked + 1);
    equal(relay.child.exitCode, null, "it is the same process");
  },

  async "full at a start: it waits, says so, and starts once there is space"(t) {
    const folder = await usedFolder(t);
    const prepare = [
      'cd "$0"; mkdir disk; mount -t tmpfs -o size=600k tmpfs disk; cp relay/* disk',
      "cat /dev/zero > disk/ballast 2> disk.full; mount --move disk relay; cd /",
    ].join("; ");
    const relay = startOnDisk(t, folder, prepare, "relay");
    match(await relay.said(/waiting for the disk (.*)/), /disk I\/O error|full/);
    rmSync(join(relay.inside, "ballast"));
    await expectHistory(await addressOf(relay), 3);
  },

  async "read-only: it ends with a code of its own and says what to do"(t) {
    const folder = await usedFolder(t);
    const prepare = 'mount --bind "$0" "$0"; mount -o remount,ro,bind "$0"';
    const relay = startOnDisk(t, folder, prepare, "relay");
    equal(await relay.exit, 3, relay.lines.join());
    equal(relay.lines.length, 1);
    match(relay.lines[0] ?? "", /cannot be (?:opened|used) .*(?:read-?only|may write)/i);
    const again = await testServer({ dataDir: join(folder, "relay") });
    t.after(() => again.close());
    await expectHistory(again.origin, 3);
  },

  async "that needs a person, in a container: said once, and waited for until it is stopped"(t) {
    const folder = folderFor(t);
    mkdirSync(join(folder, "relay", "relay.sqlite"), { recursive: true });
    const asProcess1 = ["--pid", "--fork", "--kill-child", "--mount-proc"];
    const relay = startOnDisk(t, folder, ":", "relay", asProcess1);
    await relay.said(/(waiting for a person)/);
    equal(relay.lines.filter((line) => /cannot be opened/.test(line)).length, 1);
    const { pid } = relay.child;
    const [inner] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
    process.kill(Number(inner), "SIGTERM");
    equal(await relay.exit, 0, "nothing else ended it");
  },
} satisfies Record<string, (t: TestContext) => Promise<void>>;

describe("a disk", { concurrency: true }, () => {
  // Elsewhere the file with a ceiling stands for it; see above.
  for (const [name, scene] of mayMount ? Object.entries(scenes) : []) test(name, scene);
});
