/** What a host does, on the phones of everybody: real relay, real keys, virtual time. */
import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import type { HostPowers, Room } from "@festival-chat/client";
import { createNodeSignatures } from "@festival-chat/client/node";
import { createIdentity, deriveRoomKeys, parseLink, seal } from "@festival-chat/protocol/e2e";
import { idFromBytes, limits } from "@festival-chat/protocol/wire";
import { type Festival, festival, type Phone, roomOf, textOf } from "./festival.ts";

const powersOf = async (phone: Phone, room: Room): Promise<HostPowers> => {
  const powers = await phone.client.hostPowers(room.id);
  ok(powers !== undefined, "no host powers");
  return powers;
};

/** What the host did, without who came and went. */
const told = (room: Room) => room.lines().filter(({ kind }) => kind !== "came" && kind !== "went");

/** Three phones of which the first is host, and everybody has said something. */
async function camp(scene: Festival) {
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben", "Zed");
  const [anna, ben, zed] = phones;
  const [annas, bens, zeds] = rooms;
  ok(anna && ben && zed && annas && bens && zeds);
  for (const [i, room] of rooms.entries()) {
    await room.setName(phones[i]?.name ?? "");
    await room.send(`hello from ${phones[i]?.name}`);
  }
  await scene.until(() => rooms.every((room) => room.messages().length === 3));
  return { anna, ben, zed, annas, bens, zeds, host: await powersOf(anna, annas) };
}

const successorOn = (phone: Phone, old: Room): Room | undefined =>
  old.policy.movedTo === undefined ? undefined : phone.client.room(old.policy.movedTo);

test("only the phone that started a room has powers over it", async () => {
  const scene = festival();
  const { ben, bens } = await camp(scene);
  equal(await ben.client.hostPowers(bens.id), undefined);
  equal(bens.isHost, false);
});

test("[H2] the host names the room anew: who is there sees it at once, who comes later as well", async () => {
  const scene = festival();
  const { annas, bens, zed, zeds, host } = await camp(scene);
  zed.goOffline();
  await scene.pass(1_000);
  ok((await host.rename("Camp Owl")).ok);
  equal(annas.name, "Camp Owl");
  await scene.until(() => bens.name === "Camp Owl");
  deepEqual(
    told(bens).map(({ kind }) => kind),
    ["renamed"],
  );
  equal(zeds.name, "Camp");
  zed.goOnline();
  await scene.until(() => zeds.name === "Camp Owl");
  const late = await scene.phone("Late");
  const joined = await late.client.join(annas.link);
  ok(joined.ok);
  await scene.until(() => joined.value.name === "Camp Owl");
  deepEqual(await host.rename("  "), { ok: false, error: { kind: "empty" } });
  equal((await host.rename("x".repeat(129))).ok, false);
});

test("[H2] a name that was given without signal reaches the others when there is some", async () => {
  const scene = festival();
  const { anna, bens, host } = await camp(scene);
  anna.goOffline();
  await scene.pass(1_000);
  ok((await host.rename("Camp Owl")).ok);
  const restarted = await anna.restart();
  await scene.until(() => bens.name === "Camp Owl");
  equal(restarted.client.rooms()[0]?.name, "Camp Owl");
});

test("[H3] what the host removes is gone for everybody, and says who removed it", async () => {
  const scene = festival();
  const { annas, bens, zed, zeds, host } = await camp(scene);
  const bad = zeds.messages().find(({ mine }) => mine);
  ok(bad);
  zed.goOffline();
  ok((await host.removeMessage(bad.id)).ok);
  await scene.until(() => bens.messages().some(({ body }) => body.kind === "removed"));
  for (const room of [annas, bens]) {
    const message = room.message(bad.id);
    ok(message !== undefined && message !== "blocked");
    equal(message.body.kind, "removed");
    equal(message.removedBy, annas.me);
    notEqual(message.removedBy, message.author);
  }
  zed.goOnline();
  await scene.until(() => zeds.messages().some(({ body }) => body.kind === "removed"));
  const again = await zed.restart();
  await scene.until(() => again.texts(at(again)).includes("removed"));
});

const at = (phone: Phone): Room => {
  const [room] = phone.client.rooms();
  ok(room);
  return room;
};

test("[H4] slow mode holds the next message back on honest phones, and not the host's", async () => {
  const scene = festival();
  const { annas, bens, host } = await camp(scene);
  ok((await host.slowMode(30)).ok);
  await scene.until(() => bens.policy.slowModeSeconds === 30);
  await scene.pass(31_000);
  ok((await bens.send("one")).ok);
  const held = await bens.send("two");
  ok(!held.ok && held.error.kind === "held");
  ok((held.error.waitMillis ?? 0) > 29_000);
  equal(bens.waitMillis, held.error.waitMillis);
  const [first] = annas.messages();
  ok(first && (await bens.react(first.id, "🔥")).ok);
  ok((await annas.send("hosts may")).ok);
  ok((await annas.send("at once")).ok);
  await scene.pass(30_500);
  equal(bens.waitMillis, 0);
  ok((await bens.send("two")).ok);
  ok((await host.slowMode(0)).ok);
  await scene.until(() => bens.policy.slowModeSeconds === 0);
  ok((await bens.send("three")).ok);
  deepEqual(
    told(bens).map((line) => [line.kind, line.kind === "slow-mode" ? line.seconds : 0]),
    [
      ["slow-mode", 30],
      ["slow-mode", 0],
    ],
  );
});

test("[H4] in a locked room the host alone writes; in a closed one nobody does", async () => {
  const scene = festival();
  const { annas, bens, host } = await camp(scene);
  ok((await host.lock(true)).ok);
  await scene.until(() => bens.policy.locked);
  equal(bens.policy.writable, false);
  equal(annas.policy.writable, true);
  const shut = await bens.send("may I?");
  deepEqual(shut, { ok: false, error: { kind: "held", waitMillis: undefined } });
  ok((await annas.send("read this")).ok);
  ok((await host.lock(false)).ok);
  await scene.until(() => bens.policy.writable);
  ok((await bens.send("thanks")).ok);
  ok((await host.close()).ok);
  await scene.until(() => bens.policy.closed);
  equal(annas.policy.writable, false);
  equal((await annas.send("one more")).ok, false);
  const mine = bens.messages().find(({ mine: written }) => written);
  ok(mine);
  ok((await bens.remove(mine.id)).ok, "what one wrote can be taken back for ever");
  deepEqual(
    told(bens).map(({ kind }) => kind),
    ["locked", "unlocked", "closed"],
  );
});

test("[H4] who joins when the act has long scrolled away knows by the card what holds", async () => {
  const scene = festival();
  const { annas, host } = await camp(scene);
  ok((await host.slowMode(30)).ok);
  ok((await host.lock(true)).ok);
  await scene.pass(6_000);
  ok((await host.lock(false)).ok);
  ok((await host.lock(true)).ok);
  for (let i = 0; i < 120; i++) ok((await annas.send(`news ${i}`)).ok);
  await scene.pass(30_000);
  const late = await scene.phone("Late");
  const joined = await late.client.join(annas.link);
  ok(joined.ok);
  await scene.until(() => joined.value.policy.locked);
  equal(joined.value.policy.slowModeSeconds, 30);
  equal(joined.value.policy.writable, false);
  deepEqual(told(joined.value), []);
});

test("[H4] what was written before a lock was heard of is shown like everything else", async () => {
  const scene = festival();
  const { annas, ben, bens, host } = await camp(scene);
  ben.goOffline();
  await scene.pass(1_000);
  ok((await host.lock(true)).ok);
  ok((await bens.send("from the dead zone")).ok);
  ben.goOnline();
  await scene.until(() => annas.messages().some((one) => textOf(one) === "from the dead zone"));
  await scene.until(() => bens.policy.locked);
});

test("[H5, H6, H7, K9] T31: a removed member can neither join the new room nor read it; all others are taken along", async () => {
  const scene = festival();
  const { anna, ben, zed, annas, bens, zeds, host } = await camp(scene);
  await bens.configure({ favourite: true, notify: "mentions" });
  await bens.block(annas.me);
  await bens.unblock(annas.me);
  await bens.setDraft({ text: "half a thought", replyTo: undefined });
  const removed = await host.removeMember(zeds.me);
  ok(removed.ok);
  const next = removed.value;
  notEqual(next.id, annas.id);
  notEqual(next.link, annas.link);
  equal(
    next.link.split(".").at(-1),
    annas.link.split(".").at(-1),
    "the host is the one they trust",
  );
  equal(next.name, "Camp");
  equal(next.isHost, true);
  notEqual(next.words?.join(), annas.words?.join());
  await scene.until(() => successorOn(ben, bens)?.membership.kind === "joined");
  const bensNext = successorOn(ben, bens);
  ok(bensNext);
  equal(bensNext.name, "Camp");
  equal(bensNext.myName, "Ben");
  equal(bensNext.me, bens.me, "marks and blocks go on");
  equal(bensNext.settings.favourite, true);
  equal(bensNext.settings.notify, "mentions");
  equal(bensNext.settings.archived, false);
  equal(bensNext.draft?.text, "half a thought");
  equal(bens.settings.archived, true);
  equal(bens.policy.writable, false);
  ok((await bensNext.send("without Zed")).ok);
  await scene.until(() => next.messages().some((one) => textOf(one) === "without Zed"));

  await scene.until(() => zeds.policy.removed);
  equal(zeds.policy.writable, false);
  equal(zeds.policy.movedTo, next.id);
  deepEqual(
    zed.client.rooms().map(({ id }) => id),
    [zeds.id],
  );
  deepEqual(
    told(zeds).map(({ kind }) => kind),
    ["removed", "moved"],
  );
  // All that Zed ever held or heard: nothing of it is the new secret, and no relay lets Zed in.
  const said = await zed.client.join(annas.link);
  ok(said.ok && said.value.id === zeds.id);
  equal(anna.client.room(annas.id)?.settings.archived, true);
  await scene.pass(60_000);
  equal(zed.client.room(next.id), undefined);
  const kept = await zed.store.rooms();
  const nextKept = await anna.store.rooms();
  ok(kept.ok && nextKept.ok);
  const secret = nextKept.value.find(({ room }) => room === next.id)?.root;
  ok(secret && kept.value.every(({ root }) => !Buffer.from(root).equals(secret)));
});

/** Puts a word of each of so many people into the relay's log, later than everything before. */
async function crowd(scene: Festival, room: Room, count: number): Promise<void> {
  const signatures = createNodeSignatures();
  const bytes = (length: number): Uint8Array => scene.dice.bytes(length);
  const link = parseLink(room.link);
  ok(link.ok);
  const keys = await deriveRoomKeys(link.value.root, signatures);
  scene.stopRelay();
  await scene.pass(1_000);
  for (let n = 0; n < count; n++) {
    const draft = {
      chain: idFromBytes("ChainId", bytes(8)),
      ctr: 1,
      prev: undefined,
      hlc: { ms: scene.time.now(), count: n },
      name: `Owl ${n}`,
      content: { kind: "text", text: `I am ${n}` },
    } as const;
    const who = await createIdentity(bytes(32), signatures);
    const sealed = await seal(keys, 0, who, draft, bytes(24), signatures);
    ok(sealed.ok);
    ok((await scene.backend().log.append(keys.room, sealed.value.id, sealed.value.bytes)).ok);
  }
  scene.restartRelay("disk");
}

test("[H5] T31: in a room of 500 who wrote long ago is taken along as well, by a second event", async () => {
  const scene = festival();
  const { anna, ben, annas, bens, zeds, host } = await camp(scene);
  await crowd(scene, annas, limits.moveMembers - 3);
  await scene.until(() => annas.messages().length === limits.moveMembers);
  const removing = host.removeMember(zeds.me);
  await scene.until(() => successorOn(ben, bens)?.membership.kind === "joined");
  ok((await removing).ok);
  // The newest voices come first: Ben's entry was behind those of the whole crowd.
  ok(annas.messages().findIndex(({ author }) => author === bens.me) < 3);
  equal(anna.client.room(annas.id)?.policy.movedTo, bens.policy.movedTo);
});

test("[H6] a phone that was off for the whole move follows when it comes back", async () => {
  const scene = festival();
  const { ben, bens, zeds, host } = await camp(scene);
  ben.goOffline();
  await scene.pass(1_000);
  const removed = await host.removeMember(zeds.me);
  ok(removed.ok);
  await removed.value.send("we are here now");
  const back = await ben.restart();
  await scene.until(() => back.client.room(removed.value.id)?.messages().length === 1);
  const old = back.client.room(bens.id);
  equal(old?.policy.movedTo, removed.value.id);
  // Who leaves the new room has left it, and is not taken along again.
  await back.client.leave(removed.value.id);
  const again = await back.restart();
  await scene.until(() => again.client.room(bens.id)?.policy.movedTo === removed.value.id);
  await scene.pass(5_000);
  equal(again.client.room(removed.value.id), undefined);
});

test("[H6] who was taken along and said nothing yet is taken along the next time, too", async () => {
  const scene = festival();
  const { anna, ben, bens, zeds, host } = await camp(scene);
  const once = await host.removeMember(zeds.me);
  ok(once.ok);
  const eve = await scene.phone("Eve");
  const joined = await eve.client.join(once.value.link);
  ok(joined.ok);
  await scene.until(() => joined.value.membership.kind === "joined");
  ok((await joined.value.send("hi, I am Eve")).ok);
  await scene.until(() => once.value.messages().length === 1);
  await scene.until(() => successorOn(ben, bens) !== undefined);
  const second = await powersOf(anna, once.value);
  const twice = await second.removeMember(joined.value.me);
  ok(twice.ok);
  await scene.until(() => ben.client.room(twice.value.id)?.membership.kind === "joined");
  await scene.pass(2_000);
  equal(eve.client.room(twice.value.id), undefined);
  equal(joined.value.policy.removed, true);
});

test("[H7] who never wrote is not taken along, and was not removed", async () => {
  const scene = festival();
  const { annas, zeds, host } = await camp(scene);
  const quiet = await scene.phone("Quiet");
  const joined = await quiet.client.join(annas.link);
  ok(joined.ok);
  await scene.until(() => joined.value.messages().length === 3);
  const removed = await host.removeMember(zeds.me);
  ok(removed.ok);
  await scene.until(() => joined.value.policy.movedTo === removed.value.id);
  await scene.pass(2_000);
  equal(joined.value.policy.removed, false);
  equal(quiet.client.room(removed.value.id), undefined);
  const code = await quiet.client.join(removed.value.link);
  ok(code.ok);
  await scene.until(() => code.value.membership.kind === "joined");
});
