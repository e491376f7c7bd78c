/** What a relay, its disk, its log and the network between learn: nothing of what people say. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { parseLink } from "@festival-chat/protocol/e2e";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";
import { type Gate, startGate } from "./gate.ts";
import { tapWire } from "./wire-tap.ts";

let festival: Festival;
let gate: Gate;
before(async () => {
  festival = await startFestival();
  gate = await startGate(() => festival.relay.port);
});
afterEach(() => festival.goHome());
after(async () => {
  await gate.close();
  await festival.end();
});

/** The ways in which bytes may stand in a file, a header or a line of a log. */
function formsOf(secret: Buffer): Buffer[] {
  const texts = [
    secret.toString("base64").replace(/[AQgw]?=*$/, ""),
    secret.toString("base64url").replace(/[AQgw]?$/, ""),
    secret.toString("hex"),
    secret.toString("hex").toUpperCase(),
    encodeURIComponent(secret.toString("utf8")),
  ];
  return [
    secret,
    Buffer.from(secret.toString("utf8"), "utf16le"),
    ...texts.map((text) => Buffer.from(text)),
  ];
}

/** Where a secret was found: "<secret> in <place>". */
function leaks(
  secrets: ReadonlyMap<string, Buffer>,
  places: ReadonlyMap<string, Buffer>,
): string[] {
  return [...secrets].flatMap(([name, secret]) =>
    [...places]
      .filter(([, bytes]) => formsOf(secret).some((form) => bytes.includes(form)))
      .map(([place]) => `${name} in ${place}`),
  );
}

/** Everything the page's browser keeps of requests: addresses and bodies in its caches. */
const cachesOf = (phone: Phone): Promise<string> =>
  phone.page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        found.push(name, request.url, ...[...request.headers].flat());
        found.push((await (await cache.match(request))?.text()) ?? "");
      }
    }
    return found.join("\n");
  });

test("no text, name, word or key is in the database, the log, a request, a frame or a cache", async () => {
  const anna = await festival.phone();
  const ben = await festival.phone();
  const tap = await tapWire(anna.page);
  const benTap = await tapWire(ben.page);
  await chat.startRoom(anna.page, "Canary Room Quillon", gate.origin);
  const invite = await chat.readInvite(anna.page);
  await chat.field(anna.page, "Your name").fill("Canary Zebulon");
  await chat.say(anna.page, "Canary text Marzipan");
  await chat.isSent(anna.page, "Canary text Marzipan");

  await ben.page.goto(`${gate.origin}/#${invite.fragment}`);
  await chat.message(ben.page, "Canary text Marzipan").waitFor();
  await chat.field(ben.page, "Your name").fill("Canary Wilhelmina");
  await chat.say(ben.page, "Canary answer Nougat");
  await chat.message(anna.page, "Canary answer Nougat").waitFor();
  await until("the app is kept for later", async () => (await cachesOf(ben)).includes("/assets/"));
  await ben.page.reload();
  await chat.message(ben.page, "Canary text Marzipan").waitFor();

  const link = parseLink(invite.link);
  ok(link.ok);
  const secrets = new Map<string, Buffer>([
    ["the key", Buffer.from(link.value.root)],
    ["the fragment", Buffer.from(invite.fragment.split(".")[0] ?? "")],
    ["the words", Buffer.from(invite.words)],
    ["the words with dashes", Buffer.from(invite.words.replaceAll(" ", "-"))],
    ...[
      "Canary Room Quillon",
      "Canary Zebulon",
      "Canary Wilhelmina",
      "Canary text Marzipan",
      "Canary answer Nougat",
    ].map((text) => [text, Buffer.from(text)] as const),
  ]);
  const sent = (tap.sent.at(-1) ?? Buffer.of()).subarray(-40);
  const files = await festival.relay.files();
  ok(
    [...files.keys()].some((name) => name.endsWith("-wal")),
    [...files.keys()].join(),
  );
  const metrics = await fetch(`${festival.relay.origin}/metrics`);
  const places = new Map<string, Buffer>([
    ...files,
    ["the log", Buffer.from(festival.relay.log())],
    ["the metrics", Buffer.from(await metrics.text())],
    ["requests", gate.heard()],
    ["frames sent", Buffer.concat([...tap.sent, ...benTap.sent])],
    ["frames received", Buffer.concat([...tap.received, ...benTap.received])],
    ["caches", Buffer.from(await cachesOf(ben))],
  ]);
  deepEqual(leaks(secrets, places), []);

  // The search itself finds what is there.
  ok(tap.sent.length > 2 && benTap.received.length > 2);
  ok(gate.heard().includes("GET /config.json"));
  ok(leaks(new Map([["an envelope", sent]]), places).includes("an envelope in frames sent"));
  ok(festival.relay.log().includes("listening"));
});

test("a text of 40 characters is at most 350 bytes on the wire", async () => {
  const phone = await festival.phone();
  const tap = await tapWire(phone.page);
  await chat.startRoom(phone.page, "Camp Owl");
  await chat.say(phone.page, "First, so that the name is known");
  await chat.isSent(phone.page, "First, so that the name is known");
  const before = tap.sent.length;
  const words = "Meet me at the old oak by the main stage";
  equal(words.length, 40);
  await chat.say(phone.page, words);
  await chat.isSent(phone.page, words);
  const frames = tap.sent.slice(before);
  // Two bytes of header, two of length and four of mask for each frame (RFC 6455, section 5.2).
  const bytes = frames.map((frame) => frame.length + 8);
  ok(
    bytes.some((size) => size > 200),
    bytes.join(),
  );
  ok(
    bytes.every((size) => size <= 350),
    bytes.join(),
  );
});
