/** What a newcomer's phone fetches before the room is there, counted on the wire. */
import { deepEqual, ok } from "node:assert/strict";
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

/**
 * Everything that the page fetches while nothing is touched: the first load, which test/size.test.ts
 * holds to 60 kB, the file behind it, and the settings.
 */
const wholeLoadBytes = 60_000;
/** Page, script, settings, what the browser wants of icons and manifest, and what follows behind. */
const firstLoadRequests = 12;

/** Fonts and icons come later and nothing waits for them. */
const isLater = (address: string): boolean => /\.(?:woff2|png|svg|ico)$/.test(address);

interface Fetched {
  address: string;
  /** Answered by the service worker, which has it on the phone: nothing that a network brought. */
  kept: boolean;
  head: number;
  /** Head and body; undefined while it is on its way. */
  whole: number | undefined;
}

test("a visit to a room without a touch fetches at most 60 kB, as the wire has it", async (t) => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { link } = await chat.readInvite(anna.page);
  await chat.say(anna.page, "Hello");
  await chat.isSent(anna.page, "Hello");

  const ben = await festival.phone();
  const devtools = await ben.context.newCDPSession(ben.page);
  const requests = new Map<string, Fetched>();
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => {
    // Nothing but a head comes back.
    if (request.method === "HEAD") return;
    const address = request.url.replace(/#.*$/, "");
    requests.set(requestId, { address, kept: false, head: 0, whole: undefined });
  });
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (request === undefined) return;
    request.head = response.encodedDataLength;
    request.kept = response.fromServiceWorker === true;
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request !== undefined) request.whole = encodedDataLength;
  });
  const dialledBy: (string | undefined)[] = [];
  devtools.on("Network.webSocketCreated", ({ initiator }) => {
    dialledBy.push(initiator?.stack?.callFrames[0]?.url.replace(/#.*$/, ""));
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
    .filter(({ address, kept }) => !kept && !isLater(address))
    .map(({ address, head, whole = 0 }) => ({ address, bytes: whole - head }));
  const total = fetched.reduce((sum, { bytes }) => sum + bytes, 0);
  const list = fetched.map(({ address, bytes }) => `${bytes} ${address}`).join("\n");
  t.diagnostic(`${total} of at most ${wholeLoadBytes} bytes`);
  // One link, and the page itself opened it: its policy lets that script run.
  deepEqual(dialledBy, [new URL("/", link).href]);
  ok(fetched.length <= firstLoadRequests, `${fetched.length} requests:\n${list}`);
  ok(total <= wholeLoadBytes, `${total} bytes:\n${list}`);
  // What was counted is the app and not a copy from a cache.
  ok(total > 20_000, list);
});
