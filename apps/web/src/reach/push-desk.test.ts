/** The relay knows where a phone is pushed to, in step with what its person wants; and no more. */
import { deepEqual, equal } from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { RoomSettings } from "@festival-chat/client";
import { decodeReachFrame, idFromBytes, type ReachFrame } from "@festival-chat/protocol/wire";
import { remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { playPushBrowser } from "./push-browser.fixture.ts";
import { createPushDesk, type PushedRoom } from "./push-desk.ts";
import { setWish, wishedRooms, wishOf } from "./wishes.ts";

const key = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString("base64url");

const settings: RoomSettings = {
  favourite: false,
  notify: "all",
  archived: false,
  joinLines: true,
  seen: true,
  open: undefined,
};

beforeEach(() => {
  remember(lateMemoryKeys.buzz, undefined);
  remember(lateMemoryKeys.told, undefined);
});

/** A phone in two rooms whose link takes frames, or does not. */
function phone() {
  const browser = playPushBrowser();
  const sent: { readonly room: string; readonly frame: ReachFrame }[] = [];
  const scene = { linked: true, looking: false, now: Date.UTC(2026, 5, 1) };
  const roomOf = (n: number): PushedRoom => ({
    id: idFromBytes("RoomId", new Uint8Array(16).fill(n)),
    settings,
    transmit(make) {
      if (!scene.linked) return false;
      const decoded = decodeReachFrame(make(n));
      if (decoded?.ok === true) sent.push({ room: this.id, frame: decoded.value });
      return true;
    },
  });
  const camp = roomOf(1);
  const stage = roomOf(2);
  let rooms: readonly PushedRoom[] = [camp, stage];
  const desk = createPushDesk({
    rooms: () => rooms,
    pushKey: async () => key,
    isLookedAt: () => scene.looking,
    now: () => scene.now,
  });
  return {
    browser,
    desk,
    scene,
    camp,
    stage,
    /** What the relay heard since the last look: room and kind. */
    heard: () =>
      sent.splice(0).map(({ room, frame }) => `${frame.kind} ${nameOf(room)}${of(frame)}`),
    leave(room: PushedRoom) {
      rooms = rooms.filter(({ id }) => id !== room.id);
    },
    set(room: PushedRoom, change: Partial<RoomSettings>) {
      rooms = rooms.map((one) =>
        one.id === room.id ? { ...one, settings: { ...one.settings, ...change } } : one,
      );
    },
  };
  function nameOf(id: string): string {
    return id === camp.id ? "camp" : "stage";
  }
}

function of(frame: ReachFrame): string {
  if (frame.kind === "subscribe") return ` ${frame.mode}`;
  return frame.kind === "look" ? ` ${frame.looking}` : "";
}

test("without a wish nothing is asked of the browser and nothing said to the relay", async () => {
  const { desk, browser, heard } = phone();
  await desk.reconcile();
  desk.looked();
  deepEqual(heard(), []);
  deepEqual(browser.calls, []);
});

test("a wish is told once, and again only after some hours", async () => {
  const { desk, scene, camp, heard } = phone();
  setWish(camp.id, "yes");
  await desk.reconcile();
  deepEqual(heard(), ["subscribe camp all"]);
  await desk.reconcile();
  deepEqual(heard(), []);
  scene.now += 7 * 3_600_000;
  await desk.reconcile();
  deepEqual(heard(), ["subscribe camp all"]);
});

test("without a link it waits for one", async () => {
  const { desk, scene, camp, heard } = phone();
  scene.linked = false;
  setWish(camp.id, "yes");
  await desk.reconcile();
  deepEqual(heard(), []);
  scene.linked = true;
  await desk.reconcile();
  deepEqual(heard(), ["subscribe camp all"]);
});

test("only mentions is another mode, and none, or the archive, is no subscription", async () => {
  const { desk, camp, heard, set } = phone();
  setWish(camp.id, "yes");
  await desk.reconcile();
  set(camp, { notify: "mentions" });
  await desk.reconcile();
  set(camp, { notify: "none" });
  await desk.reconcile();
  set(camp, { notify: "all" });
  await desk.reconcile();
  set(camp, { archived: true });
  await desk.reconcile();
  deepEqual(heard(), [
    "subscribe camp all",
    "subscribe camp mentions",
    "unsubscribe camp",
    "subscribe camp all",
    "unsubscribe camp",
  ]);
});

test("turning it off in one room leaves the other alone", async () => {
  const { desk, camp, stage, heard } = phone();
  setWish(camp.id, "yes");
  setWish(stage.id, "yes");
  await desk.reconcile();
  setWish(camp.id, "no");
  await desk.reconcile();
  deepEqual(heard(), ["subscribe camp all", "subscribe stage all", "unsubscribe camp"]);
});

test("of a room that was left even a relay that did not hear of it reaches nobody", async () => {
  const { desk, browser, camp, stage, heard, leave } = phone();
  setWish(camp.id, "yes");
  setWish(stage.id, "yes");
  await desk.reconcile();
  const before = browser.endpoint();
  leave(camp);
  await desk.reconcile();
  equal(browser.endpoint() === before, false, "the old address is dead");
  deepEqual(heard(), ["subscribe camp all", "subscribe stage all", "subscribe stage all"]);
  deepEqual(wishedRooms(), [stage.id]);
  equal(wishOf(camp.id), undefined);
});

test("a subscription for another relay's key is made anew", async () => {
  const { desk, browser, camp, heard } = phone();
  await browser.subscribeElsewhere();
  setWish(camp.id, "yes");
  await desk.reconcile();
  deepEqual(heard(), ["subscribe camp all"]);
  deepEqual(browser.calls.slice(-3), ["getSubscription", "unsubscribe", "subscribe"]);
});

test("a permission that was taken away ends what the relay knows", async () => {
  const first = phone();
  setWish(first.camp.id, "yes");
  await first.desk.reconcile();
  deepEqual(first.heard(), ["subscribe camp all"]);
  const { desk, browser, heard } = phone();
  browser.permission = "denied";
  await desk.reconcile();
  deepEqual(heard(), ["unsubscribe camp"]);
});

test("what was changed by the browser is told anew", async () => {
  const { desk, browser, camp, heard } = phone();
  setWish(camp.id, "yes");
  await desk.reconcile();
  browser.expire();
  await desk.changed();
  deepEqual(heard(), ["subscribe camp all", "subscribe camp all"]);
});

test("where somebody looks is told where it matters, once a link", async () => {
  const { desk, scene, camp, heard } = phone();
  setWish(camp.id, "yes");
  scene.looking = true;
  await desk.reconcile();
  desk.looked();
  deepEqual(heard(), ["subscribe camp all", "look camp true"]);
  desk.lost();
  await desk.reconcile();
  deepEqual(heard(), ["look camp true"]);
  scene.looking = false;
  desk.looked();
  deepEqual(heard(), ["look camp false"]);
  desk.lost();
  await desk.reconcile();
  deepEqual(heard(), [], "nobody looks, until told");
});

test("a browser without pushes, or one that throws or refuses, costs nothing but the buzz", async () => {
  for (const how of ["missing", "throws", "rejects"] as const) {
    const { desk, browser, camp, heard } = phone();
    browser.break(how);
    setWish(camp.id, "yes");
    await desk.reconcile();
    deepEqual(heard(), [], how);
  }
});

test("wishes that somebody else wrote there are not believed", () => {
  remember(lateMemoryKeys.buzz, "nonsense 0123 <script> ");
  deepEqual(wishedRooms(), []);
  const room = idFromBytes("RoomId", new Uint8Array(16).fill(1));
  equal(wishOf(room), undefined);
  for (let i = 0; i < 300; i++) setWish(idFromBytes("RoomId", new Uint8Array(16).fill(i)), "no");
  setWish(room, "yes");
  deepEqual(wishedRooms(), [room]);
});
