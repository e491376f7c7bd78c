/** What the first frame of a relay tells a doctor. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import {
  encodeFrame,
  type FrameOf,
  idFromBytes,
  noExtensions,
  wireErrors,
} from "@festival-chat/protocol/wire";
import type { Dialer, LinkEvents } from "../ports.ts";
import { clockFinding, greet, type Greeting, upgradeFinding } from "./greeting.ts";

const hello = (changes: Partial<FrameOf<"hello">> = {}): FrameOf<"hello"> => ({
  kind: "hello",
  versions: { min: 1, max: 1 },
  nonce: new Uint8Array(32),
  relayTime: 1_000_000,
  relay: idFromBytes("RelayId", new Uint8Array(8)),
  environment: "development",
  extensions: noExtensions,
  ...changes,
});

/** A relay that does as told once dialled; remembers whether it was hung up. */
function relayThat(act: (events: LinkEvents) => void): Dialer & { hungUp: boolean } {
  const dialer = {
    hungUp: false,
    dial(_url: string, events: LinkEvents) {
      queueMicrotask(() => act(events));
      return {
        kind: "relay" as const,
        send: () => true,
        close() {
          dialer.hungUp = true;
        },
      };
    },
  };
  return dialer;
}

/** A clock that is read three times: dialled, opened, heard. */
const clockAt = (...times: number[]) => {
  let at = 0;
  return () => times[at++] ?? 0;
};

const url = "ws://relay/ws";

describe("greeting a relay", () => {
  test("tells how long hello took and how far the clocks are apart, and hangs up", async () => {
    const relay = relayThat((events) => {
      events.opened();
      events.received(encodeFrame(hello()));
    });
    const greeting = await greet(relay, url, clockAt(1_004_900, 1_005_000, 1_005_200));
    ok("hello" in greeting);
    deepEqual([greeting.tookMillis, greeting.aheadMillis], [300, 5_100]);
    equal(upgradeFinding(greeting, url).ok, true);
    equal(relay.hungUp, true);
  });

  test("a link that closes is a proxy's doing unless the relay gave a reason", async () => {
    const closed = async (code: number) => {
      const finding = upgradeFinding(
        await greet(
          relayThat((events) => events.closed(code)),
          url,
          () => 0,
        ),
        url,
      );
      return finding.ok ? "" : finding.advice;
    };
    match(await closed(1006), /proxy/);
    match(await closed(wireErrors.WrongOrigin.code), /WEB_ORIGINS/);
  });

  test("another program at that address is told from a relay", async () => {
    const other = relayThat((events) => {
      events.opened();
      events.received(new Uint8Array([200, 1, 2]));
    });
    const finding = upgradeFinding(await greet(other, url, () => 0), url);
    match(finding.ok ? "" : finding.advice, /another program/);
    equal(other.hungUp, true);
  });

  test("a relay of other versions asks for an update", () => {
    const greeting: Greeting = {
      hello: hello({ versions: { min: 7, max: 9 } }),
      tookMillis: 1,
      aheadMillis: 0,
    };
    const finding = upgradeFinding(greeting, url);
    match(finding.ok ? "" : finding.advice, /Update/);
  });
});

describe("clocks", () => {
  const apart = (aheadMillis: number) =>
    clockFinding({ hello: hello(), tookMillis: 1, aheadMillis });

  test("may be two minutes apart, either way", () => {
    for (const millis of [0, 119_000, -119_000]) equal(apart(millis).ok, true);
    for (const millis of [121_000, -121_000]) equal(apart(millis).ok, false);
    match(apart(-121_000).found, /121 s behind/);
    match(apart(300).found, /300 ms ahead/);
  });
});
