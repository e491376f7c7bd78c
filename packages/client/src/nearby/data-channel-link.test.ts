/** The contract of links over data channels, between two ends of another implementation of WebRTC. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { idFromBytes } from "@festival-chat/protocol/wire";
import { linkContract } from "../link/link.contract.ts";
import type { LinkEvents } from "../ports.ts";
import { type Attempt, startAttempt } from "./attempt.ts";
import { createDataChannelLink } from "./data-channel-link.ts";
import { runsNear } from "./near-pair.ts";
import type { ChannelEvent, DataChannelLike, PeerConnectionLike } from "./rtc.ts";
import { soon } from "./schedule.fixture.ts";
import { createWeriftConnection } from "./werift.fixture.ts";

const tagOf = (first: number) => idFromBytes("DeviceTag", new Uint8Array(8).fill(first));

const startEnd = (tag: number, events: LinkEvents): Attempt =>
  startAttempt({
    tag: tagOf(tag),
    createConnection: createWeriftConnection,
    iceServers: [],
    schedule: soon,
    events: { ...events, broke: () => undefined },
  });

/** Each end takes the card of the other, one a moment after the other. */
async function introduce(one: Attempt, other: Attempt): Promise<void> {
  const [first, second] = await Promise.all([one.card, other.card]);
  ok(first.ok && second.ok);
  one.take(second.value);
  other.take(first.value);
}

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns > 10_000) throw new Error("never happened");
    await pause(1);
  }
}

const quiet: LinkEvents = {
  opened: () => undefined,
  received: () => undefined,
  writable: () => undefined,
  closed: () => undefined,
};

linkContract(
  (title, run) => test(`[W3] data channels: ${title}`, run),
  async () => {
    const received: Uint8Array[] = [];
    const ends: Attempt[] = [];
    // The far end may hear a moment later that the channel is open.
    const ready = Promise.withResolvers<void>();
    const far = startEnd(2, {
      ...quiet,
      opened: () => ready.resolve(),
      received: (frame) => received.push(frame.slice()),
    });
    ends.push(far);
    return {
      dial(events) {
        const near = startEnd(1, events);
        ends.push(near);
        void introduce(near, far);
        if (near.link === undefined) throw new Error("no channel");
        return near.link;
      },
      far: {
        received,
        send: (frame) => void ready.promise.then(() => far.link?.send(frame)),
        close: (code) => void ready.promise.then(() => far.link?.close(code)),
      },
      until,
      settle: () => pause(30),
      floodBytes: 4 * 1024 * 1024,
      async discard() {
        for (const end of ends) end.close(1000);
        await pause(5);
      },
    };
  },
);

test("[W3, W6] two ends take each other's offers as answers, and run on one network", async () => {
  const opened: string[] = [];
  const loose: number[] = [];
  const make = (tag: number): Attempt =>
    startAttempt({
      tag: tagOf(tag),
      createConnection: createWeriftConnection,
      iceServers: [],
      schedule: soon,
      events: {
        ...quiet,
        opened: () => opened.push(String(tag)),
        receivedLoose: (bytes) => loose.push(bytes[0] ?? 0),
        broke: () => undefined,
      },
    });
  const [anna, ben] = [make(1), make(2)];
  await introduce(anna, ben);
  await until(() => opened.length === 2);
  equal(await anna.isNear(runsNear), true);
  equal(anna.link?.kind, "peer");
  anna.link?.sendLoose(Uint8Array.of(7));
  await until(() => loose.length === 1);
  deepEqual(loose, [7]);
  anna.close(1000);
  ben.close(1000);
});

test("a channel whose `send` throws is closed, once, and not from inside", async () => {
  const listeners = new Map<string, (event: ChannelEvent) => void>();
  const channel: DataChannelLike = {
    binaryType: "",
    bufferedAmount: 0,
    bufferedAmountLowThreshold: 0,
    addEventListener: (type, listener) => void listeners.set(type, listener),
    send() {
      throw new Error("the channel is gone");
    },
    close() {
      throw new Error("the channel is gone");
    },
  };
  const connection: Pick<PeerConnectionLike, "createDataChannel"> = {
    createDataChannel: () => channel,
  };
  const told: string[] = [];
  const link = createDataChannelLink(
    connection,
    { ...quiet, closed: (code) => told.push(`closed ${code}`) },
    { schedule: soon },
  );
  // Both channels of this play are one: the listener of the last one opens it.
  listeners.get("open")?.({});
  equal(link.send(Uint8Array.of(1)), false);
  deepEqual(told, []);
  await Promise.resolve();
  deepEqual(told, ["closed 1006"]);
  link.close(1000);
  link.sendLoose(Uint8Array.of(1));
  await pause(1);
  deepEqual(told, ["closed 1006"]);
});
