/** Receipts as bytes: golden ones, all that can be written, and nothing else. */
import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  ephemeralVectors,
  refusedReceipts,
  sampleReceipts,
} from "../../test-support/ephemeral-vectors.ts";
import { fromHex, toHex } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { chainTag } from "../wire/mesh-frames.ts";
import { type ChainRun, formatReceipt, parseReceipt } from "./receipt.ts";
import { smallPlainBytes } from "./seal-small.ts";

const chain = (n: number) => chainTag(new Uint8Array(8).fill(n));
const parsed = (hex: string) => parseReceipt(fromHex(hex) ?? new Uint8Array(0));

const runs = fc
  .tuple(fc.nat(255), fc.maxSafeNat(), fc.maxSafeNat())
  .map(([n, a, b]) => ({ chain: chain(n), from: Math.min(a, b), to: Math.max(a, b) }));
/** None of them, all of them, or some. */
const seenRuns = fc.tuple(runs, fc.constantFrom(0, 0.5, 1)).map(([run, share]) => {
  // One more than the last number is no number.
  const from = Math.max(1, run.from);
  const to = Math.max(1, run.to);
  return { ...run, from, to, seen: from - 1 + Math.floor((to - (from - 1)) * share) };
});
const some = (one: typeof runs | typeof seenRuns) =>
  fc.array<ChainRun>(one, { minLength: 1, maxLength: limits.receiptChains });

test("[P8] a receipt is read as it was written, and fits what is sealed", () => {
  deepEqual(
    ephemeralVectors().receipts.map(({ runs: told, plainHex }) => [told, parsed(plainHex)]),
    sampleReceipts.map((told) => [told, told]),
  );
  const short = [{ chain: chain(0xab), from: 3, to: 300 }];
  equal(toHex(formatReceipt(short)), `02${"ab".repeat(8)}ac02a902`);
  fc.assert(
    fc.property(fc.oneof(some(runs), some(seenRuns)), (told) => {
      const plain = formatReceipt(told);
      ok(plain.length <= smallPlainBytes("ephemeral"));
      deepEqual(parseReceipt(plain), told);
    }),
  );
});

for (const { why, hex } of refusedReceipts) {
  test(`[P8] golden refusal of a receipt: ${why}`, () => equal(parsed(hex), undefined));
}

test("[P8] no bytes break the reader of receipts, and each receipt has one form", () => {
  throws(() => formatReceipt([]), RangeError);
  throws(() =>
    formatReceipt(Array.from({ length: 8 }, () => ({ chain: chain(1), from: 1, to: 1 }))),
  );
  for (const seen of [1, 4]) {
    throws(() => formatReceipt([{ chain: chain(1), from: 3, to: 3, seen }]), RangeError);
  }
  fc.assert(
    fc.property(fc.constantFrom(2, 3), fc.uint8Array({ maxLength: 239 }), (kind, bytes) => {
      const told = parseReceipt(Uint8Array.of(kind, ...bytes));
      if (told !== undefined) deepEqual(formatReceipt(told), Uint8Array.of(kind, ...bytes));
    }),
  );
});
