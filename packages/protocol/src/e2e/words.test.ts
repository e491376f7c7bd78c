import { deepEqual, equal, notDeepEqual, ok, rejects } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { utf8 } from "../wire/bytes.ts";
import { toHex } from "../wire/ids.ts";
import {
  generateWords,
  isEventTag,
  parseWords,
  rootFromWords,
  suggestWords,
  wordList,
} from "./words.ts";

const six = ["acid", "bamboo", "cactus", "doctor", "elbow", "yoyo"];
const indices = fc.array(fc.nat({ max: wordList.length - 1 }), { minLength: 6, maxLength: 6 });
const codes = indices.map((picked) => picked.map((index) => wordList[index] ?? ""));

test("[K3] the list has 1,296 words in order, told apart by three letters", () => {
  equal(wordList.length, 1_296);
  equal(new Set(wordList.map((word) => word.slice(0, 3))).size, 1_296);
  deepEqual([...wordList], [...wordList].sort());
  const spec = readFileSync(new URL("../../SPEC.md", import.meta.url), "utf8");
  ok(spec.includes(toHex(sha256(utf8(wordList.join("\n"))))), "SPEC.md pins the list");
  equal(
    wordList.every((word) => /^[a-z]{3,16}$/.test(word)),
    true,
  );
});

test("[K3] every code is read back, in full and by three letters a word", () => {
  const check = fc.property(codes, (words) => {
    deepEqual(parseWords(words.join(" ")), { ok: true, value: words });
    const short = words.map((word) => word.slice(0, 3).toUpperCase()).join("-");
    deepEqual(parseWords(short), { ok: true, value: words });
  });
  fc.assert(check);
});

test("[K3] fewer or more than six words are counted", () => {
  deepEqual(parseWords(""), { ok: false, error: { kind: "count", count: 0 } });
  deepEqual(parseWords("acid bamboo"), { ok: false, error: { kind: "count", count: 2 } });
  deepEqual(parseWords(`${six.join(" ")} acid`), { ok: false, error: { kind: "count", count: 7 } });
});

test("[K3] a mistyped word is named, with the word that was meant", () => {
  const slips = {
    acid: "acd",
    bamboo: "bambooo",
    cactus: "catcus",
    doctor: "foctor",
    elbow: "elbov",
  };
  for (const [meant, typed] of Object.entries(slips)) {
    const text = six.map((word) => (word === meant ? typed : word)).join(" ");
    const parsed = parseWords(text);
    ok(!parsed.ok && parsed.error.kind === "unknown", typed);
    equal(parsed.error.word, typed);
    equal(parsed.error.position, six.indexOf(meant));
    ok(parsed.error.suggestions.includes(meant), `${typed}: ${parsed.error.suggestions.join()}`);
  }
});

test("[K3] no text makes the reader throw", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseWords(text)));
});

test("suggestions begin with what was typed", () => {
  deepEqual(suggestWords("ab", 3), ["abandoned", "abbreviate", "abdomen"]);
  deepEqual(suggestWords("ZUC"), ["zucchini"]);
  deepEqual(suggestWords("qq"), []);
  deepEqual(suggestWords(""), []);
});

test("[K3] words are drawn evenly: an uneven draw is thrown away", () => {
  // Every possible draw once: each word must come up equally often.
  let draw = 0;
  const counts = new Map<string, number>();
  const random = (): Uint8Array => {
    const bytes = Uint8Array.of(draw >> 8, draw & 0xff);
    draw = (draw + 1) % 0x1_0000;
    return bytes;
  };
  for (let code = 0; code < 64_800 / 6; code++) {
    for (const word of generateWords(random)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  equal(draw, 64_800);
  deepEqual([...new Set(counts.values())], [50]);
  equal(counts.size, 1_296);
  // The 736 draws that are left over give no word at all.
  generateWords(random);
  equal(draw, 6);
});

test("[K3] words come from the given randomness alone", (context) => {
  context.mock.method(Math, "random", () => {
    throw new Error("not for secrets");
  });
  const random = (length: number): Uint8Array => new Uint8Array(length).fill(1);
  equal(new Set(generateWords(random)).size, 1);
  equal(generateWords(random).length, 6);
});

test("[K3] the same words are another room at another event", async () => {
  const here = await rootFromWords(six, "public");
  equal(here.length, 16);
  deepEqual(await rootFromWords(six, "public"), here);
  notDeepEqual(await rootFromWords(six, "summer-2026"), here);
  notDeepEqual(await rootFromWords([...six].reverse(), "public"), here);
  notDeepEqual(await rootFromWords([...six.slice(1), "acid"], "public"), here);
});

test("[K3] fewer than six words, foreign words and foreign tags make no room", async () => {
  await rejects(rootFromWords(six.slice(1), "public"), RangeError);
  await rejects(rootFromWords([...six.slice(1), "nosuchword"], "public"), RangeError);
  await rejects(rootFromWords([...six.slice(1), "acids"], "public"), RangeError);
  for (const tag of ["", "Public", "a|b", "x".repeat(33), "ü"]) {
    equal(isEventTag(tag), false);
    await rejects(rootFromWords(six, tag), RangeError);
  }
  equal(isEventTag("x".repeat(32)), true);
});
