/** The console's figures: what a minute's sample says, what the feed repeats, what is never told. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { test } from "node:test";
import { maxActivity, maxSamples, parseFigures, routes } from "@festival-chat/protocol/organiser";
import { createLatency, latencySteps, percentileBetween } from "../latency.ts";
import { testEnvelope, testRoom } from "../raw-member.fixture.ts";
import { createActivityFeed } from "./activity-feed.ts";
import { consoleScene, expected } from "./console.fixture.ts";
import { openRoomId } from "./open-room-id.ts";
import { createSampler, type Reading, samplesAsCsv } from "./sampler.ts";
import { createTries, freeTries, tryWindowMillis } from "./tries.ts";

const minute = 60_000;

function reading(changes: Partial<Reading> = {}): Reading {
  return {
    connections: 0,
    rooms: 0,
    storageBytes: 0,
    memoryBytes: 0,
    loopDelayMillis: 0,
    messages: 0,
    refusals: 0,
    pushesSent: 0,
    pushesFailed: 0,
    deliveries: createLatency().counts(),
    ...changes,
  };
}

test("a sample holds what came in its minute, and small counts as a bucket", () => {
  let now = 0;
  let read = reading({ connections: 25, messages: 100 });
  const sampler = createSampler(
    () => read,
    () => now,
  );
  now = minute - 1;
  sampler.tick();
  equal(sampler.figures(-1).samples.length, 0, "the minute is not over");
  now = minute;
  read = reading({ connections: 7, messages: 150, refusals: 3 });
  sampler.tick();
  const [first] = sampler.figures(-1).samples;
  deepEqual(
    [first?.at, first?.connections, first?.messages, first?.refusals, first?.pushesSent],
    [minute, "<20", 50, "<20", 0],
  );
  now = 1.5 * minute;
  read = reading({ messages: 190 });
  equal(sampler.figures(minute).samples.length, 0, "only what is new");
  equal(sampler.figures(minute).current.messages, 40);
});

test("twelve hours are kept and no more", () => {
  let now = 0;
  const sampler = createSampler(
    () => reading(),
    () => now,
  );
  for (let n = 1; n <= maxSamples + 5; n++) {
    now = n * minute;
    sampler.tick();
  }
  const { samples } = sampler.figures(0);
  deepEqual([samples.length, samples[0]?.at], [maxSamples, 6 * minute]);
});

test("percentiles are those of what came between two looks", () => {
  const latency = createLatency();
  for (let n = 0; n < 100; n++) latency.took(5_000);
  const before = latency.counts();
  for (let n = 0; n < 90; n++) latency.took(4);
  for (let n = 0; n < 10; n++) latency.took(80);
  const after = latency.counts();
  deepEqual(
    [percentileBetween(before, after, 0.5), percentileBetween(before, after, 0.95)],
    [5, 100],
  );
  equal(percentileBetween(after, after, 0.5), 0, "nothing came");
  latency.took(1e9);
  equal(percentileBetween(after, latency.counts(), 0.5), latencySteps.at(-1));
});

test("the same thing within a minute is one item of the feed, and the feed is bounded", () => {
  let now = 0;
  const feed = createActivityFeed(() => now);
  for (let n = 0; n < 1_000; n++) feed.add("busy-room", "00112233aabb");
  feed.add("busy-room", "ffffffffffff");
  const { last, items } = feed.since(0);
  deepEqual(
    items.map(({ room, times }) => [room, times]),
    [
      ["00112233aabb", 1_000],
      ["ffffffffffff", 1],
    ],
  );
  equal(feed.since(last).items.length, 0);
  now = 2 * minute;
  feed.add("busy-room", "00112233aabb");
  equal(feed.since(last).items[0]?.times, 1);
  for (let n = 0; n < 2 * maxActivity; n++) {
    now += 2 * minute;
    feed.add("pressure");
  }
  equal(feed.since(0).items.length, maxActivity);
});

test("counts are exported as a table and as JSON", async () => {
  const scene = await consoleScene();
  try {
    const { cookie } = await scene.signIn("viewer");
    const camp = testRoom();
    const anna = scene.relay.dial();
    const { channel } = await anna.join(camp, { certificate: camp.certificate() });
    anna.send({ kind: "publish", channel, ref: 1, envelope: testEnvelope() });
    await scene.relay.settle();
    const { current } = expected(parseFigures, await scene.ask(routes.figures, { cookie }));
    deepEqual([current.connections, current.messages, current.rooms], ["<20", "<20", "<20"]);
    ok(current.delivery95Millis <= 1);
    const csv = await scene.ask(routes.exportCsv, { cookie });
    match(String(csv.headers["content-disposition"]), /attachment/);
    match(csv.text, /^at,connections,rooms,messages,/);
    expected(parseFigures, await scene.ask(routes.exportJson, { cookie }));
  } finally {
    await scene.close();
  }
  const sampler = createSampler(
    () => reading(),
    () => minute,
  );
  match(samplesAsCsv([sampler.figures(0).current]), /\r\n1970-01-01T00:01:00.000Z,0,0,/);
});

test("tries are free at first, then the pause doubles up to an hour, and time forgives", () => {
  const tries = createTries();
  let now = 0;
  const waits: number[] = [];
  for (let n = 0; n < 14; n++) {
    tries.failed("somebody", now);
    const wait = tries.wait("somebody", now);
    waits.push(wait / minute);
    now += wait;
  }
  deepEqual(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
  equal(tries.wait("somebody else", now), 0);
  now += tryWindowMillis + 1;
  for (let n = 1; n < freeTries; n++) tries.failed("somebody", now);
  equal(tries.wait("somebody", now), 0);
  tries.succeeded("somebody");
  for (let n = 1; n < freeTries; n++) tries.failed("somebody", now);
  equal(tries.wait("somebody", now), 0);
});

test("[K1, K4] an open room's link names its room, as the golden file has it", async () => {
  const { readFileSync } = await import("node:fs");
  const path = new URL("../../../../packages/protocol/vectors/invites.json", import.meta.url);
  const golden: unknown = JSON.parse(readFileSync(path, "utf8"));
  const found: { root: string; room: string }[] = [];
  JSON.stringify(golden, (_key, value: unknown) => {
    const isKeys =
      typeof value === "object" && value !== null && "root" in value && "room" in value;
    if (isKeys) found.push({ root: String(value.root), room: String(value.room) });
    return value;
  });
  ok(found.length > 0);
  for (const { root, room } of found) {
    const secret = Buffer.from(root, "hex").toString("base64url");
    equal(openRoomId(`https://chat.example/#${secret}`), room);
  }
  equal(openRoomId("https://chat.example/#short"), undefined);
});
