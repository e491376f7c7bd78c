/** Small parts of the relay: buckets, wheel, window, tickets, headers of WebSocket frames. */
import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { createMemoryBackend } from "./backend/memory.ts";
import { createFanOut } from "./fan-out.ts";
import { flushWindow } from "./flush.ts";
import { addressScope, clientAddress, createIpTags } from "./ip-tag.ts";
import { createLink } from "./link.ts";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { allowsOrigin } from "./origin-policy.ts";
import { createPace } from "./pace.ts";
import { pressureOf } from "./pressure.ts";
import { withLimits } from "./relay-limits.ts";
import { trimOnce } from "./retention.ts";
import { createRing } from "./ring.ts";
import { createRoom, leaveSeat, type Room, takeSeat } from "./room.ts";
import { createTickets } from "./ticket.ts";
import { createKeyedBuckets, fullBucket, takeTokens } from "./token-bucket.ts";
import { createWheel } from "./wheel.ts";
import { allocateMessage, messageOf, payloadOf } from "./ws-frame.ts";

test("a bucket never gives more than its burst and its rate", () => {
  const rate = { perSecond: 2, burst: 5 };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 100 }), (pauses) => {
      const bucket = fullBucket(rate, 0);
      let now = 0;
      let taken = 0;
      for (const pause of pauses) {
        now += pause;
        const wait = takeTokens(bucket, rate, now);
        if (wait === 0) taken++;
        else equal(takeTokens({ ...bucket }, rate, now + wait), 0, "the wait it names is enough");
      }
      ok(taken <= rate.burst + (rate.perSecond * now) / 1_000 + 1e-9);
    }),
  );
});

test("a clock that steps back gives no tokens", () => {
  const rate = { perSecond: 1, burst: 1 };
  const bucket = fullBucket(rate, 1_000);
  equal(takeTokens(bucket, rate, 1_000), 0);
  ok(takeTokens(bucket, rate, 0) > 0);
});

test("many parties cost bounded memory: those at rest are forgotten, the next one waits", () => {
  const buckets = createKeyedBuckets<number>({ perSecond: 1, burst: 1 }, 10);
  for (let key = 0; key < 100; key++) buckets.take(key, 0);
  equal(buckets.size, 10);
  ok(buckets.take(200, 500) > 0);
  equal(buckets.take(200, 5_000), 0);
});

test("a wheel hands out each item once, not before its time and at most a slot late", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 29_000 }), { maxLength: 50 }),
      fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 50 }),
      (delays, pauses) => {
        const wheel = createWheel<number>(0, 1_000, 32);
        delays.forEach((delay, item) => wheel.add(item, delay));
        const seen = new Set<number>();
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          wheel.turn(now, (item) => {
            ok(!seen.has(item));
            ok(now >= (delays[item] ?? 0) - 1_000);
            seen.add(item);
          });
          delays.forEach((delay, item) => ok(seen.has(item) || now < delay + 2_000));
        }
      },
    ),
  );
});

test("the flush window grows with what a flush costs, within its bounds", () => {
  const limits = withLimits();
  equal(flushWindow(2, 0.01, limits), 5);
  equal(flushWindow(1_000, 0.01, limits), 20);
  equal(flushWindow(10_000, 0.01, limits), 200);
  equal(flushWindow(100_000, 0.01, limits), 1_000);
});

test("frames of every size have the header that RFC 6455 asks for", () => {
  deepEqual([...allocateMessage(125).whole.subarray(0, 2)], [0x82, 125]);
  deepEqual([...allocateMessage(126).whole.subarray(0, 4)], [0x82, 126, 0, 126]);
  deepEqual([...allocateMessage(65_535).whole.subarray(0, 4)], [0x82, 126, 255, 255]);
  const large = [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0];
  deepEqual([...allocateMessage(65_536).whole.subarray(0, 10)], large);
  deepEqual(payloadOf(messageOf({ kind: "ping", token: 3 })), Uint8Array.of(20, 3));
});

const room = idFromBytes("RoomId", new Uint8Array(16).fill(1));
const device = idFromBytes("DeviceTag", new Uint8Array(8).fill(2));

test("[L8] a ticket names its device, and every flipped bit breaks it", () => {
  const tickets = createTickets(new Uint8Array(32).fill(3), 1_000);
  const ticket = tickets.issue(room, device, "https://a.example", 5);
  equal(tickets.check(ticket, room, "https://a.example", 1_004), device);
  equal(tickets.check(ticket, room, "https://a.example", 1_005), undefined);
  for (let bit = 0; bit < ticket.length * 8; bit++) {
    const forged = ticket.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    equal(tickets.check(forged, room, "https://a.example", 6), undefined);
  }
  const others = createTickets(new Uint8Array(32).fill(4), 1_000);
  equal(others.check(ticket, room, "https://a.example", 6), undefined);
});

function activeRoom(): Room {
  const limits = withLimits();
  const ring = createRing(0 as Room["head"], limits);
  const certificate = {
    hostKey: new Uint8Array(32),
    version: 1,
    card: new Uint8Array(0),
    signature: new Uint8Array(64),
  };
  const rates = { publishRate: limits.roomPublish, ephemeralRate: limits.ephemeralWrites };
  const zero = 0 as Room["head"];
  const pace = createPace(limits);
  return createRoom(
    { id: room, channel: 1, certificate, first: zero, head: zero, ring, pace, ...rates },
    0,
  );
}

const silentSocket = {
  send: () => true,
  pendingBytes: () => 0,
  ping: () => undefined,
  close: () => undefined,
  destroy: () => undefined,
};

test("a fan-out visits every seat once, whoever leaves or comes in the middle", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.array(fc.nat(399), { maxLength: 60 }),
      (count, leavers) => {
        const active = activeRoom();
        const join = () => {
          const link = createLink(silentSocket, createMetrics(), 1);
          return takeSeat(active, link, device, active.head);
        };
        const seats = Array.from({ length: count }, join);
        let clock = 0;
        // Every look at the clock ends a slice.
        const fanOut = createFanOut(
          () => (clock += 10),
          4,
          () => undefined,
        );
        const visits = new Map<object, number>();
        fanOut.start(
          active,
          (seat) => visits.set(seat, (visits.get(seat) ?? 0) + 1),
          () => undefined,
        );
        const gone = new Set<object>();
        for (const index of leavers) {
          const seat = seats[index];
          if (seat === undefined || gone.has(seat)) continue;
          fanOut.run();
          if (!visits.has(seat)) gone.add(seat);
          leaveSeat(seat, 0);
          join();
        }
        while (fanOut.run());
        for (const seat of seats) equal(visits.get(seat) ?? 0, gone.has(seat) ? 0 : 1);
        equal(active.seats.length, active.seatCount);
        active.seats.forEach((seat, index) => equal(seat?.index, index));
      },
    ),
    { numRuns: 50 },
  );
});

test("addresses are limited by household, and forgotten the next day", () => {
  equal(addressScope("::ffff:10.1.2.3"), "10.1.2.3");
  equal(addressScope("2001:db8:1:2:3:4:5:6"), addressScope("2001:db8:1:2::9"));
  notEqual(addressScope("2001:db8:1:2::9"), addressScope("2001:db8:1:3::9"));
  equal(addressScope("::1"), "0:0:0:0");
  let now = 0;
  const tagOf = createIpTags(() => now);
  const today = tagOf("10.0.0.1");
  equal(tagOf("10.0.0.1"), today);
  ok(!today.includes("10.0.0.1"));
  now = 25 * 3_600_000;
  notEqual(tagOf("10.0.0.1"), today);
});

test("behind a proxy the phone's address is the one that the proxy wrote, not the phone", () => {
  const phone = "203.0.113.7";
  equal(clientAddress("127.0.0.1", `10.0.0.1, ${phone}`, true), phone);
  equal(clientAddress("127.0.0.1", "2001:db8::1", true), "2001:db8::1");
  equal(clientAddress("127.0.0.1", `${phone}, unknown`, true), "127.0.0.1");
  equal(clientAddress("127.0.0.1", undefined, true), "127.0.0.1");
  equal(clientAddress("198.51.100.2", phone, false), "198.51.100.2");
});

test("origins: the host itself and those that are named, nothing that looks like them", () => {
  const policy = { webOrigins: ["https://chat.example"], allowsMissing: false };
  const allows = (origin: string | undefined, host = "relay.example:3000") =>
    allowsOrigin(policy, origin, host);
  ok(allows("https://chat.example"));
  ok(allows("http://relay.example:3000"));
  ok(allows("https://relay.example:3000"));
  for (const origin of [
    undefined,
    "null",
    "https://relay.example",
    "https://chat.example.evil.example",
    "https://chat.example/",
    "http://chat.example",
    "chrome-extension://relay.example:3000",
  ]) {
    ok(!allows(origin), String(origin));
  }
});

test("retention removes the old and the too much, a slice at a time", async () => {
  let now = 0;
  const random = (length: number) => new Uint8Array(length).fill(1);
  const { log } = createMemoryBackend({ now: () => now, random });
  const certificate = { hostKey: random(32), version: 1, card: random(8), signature: random(64) };
  await log.putRoom(room, certificate);
  const append = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const id = idFromBytes(
        "EnvelopeId",
        new Uint8Array(16).map(() => Math.trunc(now / 256) + i),
      );
      await log.append(room, id, new Uint8Array(100).fill(i));
    }
  };
  await append(30);
  now = 100_000;
  await append(30);
  const settings = { log, now: () => now, slice: 20 };
  const byAge = { ...settings, maxAgeMillis: 50_000, maxBytes: 1e9 };
  deepEqual(await trimOnce(byAge), { removed: 20, more: true });
  deepEqual(await trimOnce(byAge), { removed: 10, more: false });
  const bySize = { ...settings, maxAgeMillis: 1e9, maxBytes: 0 };
  deepEqual(await trimOnce(bySize), { removed: 20, more: true });
  deepEqual(await trimOnce(bySize), { removed: 10, more: false });
});

test("pressure: first no new joins, then no laggards", () => {
  const limits = withLimits();
  equal(pressureOf({ memoryShare: 0.5, loopDelayP99: 10 }, limits), "none");
  equal(pressureOf({ memoryShare: 0.5, loopDelayP99: 250 }, limits), "refuse-joins");
  equal(pressureOf({ memoryShare: 0.75, loopDelayP99: 10 }, limits), "refuse-joins");
  equal(pressureOf({ memoryShare: 0.9, loopDelayP99: 10 }, limits), "shed");
});

test("log lines are JSON for machines and words for people", () => {
  const lines: string[] = [];
  const settings = { now: () => 0, write: (line: string) => void lines.push(line) };
  createLog({ ...settings, human: false, verbose: false })("info", "listening", { port: 1 });
  createLog({ ...settings, human: false, verbose: false })("debug", "unheard");
  createLog({ ...settings, human: true, verbose: true })("debug", "heard", { port: 2 });
  const [json = "", words] = lines;
  deepEqual(JSON.parse(json), {
    at: "1970-01-01T00:00:00.000Z",
    level: "info",
    what: "listening",
    port: 1,
  });
  equal(words, "00:00:00 debug heard port=2\n");
});
