/** Whoever set larger letters on their phone has them here. */
import { equal } from "node:assert/strict";
import { test } from "node:test";
import { lettersFor } from "./phone-letters.ts";

test("letters grow with those of the phone, up to twice their size", () => {
  equal(lettersFor(17), "100");
  equal(lettersFor(19), "110");
  equal(lettersFor(23), "125");
  equal(lettersFor(28), "175");
  equal(lettersFor(53), "200");
});

test("small letters of a phone make nothing smaller", () => equal(lettersFor(14), "100"));
