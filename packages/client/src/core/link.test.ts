import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  type Environment,
  type FrameOf,
  idFromBytes,
  noExtensions,
  timing,
  wireErrors,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { createLinkMachine, type LinkMachine } from "./link.ts";

const hello: FrameOf<"hello"> = {
  kind: "hello",
  versions: { min: 1, max: 1 },
  nonce: new Uint8Array(32),
  relayTime: 1_000,
  relay: idFromBytes("RelayId", new Uint8Array(8)),
  environment: "development",
  extensions: noExtensions,
};

function machineOf(random = 0.5, environment?: Environment): LinkMachine {
  return createLinkMachine({ random: () => random, environment: () => environment });
}

function ready(machine: LinkMachine, now = 0): void {
  machine.want(true, now);
  machine.opened(now);
  deepEqual(machine.heard(hello, now), [{ kind: "greeted", hello }]);
}

const retryAt = (machine: LinkMachine): number => {
  const { state } = machine;
  if (state.kind !== "down") throw new Error(state.kind);
  return state.retryAt;
};

test("a link is dialled when it is wanted, and hung up when it is not", () => {
  const machine = machineOf();
  equal(machine.deadline(), undefined);
  deepEqual(machine.want(true, 0), [{ kind: "dial" }]);
  deepEqual(machine.want(true, 0), []);
  deepEqual(machine.want(false, 0), [{ kind: "hangUp", code: 1000 }]);
  equal(machine.state.kind, "closed");
});

test("[L1] a client says nothing before the relay's hello", () => {
  const machine = machineOf();
  machine.want(true, 0);
  deepEqual(machine.opened(10), []);
  deepEqual(machine.heard({ kind: "pong", token: 1, heads: [] }, 11), []);
  equal(machine.state.kind, "greeting");
});

test("[L3] versions that do not meet refuse the link and name the side to update", () => {
  const newer = machineOf();
  newer.want(true, 0);
  newer.opened(0);
  newer.heard({ ...hello, versions: { min: 2, max: 3 } }, 0);
  equal(newer.state.kind === "down" && newer.state.refused, "VersionTooOld");
  const older = machineOf();
  older.want(true, 0);
  older.opened(0);
  older.heard({ ...hello, versions: { min: 0, max: 0 } }, 0);
  equal(older.state.kind === "down" && older.state.refused, "VersionTooNew");
});

test("a dial that nobody answers is given up after 15 s", () => {
  const machine = machineOf();
  machine.want(true, 0);
  equal(machine.deadline(), timing.dialMillis);
  deepEqual(machine.wake(timing.dialMillis - 1), []);
  deepEqual(machine.wake(timing.dialMillis), [{ kind: "hangUp", code: 1000 }]);
  equal(machine.state.kind, "down");
});

test("[L7] pauses are drawn from zero to a ceiling that doubles from 500 ms to 30 s", () => {
  const most = machineOf(0.999_999);
  const none = machineOf(0);
  const pauses: number[] = [];
  let now = 0;
  most.want(true, now);
  none.want(true, now);
  for (let i = 0; i < 10; i++) {
    most.closed(1006, now);
    none.closed(1006, now);
    pauses.push(Math.ceil((retryAt(most) - now) / 500) * 500);
    equal(retryAt(none), now);
    now = retryAt(most);
    deepEqual(most.wake(now), [{ kind: "dial" }]);
    deepEqual(none.wake(now), [{ kind: "dial" }]);
  }
  deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

test("[L7] while something waits the ceiling is ten seconds, and a longer pause is cut short", () => {
  const machine = machineOf(0.999_999);
  let now = 0;
  machine.want(true, now);
  machine.eager(true, now);
  for (let i = 0; i < 10; i++) {
    machine.closed(1006, now);
    ok(retryAt(machine) - now <= bounds.eagerBackoffMillis);
    now = retryAt(machine);
    machine.wake(now);
  }
  machine.eager(false, now);
  machine.closed(1006, now);
  equal(retryAt(machine) - now, 29_999);
  machine.eager(true, now + 5_000);
  equal(retryAt(machine), now + 5_000 + 9_999);
  machine.eager(true, now + 6_000);
  equal(retryAt(machine), now + 5_000 + 9_999);
});

test("[L10] a slot that the relay gave is kept by those who wait, too", () => {
  const machine = machineOf(0.5);
  ready(machine);
  machine.heard({ kind: "bye", code: wireErrors.Draining.code, reconnectAfter: 60_000 }, 100);
  machine.closed(wireErrors.Draining.code, 100);
  machine.eager(true, 200);
  equal(retryAt(machine), 60_100);
});

test("[L7] a link that lived ten seconds begins again with short pauses", () => {
  const machine = machineOf(0.999_999);
  machine.want(true, 0);
  for (let i = 0; i < 6; i++) {
    machine.closed(1006, i);
    machine.wake(1_000_000 + i);
  }
  const now = 2_000_000;
  machine.opened(now);
  machine.heard(hello, now);
  deepEqual(machine.closed(1006, now + timing.stableMillis), [{ kind: "lost" }]);
  ok(retryAt(machine) - now - timing.stableMillis <= 500);
});

test("[L7] a hint dials at once when down, and a storm of hints is one dial", () => {
  const machine = machineOf(0.9);
  machine.want(true, 0);
  for (let i = 0; i < 8; i++) {
    machine.closed(1006, 100_000 * i);
    machine.wake(100_000 * i + 50_000);
  }
  machine.closed(1006, 900_000);
  deepEqual(machine.hint("online", 900_010), [{ kind: "dial" }]);
  machine.closed(1006, 900_020);
  const storm = Array.from({ length: 100 }, (_, i) => machine.hint("visible", 900_030 + i));
  equal(storm.flat().length, 0);
  equal(machine.deadline(), 900_010 + bounds.dialGapMillis);
});

test("[L7] a hint never takes a link down and never delays", () => {
  const machine = machineOf(0.1);
  ready(machine);
  deepEqual(machine.hint("hidden", 10), []);
  deepEqual(machine.hint("online", 10), [{ kind: "ping", token: 1 }]);
  equal(machine.state.kind, "ready");
  deepEqual(machine.hint("visible", 11), []);
});

test("[L9] a page that wakes finds a dead link within three seconds", () => {
  const machine = machineOf();
  ready(machine);
  machine.hint("page-show", 20_000);
  equal(machine.deadline(), 20_000 + timing.wakeProbeMillis);
  const effects = machine.wake(20_000 + timing.wakeProbeMillis);
  deepEqual(effects, [{ kind: "hangUp", code: 1000 }, { kind: "lost" }]);
});

test("[L9] a page that slept for a minute dials anew at once, whatever its link still seems to be", () => {
  const machine = machineOf();
  ready(machine);
  const effects = machine.hint("time-jump", bounds.awakeMillis);
  deepEqual(effects, [{ kind: "hangUp", code: 1000 }, { kind: "lost" }, { kind: "dial" }]);
  deepEqual(machine.hint("visible", bounds.awakeMillis + 1), []);
});

test("[L9] a link is pinged every 25 s and lives on by anything it says", () => {
  const machine = machineOf();
  ready(machine);
  let now = 0;
  for (let i = 1; i <= 5; i++) {
    now = machine.deadline() ?? 0;
    deepEqual(machine.wake(now), [{ kind: "ping", token: i }]);
    machine.heard({ kind: "pong", token: i, heads: [] }, now + 100);
  }
  equal(now, 5 * timing.pingMillis);
  machine.wake(now + timing.pingMillis);
  machine.heard(undefined, now + timing.pingMillis + 7_000);
  deepEqual(machine.wake(now + timing.pingMillis + timing.pongMillis), []);
});

test("[L9] a publish without an answer finds a half-open link within ten seconds", () => {
  const machine = machineOf();
  ready(machine);
  machine.owes("ack", 5_000);
  equal(machine.deadline(), 5_000 + timing.pongMillis);
  ok(timing.pongMillis < 10_000);
  equal(machine.wake(5_000 + timing.pongMillis).length, 2);
});

test("what the relay no longer owes does not end the link", () => {
  const machine = machineOf();
  ready(machine);
  machine.owes("ack", 5_000);
  machine.owes(undefined, 6_000);
  deepEqual(machine.wake(14_000), []);
});

test("[L9] however patient a phone has become, a send finds a half-open link within ten seconds", () => {
  const machine = machineOf(0);
  let now = 0;
  ready(machine);
  for (let round = 0; round < 5; round++) {
    machine.owes("ack", now);
    const due = machine.deadline() ?? Infinity;
    ok(due - now < 10_000, `${due - now} ms`);
    equal(machine.wake(due).length, 2);
    machine.wake(due);
    now = due + 500;
    machine.opened(now);
    machine.heard(hello, now);
  }
});

test("a link so slow that it seems dead gets more time for a page the next time", () => {
  const machine = machineOf(0);
  ready(machine);
  machine.owes("page", 0);
  const first = machine.deadline() ?? Infinity;
  ok(first < 10_000, "within ten seconds as long as no link fell silent before");
  machine.wake(first);
  machine.wake(first);
  machine.opened(10_000);
  machine.heard(hello, 10_000);
  machine.owes("page", 10_000);
  deepEqual(machine.wake(10_000 + first), []);
  const second = 10_000 + bounds.stallMillis + 2 * timing.pongMillis;
  equal(machine.deadline(), second);
  equal(machine.wake(second).length, 2);
});

test("a link that died in its sleep is found as fast the next time", () => {
  const machine = machineOf(0);
  ready(machine);
  for (let night = 1; night <= 3; night++) {
    const morning = night * 28_800_000;
    equal(machine.wake(morning).length, 1, "a timer that was due in the night asks first");
    equal(machine.wake(morning + timing.pongMillis).length, 2);
    machine.wake(morning + 14_000);
    machine.opened(morning + 14_000);
    machine.heard(hello, morning + 14_000);
  }
});

test("[L10] a relay that drains is dialled again in the slot it gave", () => {
  const machine = machineOf(0.7);
  ready(machine);
  machine.heard({ kind: "bye", code: 1012, reconnectAfter: 42_000 }, 20_000);
  deepEqual(machine.closed(1012, 20_100), [{ kind: "lost" }]);
  equal(retryAt(machine), 62_000);
});

test("no relay can park a phone for ever", () => {
  const machine = machineOf();
  ready(machine);
  machine.heard({ kind: "bye", code: 1012, reconnectAfter: Number.MAX_SAFE_INTEGER }, 0);
  machine.closed(1012, 0);
  equal(retryAt(machine), bounds.imposedMillis);
});

test("a refusal of the link with a pause is honoured", () => {
  const machine = machineOf(0);
  ready(machine);
  const { code } = wireErrors.TooSlow;
  machine.heard({ kind: "refuse", refused: 0, ref: 0, code, retryAfter: 9_000 }, 100);
  machine.closed(code, 100);
  equal(retryAt(machine), 9_100);
});

test("a relay of another environment is refused, and asked again rarely", () => {
  const machine = machineOf(0, "production");
  machine.want(true, 0);
  machine.opened(0);
  deepEqual(machine.heard(hello, 0), [
    { kind: "otherEnvironment", hello },
    { kind: "hangUp", code: wireErrors.WrongEnvironment.code },
  ]);
  equal(machine.state.kind === "down" && machine.state.refused, "WrongEnvironment");
  equal(retryAt(machine), bounds.refusedLinkMillis / 2);
});

test("the link is slow when half of the last answers took a second and a half", () => {
  const machine = machineOf();
  equal(machine.slow, false);
  for (const took of [100, 2_000, 100]) machine.answered(took);
  equal(machine.slow, false);
  for (const took of [2_000, 2_000]) machine.answered(took);
  equal(machine.slow, true);
  for (let i = 0; i < bounds.roundTrips; i++) machine.answered(50);
  equal(machine.slow, false);
});

test("[L9] however patient a phone has become, pings do not put off the end of a dead link", () => {
  const machine = machineOf(0);
  ready(machine);
  let now = 0;
  for (let round = 0; round < 5; round++) {
    const since = now;
    while (machine.state.kind === "ready") {
      now = machine.deadline() ?? Infinity;
      machine.wake(now);
    }
    const most = timing.pingMillis + timing.pongMillis * bounds.maxPatience;
    equal(now - since <= most, true, `${now - since} ms`);
    machine.wake(now);
    machine.opened(now);
    machine.heard(hello, now);
  }
});
