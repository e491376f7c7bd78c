/** What a newcomer's phone fetches before the room is there, counted on the wire. */
import { ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** Until the room can be read and written: two seconds of 400 kbit/s, less what round trips take. */
const firstLoadBytes = 60_000;
/** With what follows by itself behind the room, while it is read already. */
const wholeLoadBytes = 75_000;
/** Page, script, settings, what the browser wants of icons and manifest, and what follows behind. */
const firstLoadRequests = 12;

/** Fonts and icons come later and nothing waits for them. */
const isLater = (address: string): boolean => /\.(?:woff2|png|svg|ico)$/.test(address);

interface Fetched {
  address: string;
  /** The page itself, what it names, and the settings; scripts ask for the rest when they run. */
  first: boolean;
  head: number;
  /** Head and body; undefined while it is on its way. */
  whole: number | undefined;
}

test("the first load into a room is at most 60 kB compressed, as the wire has it", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { link } = await chat.readInvite(anna.page);
  await chat.say(anna.page, "Hello");
  await chat.isSent(anna.page, "Hello");

  const ben = await festival.phone();
  const devtools = await ben.context.newCDPSession(ben.page);
  const requests = new Map<string, Fetched>();
  devtools.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    const address = request.url.replace(/#.*$/, "");
    const first = initiator.type !== "script" || address.endsWith("/config.json");
    requests.set(requestId, { address, first, head: 0, whole: undefined });
  });
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (request !== undefined) request.head = response.encodedDataLength;
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request !== undefined) request.whole = encodedDataLength;
  });
  await devtools.send("Network.enable");
  await ben.page.goto(link);
  await chat.message(ben.page, "Hello").waitFor();
  await chat.composer(ben.page).waitFor();
  await chat.isOnline(ben.page);
  // What follows by itself is part of it.
  await until("the app is kept for later", () =>
    ben.page.evaluate(async () => (await caches.keys()).length > 0),
  );
  await until("nothing is on its way", () =>
    [...requests.values()].every(({ whole }) => whole !== undefined),
  );

  const fetched = [...requests.values()]
    .map(({ address, first, head, whole = 0 }) => ({ address, first, bytes: whole - head }))
    .filter(({ address }) => !isLater(address));
  const sum = (parts: typeof fetched): number =>
    parts.reduce((total, { bytes }) => total + bytes, 0);
  const list = fetched
    .map(({ address, first, bytes }) => `${bytes} ${address}${first ? "" : ", behind"}`)
    .join("\n");
  const first = sum(fetched.filter((part) => part.first));
  ok(requests.size <= firstLoadRequests, `${requests.size} requests:\n${list}`);
  ok(first <= firstLoadBytes, `${first} bytes:\n${list}`);
  ok(sum(fetched) <= wholeLoadBytes, `${sum(fetched)} bytes:\n${list}`);
  // What was counted is the app and not a copy from a cache.
  ok(first > 20_000, list);
});
