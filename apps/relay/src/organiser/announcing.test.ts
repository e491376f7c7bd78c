/** Announcements from the console to phones: who is told what, and what is never told. */
import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  type AnnounceRequest,
  parseAnnouncementList,
  parseOrganiserSettings,
  parsePublicOrganiser,
  routes,
} from "@festival-chat/protocol/organiser";
import {
  type AnnouncementFrameOf,
  type AnnouncementMark,
  decodeAnnouncementFrame,
  encodeAnnouncementFrame,
  followOrganiserKey,
  isShownIn,
  limits,
  openAnnouncement,
  parseAnnouncementId,
} from "@festival-chat/protocol/wire";
import { verifyEd25519 } from "../ed25519.ts";
import type { Doorbell, PushedAnnouncement } from "../push/doorbell.ts";
import { keyPair, testRoom } from "../raw-member.fixture.ts";
import type { VirtualMember } from "../virtual-relay.fixture.ts";
import { payloadOf } from "../ws-frame.ts";
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

const minute = 60_000;
const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verifyEd25519({ publicKey, message, signature });

const requestAt = (now: number, changes: Partial<AnnounceRequest> = {}): AnnounceRequest => ({
  id: null,
  revision: 0,
  level: "important",
  expiresAt: now + 60 * minute,
  nextUpdate: 0,
  rooms: [],
  texts: [{ language: "en", title: "Rain at nine", body: "Close the tents.", action: "" }],
  ...changes,
});

/** Frames of announcements that a phone was sent. */
const told = (member: VirtualMember): AnnouncementFrameOf<"announcement">[] =>
  member.messages.flatMap((message) => {
    const frame = decodeAnnouncementFrame(payloadOf(message));
    return frame?.ok === true && frame.value.kind === "announcement" ? [frame.value] : [];
  });

const published = (scene: ConsoleScene) => {
  const parsed = parsePublicOrganiser(scene.office.published());
  if (parsed === undefined) throw new Error("config.json");
  return parsed;
};

const bytesOf = (text: string | null) => Buffer.from(text ?? "", "base64url");

/** What a phone that knows nothing yet makes of a frame. */
function judge(scene: ConsoleScene, frame: AnnouncementFrameOf<"announcement">) {
  return openAnnouncement(
    frame,
    {
      environment: "development",
      eventTag: "public",
      key: bytesOf(published(scene).organiserKey),
      now: scene.relay.now(),
      held: () => undefined,
    },
    verify,
  );
}

async function announce(scene: ConsoleScene, cookie: string, request: AnnounceRequest) {
  const answer = await scene.ask(routes.announce, { cookie, body: request });
  await scene.relay.settle();
  return expected(parseAnnouncementList, answer).announcements;
}

test("[N9] everybody who is in a room is told at once, once, and who comes later as well", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const rooms = [testRoom(), testRoom()];
  const [camp, stage] = rooms;
  ok(camp !== undefined && stage !== undefined);
  const anna = scene.relay.dial();
  await anna.join(camp, { certificate: camp.certificate() });
  await anna.join(stage, { certificate: stage.certificate() });
  const idle = scene.relay.dial();
  const [first] = await announce(scene, cookie, requestAt(scene.relay.now()));
  equal(told(anna).length, 1, "once, though it is in two rooms");
  equal(told(idle).length, 0, "who joined nothing is told nothing");
  const ben = scene.relay.dial();
  await ben.join(camp);
  await ben.join(stage);
  deepEqual(told(ben), told(anna), "the same bytes");
  const [frame] = told(ben);
  ok(frame !== undefined);
  const opened = await judge(scene, frame);
  equal(opened.ok && opened.value.id, first?.id);
  equal(opened.ok && isShownIn(opened.value, camp.id), true);
  await scene.relay.pass(61 * minute);
  const late = scene.relay.dial();
  await late.join(camp);
  equal(told(late).length, 0, "what has expired is not told any more");
});

test("[N6, N9] what is for some rooms is told to nobody else", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const [camp, stage] = [testRoom(), testRoom()];
  const anna = scene.relay.dial();
  await anna.join(camp, { certificate: camp.certificate() });
  const ben = scene.relay.dial();
  await ben.join(stage, { certificate: stage.certificate() });
  const tags = [await scene.tag(camp.id)];
  await announce(scene, cookie, requestAt(scene.relay.now(), { rooms: tags }));
  deepEqual([told(anna).length, told(ben).length], [1, 0]);
  const [frame] = told(anna);
  ok(frame !== undefined);
  const opened = await judge(scene, frame);
  equal(opened.ok && isShownIn(opened.value, stage.id), false);
  const nowhere = requestAt(scene.relay.now(), { rooms: ["00".repeat(6)] });
  equal((await scene.ask(routes.announce, { cookie, body: nowhere })).status, 404);
});

test("[N1] revisions follow one another, never expire earlier, and a withdrawn one is the last", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const anna = scene.relay.dial();
  await anna.join(camp, { certificate: camp.certificate() });
  const now = scene.relay.now();
  const [one] = await announce(scene, cookie, requestAt(now));
  ok(one !== undefined);
  const next = requestAt(now, { id: one.id, revision: 1 });
  const status = async (body: object) =>
    (await scene.ask(routes.announce, { cookie, body })).status;
  equal(await status({ ...next, revision: 0 }), 409, "it builds on what is not there");
  equal(await status({ ...next, expiresAt: one.expiresAt - 1 }), 400);
  equal(await status({ ...next, rooms: [await scene.tag(camp.id)] }), 400, "the rooms stay");
  equal(await status({ ...next, expiresAt: now + 8 * 24 * 60 * minute }), 400, "a week at most");
  equal(await status({ ...next, id: "00".repeat(16) }), 404);
  const [two] = await announce(scene, cookie, next);
  equal(two?.revision, 2);
  const withdrawal = { cookie, body: { id: one.id, revision: 2 } };
  const [three] = expected(
    parseAnnouncementList,
    await scene.ask(routes.withdraw, withdrawal),
  ).announcements;
  deepEqual([three?.revision, three?.withdrawn, three?.expiresAt], [3, true, one.expiresAt]);
  equal((await scene.ask(routes.withdraw, withdrawal)).status, 409);
  equal(await status({ ...next, revision: 3 }), 409, "nothing follows a withdrawal");
  await scene.relay.settle();
  const opened = await Promise.all(told(anna).map((frame) => judge(scene, frame)));
  deepEqual(
    opened.map((result) => result.ok && [result.value.revision, result.value.withdrawn]),
    [
      [1, false],
      [2, false],
      [3, true],
    ],
  );
});

test("[N8] phones' words are counted once a link, and nothing else of them is kept", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const members = Array.from({ length: 21 }, () => scene.relay.dial());
  for (const member of members) await member.join(camp, { certificate: camp.certificate() });
  const [made] = await announce(scene, cookie, requestAt(scene.relay.now()));
  const id = parseAnnouncementId(made?.id ?? "");
  ok(id !== undefined);
  const say = (member: VirtualMember, mark: AnnouncementMark, revision = 1) =>
    member.sendBytes(encodeAnnouncementFrame({ kind: "announcement-seen", id, revision, mark }));
  for (const member of members) {
    say(member, "reached");
    say(member, "reached");
    say(member, "reached", 7);
  }
  for (const member of members.slice(0, 3)) say(member, "opened");
  const [first] = members;
  ok(first !== undefined);
  say(first, "help");
  const outsider = scene.relay.dial();
  say(outsider, "help");
  const listed = expected(parseAnnouncementList, await scene.ask(routes.announcements, { cookie }));
  const [counted] = listed.announcements;
  deepEqual([counted?.sent, counted?.reached, counted?.opened, counted?.help], [21, 21, "<20", 1]);
});

test("[N4, N5] after a change of the key phones that follow it believe the new one, and forged ones never", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("owner");
  const camp = testRoom();
  const anna = scene.relay.dial();
  await anna.join(camp, { certificate: camp.certificate() });
  await announce(scene, cookie, requestAt(scene.relay.now()));
  const before = published(scene);
  const changed = expected(parseOrganiserSettings, await scene.ask(routes.changeKey, { cookie }));
  const after = published(scene);
  notEqual(after.organiserKey, before.organiserKey);
  deepEqual([changed.organiserKey, changed.keyChanges], [after.organiserKey, 1]);
  const audience = { environment: "development", eventTag: "public" } as const;
  const followed = await followOrganiserKey(
    bytesOf(before.organiserKey),
    bytesOf(after.organiserKey),
    after.organiserSuccessions.map(({ key, next, signature }) => ({
      key: bytesOf(key),
      next: bytesOf(next),
      signature: bytesOf(signature),
    })),
    audience,
    verify,
  );
  deepEqual(followed, bytesOf(after.organiserKey));
  const ben = scene.relay.dial();
  await ben.join(camp);
  const [old] = told(anna);
  const [fresh] = told(ben);
  ok(old !== undefined && fresh !== undefined);
  deepEqual(fresh.statement, old.statement, "what stands is signed again, not said again");
  equal((await judge(scene, fresh)).ok, true);
  const replayed = await judge(scene, old);
  equal(!replayed.ok && replayed.error, "other-key");
  const mallory = keyPair();
  const forged = { ...fresh, key: mallory.publicKey, signature: mallory.sign(fresh.statement) };
  equal((await judge(scene, forged)).ok, false);
  equal((await judge(scene, { ...forged, key: fresh.key })).ok, false);
});

test("a member cannot send an announcement through the relay", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  const camp = testRoom();
  const [anna, ben] = [scene.relay.dial(), scene.relay.dial()];
  await anna.join(camp, { certificate: camp.certificate() });
  await ben.join(camp);
  await announce(scene, cookie, requestAt(scene.relay.now()));
  const [frame] = told(anna);
  ok(frame !== undefined);
  const count = told(ben).length;
  anna.sendBytes(encodeAnnouncementFrame(frame));
  await scene.relay.settle();
  equal(told(ben).length, count);
});

test("[N7] important ones are pushed, with fewer texts where all do not fit, and still signed", async () => {
  const pushed: PushedAnnouncement[] = [];
  const doorbell: Doorbell = {
    subscribe: async () => false,
    unsubscribe: () => undefined,
    ring: () => undefined,
    announce: async (announcement) => void pushed.push(announcement),
    forgetRoom: async () => undefined,
    trim: async () => undefined,
    close: () => undefined,
  };
  const scene = await start({ doorbell });
  const { cookie } = await scene.signIn("operator");
  const now = scene.relay.now();
  await announce(scene, cookie, requestAt(now, { level: "info" }));
  equal(pushed.length, 0, "an Info is a strip and nothing more");
  const texts = ["en", "de", "fr", "es"].map((language) => ({
    language,
    title: "Storm",
    body: "x".repeat(limits.announcementBodyBytes),
    action: "Go to car park B",
  }));
  await announce(scene, cookie, requestAt(now, { level: "emergency", texts }));
  const [one] = pushed;
  ok(one !== undefined);
  const frame = decodeAnnouncementFrame(one.frame);
  ok(frame?.ok === true && frame.value.kind === "announcement");
  ok(frame.value.statement.length <= limits.pushAnnouncementBytes);
  const opened = await judge(scene, frame.value);
  ok(opened.ok);
  deepEqual([opened.value.whole, opened.value.texts.length], [false, 2]);
});

test("announcements, their counts and the key are there after a restart", async () => {
  const scene = await start();
  const { cookie } = await scene.signIn("operator");
  await announce(scene, cookie, requestAt(scene.relay.now()));
  const before = published(scene);
  const again = await start({ dataDir: scene.dataDir });
  deepEqual(published(again), before);
  const camp = testRoom();
  const anna = again.relay.dial();
  await anna.join(camp, { certificate: camp.certificate() });
  const [frame] = told(anna);
  ok(frame !== undefined);
  equal((await judge(again, frame)).ok, true);
  match(before.organiserKey ?? "", /^[\w-]{43}$/);
});
