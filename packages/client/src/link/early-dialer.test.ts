import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { wireErrors } from "@festival-chat/protocol/wire";
import type { Dialer, Link, LinkEvents } from "../ports.ts";
import { createEarlyDialer } from "./early-dialer.ts";

const here = "wss://festival.example/ws";
const there = "wss://elsewhere.example/ws";

/** A dialer whose links the test speaks for, what each was told, and the timers that run. */
function scene() {
  const dialled: {
    readonly url: string;
    readonly events: LinkEvents;
    readonly closed: number[];
  }[] = [];
  const dialer: Dialer = {
    dial(url, events): Link {
      const closed: number[] = [];
      dialled.push({ url, events, closed });
      return { kind: "relay", send: () => true, close: (code) => void closed.push(code) };
    },
  };
  const timers = new Set<() => void>();
  const early = createEarlyDialer(dialer, (run) => {
    timers.add(run);
    return () => timers.delete(run);
  });
  const heard: string[] = [];
  const events: LinkEvents = {
    opened: () => heard.push("opened"),
    received: (frame) => heard.push(`frame ${frame[0]}`),
    writable: () => heard.push("writable"),
    closed: (code) => heard.push(`closed ${code}`),
  };
  return { early, dialled, timers, heard, events };
}

test("what an early link told before it was asked for is told after, in its order, and nothing twice", async () => {
  const { early, dialled, timers, heard, events } = scene();
  early.early(here);
  const [first] = dialled;
  first?.events.opened();
  first?.events.received(Uint8Array.of(1));
  early.dial(here, events);
  deepEqual(heard, [], "from inside a dial");
  first?.events.received(Uint8Array.of(2));
  await Promise.resolve();
  first?.events.closed(1006);
  deepEqual(heard, ["opened", "frame 1", "frame 2", "closed 1006"]);
  equal(dialled.length, 1);
  equal(timers.size, 0);
  // The next one is dialled anew.
  early.dial(here, events);
  equal(dialled.length, 2);
});

test("whoever dials another address gets that one, and the early link is hung up", () => {
  const { early, dialled, events } = scene();
  early.early(here);
  early.dial(there, events);
  deepEqual(
    dialled.map(({ url, closed }) => [url, ...closed]),
    [[here, wireErrors.Normal.code], [there]],
  );
});

test("an early link that nobody asks for is hung up", () => {
  const { early, dialled, timers, events } = scene();
  early.early(here);
  for (const run of timers) run();
  deepEqual(dialled[0]?.closed, [wireErrors.Normal.code]);
  early.dial(here, events);
  equal(dialled.length, 2);
});
