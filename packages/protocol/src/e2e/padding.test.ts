import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { paddingBuckets } from "../wire/buckets.ts";
import { pad, unpad } from "./padding.ts";

const largest = Math.max(...paddingBuckets);

test("[E7] every length up to the largest bucket comes back from the smallest that holds it", () => {
  for (let length = 0; length < largest; length += length < 2_100 ? 1 : 97) {
    const bytes = new Uint8Array(length).fill(0x80);
    const padded = pad(bytes, paddingBuckets);
    equal(
      padded?.length,
      paddingBuckets.find((bucket) => bucket > length),
    );
    deepEqual(padded && unpad(padded, paddingBuckets), bytes);
  }
  equal(pad(new Uint8Array(largest), paddingBuckets), undefined);
});

test("[E7] a missing marker, another marker and a larger bucket than needed are refused", () => {
  const zeros = new Uint8Array(152);
  equal(unpad(zeros, paddingBuckets), undefined);
  equal(unpad(zeros.slice().fill(1, 10, 11), paddingBuckets), undefined);
  equal(unpad(new Uint8Array(192).fill(0x80, 10, 11), paddingBuckets), undefined);
  equal(unpad(new Uint8Array(0), paddingBuckets), undefined);
  deepEqual(unpad(zeros.slice().fill(0x80, 0, 1), paddingBuckets), new Uint8Array(0));
});
