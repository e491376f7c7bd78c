import { test } from "node:test";
import { equal } from "node:assert/strict";
import { byteWords } from "./byte-words.ts";

test("a size has at most three digits", () => {
  equal(byteWords(0), "0 kB");
  equal(byteWords(940), "0.9 kB");
  equal(byteWords(86_400), "86 kB");
  equal(byteWords(1_440_000), "1.4 MB");
  equal(byteWords(12_300_000_000), "12 GB");
});
