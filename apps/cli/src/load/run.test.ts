/** A load run against a real relay on this machine. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  createOrganisers,
  openOrganiserDatabase,
  organiserFile,
  parseConfig,
  type RunningServer,
  startServer,
} from "@festival-chat/relay";
import type { LoadOptions } from "../invocation.ts";
import { createAnnouncer } from "./announce.ts";
import { createRawRooms } from "./raw-client.ts";
import { startLoad } from "./run.ts";

describe("load with bare frames", () => {
  let folder: string;
  let server: RunningServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "festival-load-"));
    const config = parseConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder });
    ok(config.ok);
    server = await startServer(config.value);
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const options = (changes: Partial<LoadOptions>): LoadOptions => ({
    relay: { origin: `http://127.0.0.1:${server.port}`, url: undefined },
    scenario: "steady",
    capacity: false,
    tokenFile: undefined,
    picture: undefined,
    clients: 12,
    rooms: 3,
    rate: 20,
    seconds: 1,
    mode: "raw",
    drop: 0,
    json: true,
    ...changes,
  });
  const run = (changes: Partial<LoadOptions>) => {
    const all = options(changes);
    const { origin } = all.relay;
    const rooms = createRawRooms(`ws://127.0.0.1:${server.port}/ws`, origin);
    return startLoad(all, rooms, () => performance.now(), new AbortController().signal).report;
  };

  test("everything acknowledged reaches every member of its room once", async () => {
    const report = await run({});
    equal(report.failedClients, 0);
    ok(report.acknowledged > 0);
    equal(report.acknowledged, report.sent);
    equal(report.delivered, report.acknowledged * 4);
    deepEqual([report.lost, report.duplicates, report.unanswered], [0, 0, 0]);
    ok(report.deliveryMillis.p50 !== null && report.ackMillis.p99 !== null);
  });

  test("clients that are cut off come back by their cursor and miss nothing", async () => {
    const report = await run({ drop: 0.5, seconds: 2 });
    ok(report.cuts > 0);
    equal(report.reconnects, report.cuts);
    deepEqual([report.lost, report.duplicates, report.unanswered], [0, 0, 0]);
  });

  test("a rush, a storm of reconnects and slow phones lose nothing either", async () => {
    const rush = await run({ scenario: "rush" });
    deepEqual([rush.lost, rush.duplicates, rush.failedClients], [0, 0, 0]);
    ok(rush.joinMillis.max !== null);
    const storm = await run({ scenario: "reconnect" });
    deepEqual([storm.cuts, storm.reconnects, storm.lost, storm.unanswered], [12, 12, 0, 0]);
    const slow = await run({ scenario: "slow", rooms: 1 });
    deepEqual([slow.lost, slow.duplicates, slow.unanswered], [0, 0, 0]);
    equal(slow.delivered, slow.acknowledged * 12);
    ok(slow.slowMillis.p50 !== null && slow.deliveryMillis.p50 !== null);
    ok(slow.slowMillis.max !== null);
  });

  test("an announcement reaches every client once, and is taken back", async () => {
    const db = openOrganiserDatabase(join(folder, organiserFile));
    const token = createOrganisers(db).add("Load", "operator", Date.now());
    db.close();
    ok(token !== undefined);
    const all = options({ scenario: "announcement" });
    const { origin } = all.relay;
    const announcer = await createAnnouncer(origin, token);
    const rooms = createRawRooms(`ws://127.0.0.1:${server.port}/ws`, origin);
    const { signal } = new AbortController();
    const now = () => performance.now();
    const report = await startLoad(all, rooms, now, signal, signal, announcer).report;
    await announcer.withdraw();
    deepEqual([report.announced, report.lost, report.unanswered], [12, 0, 0]);
    ok(report.announceMillis.max !== null);
  });

  test("refusals of the relay's limits are counted by name", async () => {
    const report = await run({ clients: 2, rooms: 1, rate: 100, seconds: 1 });
    ok((report.refused["TooFast"] ?? 0) > 0, JSON.stringify(report.refused));
    deepEqual([report.lost, report.duplicates, report.unanswered], [0, 0, 0]);
  });
});
