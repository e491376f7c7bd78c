import { test } from "node:test";
import { equal } from "node:assert/strict";
import type { Connection } from "@festival-chat/client";
import { connectionLine, isQuiet, nextLine, type ShownLine } from "./connection-line.ts";

const online: Connection = { kind: "online", slow: false };
const slow: Connection = { kind: "online", slow: true };
const waiting: Connection = { kind: "waiting", retryAt: 0 };
const connecting: Connection = { kind: "connecting" };

test("each state has its words", () => {
  equal(connectionLine(online).words, "Online");
  equal(connectionLine(slow).words, "Slow signal");
  equal(connectionLine(waiting).words, "No signal · messages wait here");
  equal(connectionLine({ kind: "catching-up", missing: 42 }).words, "Getting 42 messages…");
  equal(connectionLine(waiting, true).words, "This Wi-Fi needs a sign-in");
  equal(connectionLine(online, true).words, "Online");
  equal(connectionLine({ kind: "catching-up", missing: 1 }).words, "Getting 1 message…");
});

test("the first state gives way at once", () => {
  const first = nextLine(undefined, connecting, false, 0);
  equal(nextLine(first.shown, online, false, 10).shown.lamp, "online");
});

test("after that a line stays four seconds, then the wanted one comes", () => {
  const shown: ShownLine = { lamp: "online", words: "Online", since: 1_000 };
  const held = nextLine(shown, waiting, false, 2_000);
  equal(held.shown.lamp, "online");
  equal(held.wakeAt, 5_000);
  const changed = nextLine(held.shown, waiting, false, 5_000);
  equal(changed.shown.lamp, "waiting");
  equal(changed.shown.since, 5_000);
});

test("a link that flaps and comes back within four seconds shows nothing of it", () => {
  const shown: ShownLine = { lamp: "online", words: "Online", since: 0 };
  const flapped = nextLine(shown, waiting, false, 100);
  const back = nextLine(flapped.shown, online, false, 2_000);
  equal(back.shown, shown);
});

test("each try to reconnect is still no signal", () => {
  const shown: ShownLine = { lamp: "waiting", words: "No signal", since: 0 };
  equal(nextLine(shown, connecting, false, 60_000).shown, shown);
});

test("Online falls silent after five seconds, no signal never does", () => {
  const shown: ShownLine = { lamp: "online", words: "Online", since: 0 };
  equal(nextLine(shown, online, false, 1_000).wakeAt, 5_000);
  equal(isQuiet(shown, 4_999), false);
  equal(isQuiet(shown, 5_000), true);
  equal(nextLine(shown, online, false, 5_000).wakeAt, undefined);
  equal(isQuiet({ ...shown, lamp: "waiting" }, 99_000), false);
});
