/** Anna gets a new phone in the middle of the festival: her rooms, her name and her voice go with her. */
import { createNodeSignatures } from "@festival-chat/client/node";
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import type { Client, Room } from "@festival-chat/client";
import {
  type Giving,
  keepBelongings,
  type LeftState,
  lookAtLeft,
  packBelongings,
  readBelongings,
  startGiving,
  startTaking,
  type Taking,
} from "@festival-chat/client/handover";
import { parseHandoverLink, toBase64url } from "@festival-chat/protocol/handover";
import { type Festival, festival, origin, type Phone, roomOf } from "./festival.ts";

const signatures = createNodeSignatures();
const memory = new Map([["theme", "noon"]]);

async function portsOf(scene: Festival, name: string) {
  const { client } = await scene.phone(name);
  const dice = scene.dice.stream(`ports of ${name}`);
  return {
    client,
    random: { bytes: (length: number) => dice.bytes(length) },
    now: () => scene.time.now(),
    schedule: (run: () => void, millis: number) => scene.time.after(millis, run),
  };
}

async function give(scene: Festival, phone: Phone, mode: "live" | "ahead" = "live") {
  const giving = startGiving({
    ports: await portsOf(scene, `what ${phone.name} gives`),
    mode,
    origin,
    pack: async () => (await packBelongings(phone.store, memory))?.bytes,
    changed: () => undefined,
  });
  await scene.until(() => giving.state.kind === "offered" && giving.state.ready);
  return giving;
}

async function take(scene: Festival, name: string, giving: Giving): Promise<Taking> {
  ok(giving.state.kind === "offered");
  const from = parseHandoverLink(giving.state.link);
  ok(from);
  const ports = await portsOf(scene, name);
  return startTaking({ ports, from, changed: () => undefined });
}

/** The new phone keeps what came and starts again, as a page that is loaded anew. */
async function moveIn(scene: Festival, phone: Phone, taking: Taking): Promise<Phone> {
  ok(taking.state.kind === "here");
  deepEqual(taking.state.belongings.memory, memory);
  ok(await keepBelongings(phone.store, taking.state.belongings, signatures));
  const told = taking.finish();
  await scene.pass(6_000);
  await told;
  return phone.restart();
}

const named = (client: Client, name: string): Room => {
  const room = client.rooms().find((one) => one.name === name);
  ok(room);
  return room;
};

async function annaAndBen(scene: Festival) {
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const [anna, ben] = phones;
  const [annas, bens] = rooms;
  ok(anna && ben && annas && bens);
  await annas.setName("Anna");
  await annas.send("at the gate");
  await bens.send("coming");
  await annas.configure({ favourite: true });
  await scene.until(() => annas.messages().length === 2 && bens.messages().length === 2);
  await annas.markRead();
  return { anna, ben, annas, bens };
}

test("rooms, names, host powers and keys are on the new phone, and messages come from the relay", async () => {
  const scene = festival();
  const { anna, annas, bens } = await annaAndBen(scene);
  const giving = await give(scene, anna);
  const fresh = await scene.phone("Anna's new phone");
  const taking = await take(scene, "what the new phone takes", giving);

  await scene.until(() => giving.state.kind === "asked");
  ok(giving.state.kind === "asked" && taking.state.kind === "waiting");
  deepEqual(giving.state.sign, taking.state.sign);
  giving.answer(true);
  await scene.until(() => taking.state.kind === "here");
  const moved = await moveIn(scene, fresh, taking);
  equal(giving.state.kind, "taken");

  const room = named(moved.client, "Camp");
  await scene.until(() => room.messages().length === 2);
  equal(room.me, annas.me);
  equal(room.myName, "Anna");
  equal(room.isHost, true);
  equal(room.settings.favourite, true);
  deepEqual(room.words, annas.words);
  deepEqual(
    room.messages().map(({ mine }) => mine),
    annas.messages().map(({ mine }) => mine),
  );
  equal(room.unread.count, 0, "what was read there is read here");

  // One voice: for the others nothing has changed.
  await room.send("new phone");
  await scene.until(() => bens.messages().length === 3);
  equal(bens.messages()[2]?.author, annas.me);
  equal(bens.messages()[2]?.equivocal, false);
});

test("the old phone may go on beside the new one, and nobody's words are doubted", async () => {
  const scene = festival();
  const { anna, annas, bens } = await annaAndBen(scene);
  const giving = await give(scene, anna);
  const fresh = await scene.phone("Anna's new phone");
  const taking = await take(scene, "what the new phone takes", giving);
  await scene.until(() => giving.state.kind === "asked");
  giving.answer(true);
  await scene.until(() => taking.state.kind === "here");
  const moved = await moveIn(scene, fresh, taking);
  const room = named(moved.client, "Camp");
  await room.send("from the new one");
  await annas.send("from the old one");
  await scene.until(() => bens.messages().length === 4);
  ok(bens.messages().every(({ equivocal }) => !equivocal));
  equal(new Set(bens.messages().map(({ author }) => author)).size, 2);
});

test("a phone that the person does not know gets nothing, and the right one is asked about next", async () => {
  const scene = festival();
  const { anna } = await annaAndBen(scene);
  const giving = await give(scene, anna);
  ok(giving.state.kind === "offered");
  const { link } = giving.state;
  const thief = await take(scene, "somebody behind her", giving);
  await scene.until(() => giving.state.kind === "asked" && thief.state.kind === "waiting");
  giving.answer(false);
  equal(giving.state.kind, "offered");
  const from = parseHandoverLink(link);
  ok(from);
  const ports = await portsOf(scene, "the right one");
  const right = startTaking({ ports, from, changed: () => undefined });
  await scene.until(() => giving.state.kind === "asked");
  giving.answer(true);
  await scene.until(() => right.state.kind === "here");
  await scene.until(() => thief.state.kind === "over");
});

test("nobody else's word makes the old phone step back, or the new one take other rooms", async () => {
  const scene = festival();
  const { anna } = await annaAndBen(scene);
  const giving = await give(scene, anna);
  ok(giving.state.kind === "offered");
  const from = parseHandoverLink(giving.state.link);
  ok(from);
  // Somebody who has the code writes into the room whatever they like, dated before everything.
  const liar = await scene.phone("a liar", { skew: -5 * 60_000 });
  const joined = await liar.client.join(`#${toBase64url(from)}`);
  ok(joined.ok);
  await scene.until(() => joined.value.messages().length > 0);
  await joined.value.send("taken");
  await joined.value.send("offer 1");
  await joined.value.send("part 0 1 AAAA");
  await scene.until(() => joined.value.messages().every(({ state }) => state === "sent"));
  await scene.pass(1_000);
  ok(giving.state.kind === "offered");

  const taking = await take(scene, "the new phone", giving);
  await scene.until(() => giving.state.kind === "asked");
  giving.answer(true);
  await scene.until(() => taking.state.kind === "here");
  ok(taking.state.kind === "here");
  equal(taking.state.belongings.rooms.length, 1);
});

test("what was given once is given to nobody who comes later", async () => {
  const scene = festival();
  const { anna } = await annaAndBen(scene);
  const giving = await give(scene, anna);
  ok(giving.state.kind === "offered");
  const from = parseHandoverLink(giving.state.link);
  ok(from);
  const first = await take(scene, "the new phone", giving);
  await scene.until(() => giving.state.kind === "asked");
  giving.answer(true);
  await scene.until(() => first.state.kind === "here");
  const ports = await portsOf(scene, "a picture of the code");
  const late = startTaking({ ports, from, changed: () => undefined });
  await scene.until(() => late.state.kind === "over");
  deepEqual(late.state, { kind: "over", why: "taken" });
});

test("an offer ends after ten minutes, on both sides", async () => {
  const scene = festival();
  const { anna } = await annaAndBen(scene);
  const giving = await give(scene, anna);
  const taking = await take(scene, "too late", giving);
  await scene.until(() => taking.state.kind === "waiting");
  await scene.pass(10 * 60_000 + 1_000);
  deepEqual(giving.state, { kind: "over", why: "time" });
  deepEqual(taking.state, { kind: "over", why: "time" });
});

test("the app on the same phone takes what the browser left for it, with the browser asleep", async () => {
  const scene = festival();
  const { anna, annas } = await annaAndBen(scene);
  const giving = await give(scene, anna, "ahead");
  const { link } = giving.state.kind === "offered" ? giving.state : { link: "" };
  const from = parseHandoverLink(link);
  ok(from);
  const app = await scene.phone("the app");
  const ports = await portsOf(scene, "what the app takes");
  const taking = startTaking({ ports, from, changed: () => undefined });
  await scene.until(() => taking.state.kind === "here");
  const moved = await moveIn(scene, app, taking);
  const room = named(moved.client, "Camp");
  equal(room.me, annas.me);
  equal(giving.state.kind, "taken");
});

test("a browser that comes back learns whether the app took what was left, and takes nothing", async () => {
  const scene = festival();
  const { anna } = await annaAndBen(scene);
  const giving = await give(scene, anna, "ahead");
  ok(giving.state.kind === "offered");
  const from = parseHandoverLink(giving.state.link);
  ok(from);
  let looks = 0;
  const look = async (): Promise<LeftState | undefined> => {
    looks += 1;
    const found: (LeftState | undefined)[] = [];
    void lookAtLeft(await portsOf(scene, `look ${looks}`), from).then((state) => found.push(state));
    await scene.until(() => found.length > 0);
    return found[0];
  };
  equal(await look(), "lies");
  const app = await scene.phone("the app");
  const ports = await portsOf(scene, "what the app takes");
  const taking = startTaking({ ports, from, changed: () => undefined });
  await scene.until(() => taking.state.kind === "here");
  await moveIn(scene, app, taking);
  equal(await look(), "taken");
});

test("what nobody came for in a day is gone", async () => {
  const scene = festival();
  const { anna } = await annaAndBen(scene);
  const giving = await give(scene, anna, "ahead");
  ok(giving.state.kind === "offered");
  const from = parseHandoverLink(giving.state.link);
  ok(from);
  await scene.pass(24 * 60 * 60_000 + 1_000);
  let found: LeftState | undefined;
  void lookAtLeft(await portsOf(scene, "a look"), from).then((state) => (found = state));
  await scene.until(() => found !== undefined);
  equal(found, "gone");
});

test("words that nobody offers anything under lead nowhere, and say so", async () => {
  const scene = festival();
  const ports = await portsOf(scene, "wrong words");
  const from = ["pry", "uranium", "splashing", "pry", "uranium", "splashing"];
  const taking = startTaking({ ports, from, changed: () => undefined });
  await scene.until(() => taking.state.kind === "nothing");
});

test("a room in which the new phone has spoken keeps its voice there and gets the host's powers", async () => {
  const scene = festival();
  const { anna, annas, ben, bens } = await annaAndBen(scene);
  const giving = await give(scene, anna);
  const taking = await take(scene, "what Ben's phone takes", giving);
  await scene.until(() => giving.state.kind === "asked");
  giving.answer(true);
  await scene.until(() => taking.state.kind === "here");
  const moved = await moveIn(scene, ben, taking);
  const room = named(moved.client, "Camp");
  equal(room.me, bens.me);
  equal(room.isHost, true);
  ok(room.me !== annas.me);
});

test("who left a room that the host had moved is not put back into it on the new phone", async () => {
  const scene = festival();
  const { anna, annas } = await annaAndBen(scene);
  const key = `followed/${annas.id}`;
  await anna.store.commit([{ kind: "putSetting", key, value: "yes" }]);
  const packed = await packBelongings(anna.store, new Map());
  const belongings = packed && readBelongings(packed.bytes);
  ok(belongings);
  const fresh = await scene.phone("Anna's new phone");
  ok(await keepBelongings(fresh.store, belongings, signatures));
  deepEqual(await fresh.store.setting(key), { ok: true, value: "yes" });
});

test("belongings that were damaged or made up are read without a fault", () => {
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  equal(readBelongings(new Uint8Array([0xff, 0xfe])), undefined);
  equal(readBelongings(text({ v: 2 })), undefined);
  const odd = readBelongings(
    text({
      v: 1,
      rooms: [null, 7, { row: "x" }, { row: [["root", { b: "!" }]] }],
      memory: [[1], "x"],
    }),
  );
  deepEqual(odd, { rooms: [], memory: new Map() });
});
