import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { test } from "node:test";
import { smallPlainBytes } from "@festival-chat/protocol/e2e";
import { chainTag, idFromBytes, limits, toHex } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { createHolders } from "./holders.ts";
import { type ChainRun, formatReceipt, parseReceipt } from "./receipt.ts";

const chain = (n: number) => chainTag(new Uint8Array(8).fill(n));
const device = (n: number) => idFromBytes("DeviceTag", new Uint8Array(8).fill(n));
const all = (): boolean => true;

const runs = fc
  .tuple(fc.nat(255), fc.maxSafeNat(), fc.maxSafeNat())
  .map(([n, a, b]) => ({ chain: chain(n), from: Math.min(a, b), to: Math.max(a, b) }));

test("[P8] a receipt has these bytes, and they are read as they were written", () => {
  const told: readonly ChainRun[] = [
    { chain: chain(0xab), from: 3, to: 300 },
    { chain: chain(1), from: 7, to: 7 },
  ];
  const bytes = formatReceipt(told);
  equal(toHex(bytes), `02${"ab".repeat(8)}ac02a902${"01".repeat(8)}0700`);
  deepEqual(parseReceipt(bytes), told);
  fc.assert(
    fc.property(fc.array(runs, { minLength: 1, maxLength: limits.receiptChains }), (some) => {
      const plain = formatReceipt(some);
      ok(plain.length <= smallPlainBytes("ephemeral"));
      deepEqual(parseReceipt(plain), some);
    }),
  );
});

test("[P8] nothing else is a receipt, and no bytes break the reader", () => {
  const plain = formatReceipt([{ chain: chain(1), from: 2, to: 5 }]);
  const nine = Array.from({ length: 9 }, () => plain.subarray(1));
  for (const wrong of [
    new Uint8Array(),
    Uint8Array.of(2),
    Uint8Array.of(1, ...plain.subarray(1)),
    Uint8Array.of(...plain, 0),
    plain.subarray(0, -1),
    // More numbers before the last one than there are.
    Uint8Array.of(...plain.subarray(0, -2), 5, 6),
    Uint8Array.of(2, ...nine.flatMap((one) => [...one])),
  ]) {
    equal(parseReceipt(wrong), undefined);
  }
  throws(() => formatReceipt([]), RangeError);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 239 }), (bytes) => {
      const some = parseReceipt(Uint8Array.of(2, ...bytes));
      if (some !== undefined) deepEqual(formatReceipt(some), Uint8Array.of(2, ...bytes));
    }),
  );
});

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
