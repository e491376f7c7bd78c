import { equal, match, ok } from "node:assert/strict";
import { test } from "node:test";
import { type AuthorKey, idFromBytes } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { friendlyName } from "./friendly-name.ts";
import { nameWords } from "./name-words.ts";

const keyOf = (bytes: Uint8Array): AuthorKey => idFromBytes("AuthorKey", bytes);
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(keyOf);

test("a friendly name is a word and a number, always the same for the same key", () => {
  fc.assert(
    fc.property(keys, (key) => {
      match(friendlyName(key), /^[A-Z][a-z]{2,7} [1-9][0-9]?$/);
      equal(friendlyName(key), friendlyName(key));
    }),
  );
});

test("every word can come up, and no two are the same", () => {
  equal(new Set(nameWords).size, nameWords.length);
  equal(nameWords.length, 64);
  const seen = new Set<string>();
  for (let i = 0; i < 256; i++) {
    const bytes = new Uint8Array(32);
    bytes[3] = i;
    seen.add(friendlyName(keyOf(bytes)).split(" ")[0] ?? "");
  }
  ok(nameWords.every((word) => seen.has(word)));
});
