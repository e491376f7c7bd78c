import { test } from "node:test";
import { deepEqual, equal, notDeepEqual, ok } from "node:assert/strict";
import { bandOf, hueCount, markOf, patterns } from "./band.ts";

test("two phones in the same room weave the same band", () => {
  const fingerprint = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
  deepEqual(bandOf(fingerprint), bandOf(fingerprint.slice()));
});

test("a room's band changes with each of its four bytes", () => {
  const base = bandOf(Uint8Array.of(1, 1, 1, 1));
  for (let i = 0; i < 4; i++) {
    const other = Uint8Array.of(1, 1, 1, 1);
    other[i] = 2;
    notDeepEqual(bandOf(other), base);
  }
});

test("every hue, every pattern and sixty-four pictures are in use", () => {
  const hues = new Set<number>();
  const seen = new Set<string>();
  const emoji = new Set<string>();
  for (let byte = 0; byte < 256; byte++) {
    const band = bandOf(Uint8Array.of(byte, byte, byte, byte));
    hues.add(band.hue);
    seen.add(band.pattern);
    emoji.add(band.emoji[0]);
  }
  equal(hues.size, hueCount);
  equal(seen.size, patterns.length);
  equal(emoji.size, 64);
});

test("an author's mark comes from the key, and a broken key still has one", () => {
  deepEqual(markOf("0d0a"), { hue: 1, pattern: "chevron" });
  ok(patterns.includes(markOf("").pattern));
});
