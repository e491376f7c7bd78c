/** A browser knows of the app beside it by what the app took, and by nothing else. */
import { equal } from "node:assert/strict";
import { test } from "node:test";
import { readSign } from "./know-app.ts";

test("what was taken says that the app is here", () => {
  equal(readSign({ kind: "over", why: "taken" }), "yes");
});

test("what nobody took in its time says that it is not", () => {
  equal(readSign({ kind: "over", why: "time" }), "no");
  equal(readSign({ kind: "nothing" }), "no");
});

test("what lies there still says nothing, and is looked at again", () => {
  equal(readSign({ kind: "looking" }), undefined);
  equal(readSign({ kind: "receiving", got: 1, count: 2 }), undefined);
});
