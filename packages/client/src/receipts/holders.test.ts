import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { chainTag, idFromBytes } from "@festival-chat/protocol/wire";
import { createHolders } from "./holders.ts";
import { formatHolders, parseHolders } from "./kept-holders.ts";

const chain = (n: number) => chainTag(new Uint8Array(8).fill(n));
const device = (n: number) => idFromBytes("DeviceTag", new Uint8Array(8).fill(n));
const all = (): boolean => true;

test("[P8] a later receipt says the earlier ones again, and a lost one costs nothing", () => {
  const holders = createHolders();
  equal(holders.heard(device(1), [{ chain: chain(1), from: 1, to: 2 }], all), true);
  equal(holders.heard(device(1), [{ chain: chain(1), from: 1, to: 2 }], all), false, "no news");
  equal(holders.heard(device(1), [{ chain: chain(1), from: 2, to: 6 }], all), true);
  deepEqual(
    [0, 1, 6, 7].map((ctr) => holders.holds(device(1), chain(1), ctr)),
    [false, true, true, false],
  );
  equal(holders.heard(device(1), [{ chain: chain(1), from: 9, to: 9 }], all), true);
  equal(holders.holds(device(1), chain(1), 8), false, "behind a hole nothing is claimed");
});

test("[P9] what somebody has seen stays seen, and nobody has seen what is not on their phone", () => {
  const holders = createHolders();
  const saw = () => [0, 1, 2, 3, 4].map((ctr) => holders.saw(device(1), chain(1), ctr));
  holders.heard(device(1), [{ chain: chain(1), from: 1, to: 3 }], all);
  deepEqual(saw(), [false, false, false, false, false], "not told");
  equal(holders.heard(device(1), [{ chain: chain(1), from: 1, to: 3, seen: 2 }], all), true);
  deepEqual(saw(), [false, true, true, false, false]);
  holders.heard(device(1), [{ chain: chain(1), from: 1, to: 4, seen: 0 }], all);
  deepEqual(saw(), [false, true, true, false, false]);
  holders.heard(device(1), [{ chain: chain(1), from: 1, to: 4 }], all);
  deepEqual(saw(), [false, true, true, false, false]);
});

test("of chains of others, and of more devices than a small room has, nothing is kept", () => {
  const holders = createHolders();
  const run = { chain: chain(1), from: 1, to: 1 };
  equal(
    holders.heard(device(1), [run], () => false),
    false,
  );
  for (let n = 0; n < 100; n++) holders.heard(device(n), [run], all);
  equal([...holders.devices].length, 32);
});

test("what is kept is read back as it was, of each device the chains it told of last", () => {
  const holders = createHolders();
  holders.heard(device(1), [{ chain: chain(1), from: 1, to: 5, seen: 3 }], all);
  holders.heard(device(2), [{ chain: chain(1), from: 0, to: 5 }], all);
  const told = parseHolders(formatHolders(holders));
  deepEqual(told, [
    [device(1), { chain: chain(1), from: 1, to: 5, seen: 3 }],
    [device(2), { chain: chain(1), from: 0, to: 5, seen: -1 }],
  ]);

  for (let n = 1; n <= 20; n++) {
    holders.heard(device(1), [{ chain: chain(n), from: 1, to: n + 5 }], all);
  }
  holders.heard(device(1), [{ chain: chain(2), from: 1, to: 99 }], all);
  const kept = parseHolders(formatHolders(holders)).filter(([one]) => one === device(1));
  equal(kept.length, 8);
  deepEqual(kept.at(-1)?.[1].to, 99);
});

test("a text that is torn or of another version says what can be read, and no more", () => {
  const good = `${device(1)} ${chain(1)} 1 5 3`;
  const bad = ["", "x", `${device(1)} 1 5 3`, good.slice(2), `${device(1)} ${chain(1)} 6 5 3`];
  const worse = [`${device(1)} ${chain(1)} 1 5 6`, `${good} 7`, `${device(1)} ${chain(1)} 1 5`];
  equal(parseHolders([...bad, good, ...worse].join("\n")).length, 1);
  deepEqual(parseHolders(""), []);
});
