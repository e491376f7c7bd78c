/** How phones of one room come to links: by signals, by two codes, and what stops those who are none. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { err, ok as okay } from "@festival-chat/protocol/wire";
import { type Crowd, type CrowdOptions, createCrowd, type CrowdPhone } from "./crowd.fixture.ts";
import { createWeriftConnection } from "./werift.fixture.ts";

const crowds: Crowd[] = [];
after(() => {
  for (const crowd of crowds) crowd.goHome();
});

function gather(options: CrowdOptions = {}): Crowd {
  const crowd = createCrowd(options);
  crowds.push(crowd);
  return crowd;
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns > 2_000) throw new Error(`never: ${what}`);
    await pause(5);
  }
}

const seekEachOther = (phones: readonly CrowdPhone[]): void => {
  const tags = phones.map(({ tag }) => tag);
  for (const { links } of phones) links.seek(tags);
};

test("[W4, W7] phones that know of each other link, all with all, and frames pass", async () => {
  const crowd = gather();
  const phones = [await crowd.phone(1), await crowd.phone(2), await crowd.phone(3)];
  seekEachOther(phones);
  await until("all are linked", () => phones.every(({ linked }) => linked.size === 2));
  const [anna, ben] = phones;
  ok(anna && ben);
  equal(anna.linked.get(ben.tag)?.send(Uint8Array.of(99, 1)), true);
  await until("it arrives", () => ben.frames.length === 1);
  deepEqual(ben.frames, [Uint8Array.of(99, 1)]);
  // One call and one answer a pair, since the other side knew that it would be called, and two prekeys.
  const sent = (): number => phones.reduce((sum, { signals }) => sum + signals.length, 0);
  await until("all is told", () => sent() === 3 * (2 + 2));
});

test("[W4] a call that nobody heard is made up for by the call of the other phone", async () => {
  let lost = 0;
  const crowd = gather({
    pass(deliver, ...signal) {
      if (lost++ > 0) deliver(...signal);
    },
  });
  const [anna, ben] = [await crowd.phone(20), await crowd.phone(21)];
  const [lower, higher] = anna.tag < ben.tag ? [anna, ben] : [ben, anna];
  lower.links.seek([higher.tag]);
  await until("its call is lost", () => lost === 1);
  higher.links.seek([lower.tag]);
  await until("the other one calls, after a while", () => {
    higher.links.seek([lower.tag]);
    return lower.linked.size === 1 && higher.linked.size === 1;
  });
});

test("[W2] two phones without any network but their own link by two codes", async () => {
  const crowd = gather({ pass: () => undefined });
  const [anna, ben] = [await crowd.phone(4), await crowd.phone(5)];
  const shown = await anna.links.showCard();
  ok(shown.ok);
  deepEqual(await ben.links.takeCard(shown.value.text), okay({ tag: anna.tag, atOnce: false }));
  await pause(200);
  const answer = await ben.links.showCard();
  ok(answer.ok);
  const elsewhere = "https://camp.example/#AAECAwQFBgcICQoLDA0ODw";
  deepEqual(await anna.links.takeCard(elsewhere), err("not-a-card"));
  deepEqual(await anna.links.takeCard(shown.value.text), err("own"));
  deepEqual(await anna.links.takeCard(answer.value.text), okay({ tag: ben.tag, atOnce: false }));
  await until("both are linked", () => anna.linked.size === 1 && ben.linked.size === 1);
  equal(anna.links.linked[0]?.tag, ben.tag);
  deepEqual(
    [anna, ben].map(({ links }) => links.linked[0]?.byCode),
    [true, true],
  );
  deepEqual(await ben.links.takeCard(answer.value.text), err("own"));
  // The code was good for one link.
  const next = await anna.links.showCard();
  ok(next.ok && next.value.text !== shown.value.text);
});

/** Phones that met and told each other their prekeys, and that nothing but codes can bring together. */
async function parted(secrets: readonly number[]): Promise<readonly CrowdPhone[]> {
  let reached = true;
  const crowd = gather({
    pass(deliver, ...signal) {
      if (reached) deliver(...signal);
    },
  });
  const phones = await Promise.all(secrets.map((secret) => crowd.phone(secret)));
  seekEachOther(phones);
  const others = phones.length - 1;
  await until("all are linked", () => phones.every(({ linked }) => linked.size === others));
  await until("all are told", () =>
    phones.every(({ tag }) => {
      const told = phones.flatMap(({ signals }) => signals.filter(({ to }) => to === tag));
      return told.length === 2 * others;
    }),
  );
  // What was told is looked at before there is nothing more to hear.
  await pause(50);
  reached = false;
  for (const { linked } of phones) for (const link of linked.values()) link.close(1000);
  await until("nobody is linked", () => phones.every(({ linked }) => linked.size === 0));
  return phones;
}

test("[W9] phones that met are linked by one code, whoever of them reads it; then a new pair is needed", async () => {
  const [anna, ben, cleo] = await parted([30, 31, 32]);
  ok(anna && ben && cleo);
  const shown = await anna.links.showCard();
  ok(shown.ok);
  deepEqual(await ben.links.takeCard(shown.value.text), okay({ tag: anna.tag, atOnce: true }));
  deepEqual(await cleo.links.takeCard(shown.value.text), okay({ tag: anna.tag, atOnce: true }));
  await until("she is linked with both", () => anna.linked.size === 2);
  await until("they too", () => ben.linked.size === 1 && cleo.linked.size === 1);
  ok(anna.links.linked.every(({ byCode }) => byCode));
  equal(anna.linked.get(ben.tag)?.send(Uint8Array.of(99, 2)), true);
  await until("it arrives", () => ben.frames.length === 1);
  for (const link of anna.linked.values()) link.close(1000);
  await until("they part", () => ben.linked.size === 0 && anna.linked.size === 0);
  const again = await anna.links.showCard();
  ok(again.ok);
  deepEqual(await ben.links.takeCard(again.value.text), okay({ tag: anna.tag, atOnce: false }));
});

test("[W9] two phones that both show a code need one scan as well", async () => {
  const [anna, ben] = await parted([33, 34]);
  ok(anna && ben);
  const [shown] = await Promise.all([anna.links.showCard(), ben.links.showCard()]);
  ok(shown.ok);
  deepEqual(await ben.links.takeCard(shown.value.text), okay({ tag: anna.tag, atOnce: true }));
  await until("both are linked", () => anna.linked.size === 1 && ben.linked.size === 1);
});

test("[W5] who passes signals on cannot change, repeat or redirect them", async () => {
  const held: (() => void)[] = [];
  const crowd = gather({
    pass(deliver, to, from, sealed) {
      const turned = sealed.slice();
      turned[80] = (turned[80] ?? 0) ^ 1;
      deliver(to, from, turned);
      held.push(() => deliver(to, from, sealed));
    },
  });
  const [anna, ben] = [await crowd.phone(6), await crowd.phone(7)];
  const third = await crowd.phone(8);
  const [caller, called] = anna.tag < ben.tag ? [anna, ben] : [ben, anna];
  caller.links.seek([called.tag]);
  await until("a call", () => held.length === 1);
  await pause(50);
  equal(called.links.dialling, 0, "a changed call is none");
  const [call] = caller.signals;
  ok(call);
  crowd.deliver(third.tag, caller.tag, call.sealed);
  crowd.deliver(called.tag, third.tag, call.sealed);
  await pause(50);
  equal(third.links.dialling + called.links.dialling, 0, "nor one to or of somebody else");
  // What was refused in another's name is still good in its own.
  held[0]?.();
  await until("a prekey and an answer", () => held.length === 3);
  held[0]?.();
  await pause(50);
  equal(called.signals.length, 2, "a call that is repeated is not answered again");
  for (const deliver of held.slice(1)) deliver();
  await until("both are linked", () => anna.linked.size === 1 && ben.linked.size === 1);
});

test("[W7] a phone of another room that has a code comes no further", async () => {
  const crowd = gather({ pass: () => undefined });
  const [anna, thief] = [
    await crowd.phone(9),
    await crowd.phone(10, { root: new Uint8Array(16).fill(8) }),
  ];
  const [shown, theirs] = [await anna.links.showCard(), await thief.links.showCard()];
  ok(shown.ok && theirs.ok);
  await thief.links.takeCard(shown.value.text);
  await anna.links.takeCard(theirs.value.text);
  await until("it is hung up", () => anna.links.dialling === 0 && thief.links.dialling === 0);
  deepEqual([anna.linked.size, thief.linked.size], [0, 0]);
});

test("a phone without WebRTC, and one whose WebRTC never answers, say so and stay as they are", async () => {
  const crowd = gather();
  const without = await crowd.phone(13, {
    createConnection() {
      throw new ReferenceError("RTCPeerConnection is not defined");
    },
  });
  const shown = await without.links.showCard();
  deepEqual(shown, { ok: false, error: "missing" });
  equal(without.links.trouble, "missing");
  const other = await crowd.phone(14);
  without.links.seek([other.tag]);
  const nowhere = await crowd.phone(15, {
    createConnection() {
      const real = createWeriftConnection();
      return Object.defineProperty(Object.create(real), "localDescription", {
        get: () => ({
          sdp: (real.localDescription?.sdp ?? "").replace(/a=candidate:.*\r\n/g, ""),
        }),
      });
    },
  });
  deepEqual(await nowhere.links.showCard(), { ok: false, error: "no-address" });
  equal(nowhere.links.trouble, "no-address");
});

test("a link that fell silent is found out within a second after the page woke", async () => {
  const crowd = gather();
  const phones = [await crowd.phone(16), await crowd.phone(17)];
  const [anna, ben] = phones;
  ok(anna && ben);
  seekEachOther(phones);
  const [lower, higher] = anna.tag < ben.tag ? [anna, ben] : [ben, anna];
  await until("both are linked", () => anna.linked.size === 1 && ben.linked.size === 1);
  lower.links.woke();
  await pause(300);
  equal(lower.linked.size, 1, "who answers stays");
  higher.links.close();
  await until("it is gone", () => lower.linked.size === 0);
});
