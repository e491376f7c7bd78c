import { test } from "node:test";
import { equal } from "node:assert/strict";
import { typingWords } from "./typing-words.ts";

test("one and two people who write are named, more are several", () => {
  equal(typingWords([]), undefined);
  equal(typingWords(["Ana"]), "Ana is typing…");
  equal(typingWords(["Ana", "Ben"]), "Ana and Ben are typing…");
  equal(typingWords(["Ana", "Ben", "Cy"]), "Several people are typing…");
});
