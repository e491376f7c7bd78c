/** What organisers decide about rooms and devices, and that it holds. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import {
  parseActivity,
  parseOpenRoomList,
  parseOrganiserSettings,
  parseRoomDetail,
  parseRoomList,
  type Route,
  routes,
} from "@festival-chat/protocol/organiser";
import { wireErrors } from "@festival-chat/protocol/wire";
import { openSqliteBackend } from "../backend/embedded/sqlite.ts";
import { joinFrame, keyPair, testEnvelope, testRoom } from "../raw-member.fixture.ts";
import {
  refusalCode,
  virtualOrigin,
  virtualRelay,
  type VirtualMember,
} from "../virtual-relay.fixture.ts";
import { type ConsoleScene, consoleScene, expected, type SceneOptions } from "./console.fixture.ts";

const open: ConsoleScene[] = [];
afterEach(async () => {
  for (const scene of open.splice(0)) await scene.close();
});
async function start(options?: SceneOptions): Promise<ConsoleScene> {
  const scene = await consoleScene(options);
  open.push(scene);
  return scene;
}

/** Publishes and lets the relay answer. @returns code of the refusal, or undefined: it was taken */
async function publish(scene: ConsoleScene, member: VirtualMember, channel: number, ref: number) {
  member.send({ kind: "publish", channel, ref, envelope: testEnvelope() });
  await scene.relay.settle();
  return refusalCode(member);
}

/** Tries to join. @returns code of the refusal, or undefined: it is in */
async function tryJoin(
  scene: ConsoleScene,
  room: ReturnType<typeof testRoom>,
  device = keyPair(),
): Promise<number | undefined> {
  const member = scene.relay.dial(device);
  const changes = { certificate: room.certificate() };
  member.send(joinFrame(member.hello, room, device, virtualOrigin, changes));
  await scene.relay.settle();
  return refusalCode(member);
}

async function act(scene: ConsoleScene, route: Route, cookie: string, body: object) {
  const answer = await scene.ask(route, { cookie, body });
  await scene.relay.settle();
  return answer;
}

test("nobody publishes in a closed room, and everybody does when it is opened again", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const anna = scene.relay.dial();
  const { channel } = await anna.join(camp, { certificate: camp.certificate() });
  equal(await publish(scene, anna, channel, 1), undefined);
  const room = await scene.tag(camp.id);
  const closed = expected(parseRoomDetail, await act(scene, routes.closeRoom, cookie, { room }));
  deepEqual([closed.state, closed.links], ["closed", "<20"]);
  equal(await publish(scene, anna, channel, 2), wireErrors.RoomClosed.code);
  equal(await tryJoin(scene, camp), undefined, "what was said can still be read");
  await act(scene, routes.reopenRoom, cookie, { room });
  equal(await publish(scene, anna, channel, 3), undefined);
  equal((await act(scene, routes.closeRoom, cookie, { room: "00".repeat(6) })).status, 404);
});

test("in slow mode a device waits between two messages, each device for itself", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const anna = scene.relay.dial();
  const ben = scene.relay.dial();
  const { channel } = await anna.join(camp, { certificate: camp.certificate() });
  await ben.join(camp);
  const room = await scene.tag(camp.id);
  await act(scene, routes.slowRoom, cookie, { room, seconds: 30 });
  equal(await publish(scene, anna, channel, 1), undefined);
  equal(await publish(scene, anna, channel, 2), wireErrors.TooFast.code);
  equal(await publish(scene, ben, channel, 1), undefined, "each has its own pace");
  await scene.relay.pass(30_000);
  equal(await publish(scene, anna, channel, 3), undefined);
  await act(scene, routes.slowRoom, cookie, { room, seconds: 0 });
  equal(await publish(scene, anna, channel, 4), undefined);
});

test("what was deleted is gone for everybody, and does not come back with a certificate or a restart", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "console-"));
  const scene = await start({ dataDir });
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const anna = scene.relay.dial();
  const { channel } = await anna.join(camp, { certificate: camp.certificate() });
  equal(await publish(scene, anna, channel, 1), undefined);
  const room = await scene.tag(camp.id);
  const gone = expected(parseRoomDetail, await act(scene, routes.deleteRoom, cookie, { room }));
  deepEqual([gone.state, gone.messages, gone.bytes], ["deleted", 0, 0]);
  equal(anna.ended(), wireErrors.Draining.code, "its link comes back and learns why");
  deepEqual(
    [scene.relay.backend.log.stats().rooms, scene.relay.backend.log.stats().entries],
    [0, 0],
  );
  equal(await tryJoin(scene, camp), wireErrors.RoomClosed.code);
  equal(scene.relay.backend.log.stats().rooms, 0, "nobody brought it back");
  const after = await start({ dataDir });
  equal(await tryJoin(after, camp), wireErrors.RoomClosed.code);
  const again = await after.signIn("operator");
  await act(after, routes.reopenRoom, again.cookie, { room });
  equal(await tryJoin(after, camp), undefined);
  await after.close();
  open.splice(0);
  await scene.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test("a deleted room leaves no byte of its history in the files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "deleted-"));
  try {
    const path = join(folder, "relay.sqlite");
    const backend = await openSqliteBackend({ path });
    const [camp, stage] = [testRoom(), testRoom()];
    await backend.log.putRoom(camp.id, camp.certificate());
    await backend.log.putRoom(stage.id, stage.certificate());
    const [said, kept] = [testEnvelope(3_000), testEnvelope(3_000)];
    await backend.log.append(camp.id, idOf(1), said);
    await backend.log.append(stage.id, idOf(2), kept);
    const isIn = (bytes: Uint8Array): boolean =>
      readdirSync(folder).some((name) =>
        readFileSync(join(folder, name)).includes(Buffer.from(bytes.subarray(40, 400))),
      );
    deepEqual([isIn(said), isIn(kept)], [true, true]);
    const removed = await backend.log.removeRoom(camp.id);
    equal(removed.ok && removed.value, 1);
    // The removal is acknowledged before the write-ahead log is emptied, one turn of the writer later.
    await backend.log.append(stage.id, idOf(3), testEnvelope());
    deepEqual([isIn(said), isIn(kept)], [false, true]);
    await backend.log.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const idOf = (n: number) => {
  const { id } = testRoom();
  return `${id.slice(0, 30)}0${n}` as Parameters<
    Awaited<ReturnType<typeof openSqliteBackend>>["log"]["append"]
  >[1];
};

test("a banned device is shown out and stays out across a restart; the others stay in", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "console-"));
  const scene = await start({ dataDir });
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const [mallory, ben] = [scene.relay.dial(), scene.relay.dial()];
  const { channel } = await mallory.join(camp, { certificate: camp.certificate() });
  await ben.join(camp);
  equal(await publish(scene, mallory, channel, 1), undefined);
  const room = await scene.tag(camp.id);
  const detail = expected(
    parseRoomDetail,
    await scene.ask(routes.room, { cookie, query: `?room=${room}` }),
  );
  const [loudest, other] = detail.devices;
  deepEqual([loudest?.messages, other?.messages], [1, 0]);
  ok(loudest !== undefined);
  await act(scene, routes.banDevice, cookie, { device: loudest.tag });
  equal(mallory.ended(), wireErrors.Draining.code);
  equal(ben.ended(), undefined);
  equal(await tryJoin(scene, camp, mallory.device), wireErrors.RoomClosed.code);
  equal(await tryJoin(scene, camp), undefined);
  const again = await start({ dataDir });
  equal(await tryJoin(again, camp, mallory.device), wireErrors.RoomClosed.code);
  equal(await tryJoin(again, camp), undefined);
  const later = await again.signIn("operator");
  await act(again, routes.unbanDevice, later.cookie, { device: loudest.tag });
  equal(await tryJoin(again, camp, mallory.device), undefined);
  open.splice(0);
  await again.close();
  await scene.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test("a ticket from before does not let a banned device in", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const mallory = scene.relay.dial();
  const { ticket } = await mallory.join(camp, { certificate: camp.certificate() });
  const room = await scene.tag(camp.id);
  const { devices } = expected(
    parseRoomDetail,
    await scene.ask(routes.room, { cookie, query: `?room=${room}` }),
  );
  await act(scene, routes.banDevice, cookie, { device: devices[0]?.tag ?? "" });
  const back = scene.relay.dial(mallory.device);
  back.send({ kind: "resume", ref: 1, room: camp.id, ticket, cursor: undefined, recent: 0 });
  await scene.relay.settle();
  equal(refusalCode(back), wireErrors.RoomClosed.code);
});

test("the emergency stop refuses new rooms, and those that are there go on", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  equal(await tryJoin(scene, camp), undefined);
  const stopped = await act(scene, routes.setNewRooms, cookie, { stopped: true });
  equal(expected(parseOrganiserSettings, stopped).newRoomsStopped, true);
  equal(await tryJoin(scene, testRoom()), wireErrors.TooManyRooms.code);
  equal(await tryJoin(scene, camp), undefined);
  await act(scene, routes.setNewRooms, cookie, { stopped: false });
  equal(await tryJoin(scene, testRoom()), undefined);
  const feed = expected(parseActivity, await scene.ask(routes.activity, { cookie }));
  ok(feed.items.some(({ kind }) => kind === "rooms-refused"));
});

const link = (secret: string) => `https://chat.example/#${secret.repeat(22)}`;

test("open rooms are those of the settings, as organisers ordered, renamed and closed them", async () => {
  const environ = { OPEN_ROOMS: `Main Stage=${link("A")};Night bus=${link("Q")}` };
  const scene = await start({ environ });
  const { cookie } = await scene.signIn("operator");
  const names = () => scene.office.published().openRooms.map(({ name }) => name);
  deepEqual(names(), ["Main Stage", "Night bus"]);
  const rooms = [
    { name: "Lost and found", link: link("g"), closed: false },
    { name: "Buses", link: link("Q"), closed: false },
    { name: "Main Stage", link: link("A"), closed: true },
  ];
  const listed = await act(scene, routes.setOpenRooms, cookie, { rooms });
  deepEqual(
    expected(parseOpenRoomList, listed).rooms.map(({ name, closed, fixed }) => [
      name,
      closed,
      fixed,
    ]),
    [
      ["Lost and found", false, false],
      ["Buses", false, true],
      ["Main Stage", true, true],
    ],
  );
  deepEqual(names(), ["Lost and found", "Buses"]);
  const twice = { rooms: [rooms[0], rooms[0]] };
  equal((await act(scene, routes.setOpenRooms, cookie, twice)).status, 400);
  const wrong = { rooms: [{ ...rooms[0], link: "javascript:alert(1)" }] };
  equal((await act(scene, routes.setOpenRooms, cookie, wrong)).status, 400);
});

test("retention is as the owner decided, and no operator decides it", async () => {
  const scene = await start();
  const owner = await scene.signIn("owner");
  const operator = await scene.signIn("operator");
  const body = { hours: 24, megabytes: 500 };
  equal((await act(scene, routes.setRetention, operator.cookie, body)).status, 403);
  equal((await act(scene, routes.setRetention, owner.cookie, body)).status, 200);
  deepEqual(scene.office.retention(), body);
  const none = { hours: 0, megabytes: 500 };
  equal((await act(scene, routes.setRetention, owner.cookie, none)).status, 400);
});

test("organisers see rooms by tag alone: no id, no key and no small number", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("viewer");
  const camp = testRoom();
  const anna = scene.relay.dial();
  const { channel } = await anna.join(camp, { certificate: camp.certificate() });
  await publish(scene, anna, channel, 1);
  const answer = await scene.ask(routes.rooms, { cookie });
  const { rooms } = expected(parseRoomList, answer);
  const [room] = rooms;
  deepEqual([room?.tag, room?.links, room?.messages], [await scene.tag(camp.id), "<20", "<20"]);
  for (const route of [routes.rooms, routes.activity, routes.figures, routes.audit]) {
    const { text } = await scene.ask(route, { cookie });
    ok(!text.includes(camp.id));
    ok(!text.includes(Buffer.from(anna.device.publicKey).toString("hex")));
  }
});

test("without organisers the relay asks nobody", async () => {
  const relay = virtualRelay();
  const camp = testRoom();
  const anna = relay.dial();
  await anna.join(camp, { certificate: camp.certificate() });
  equal(anna.ended(), undefined);
});
