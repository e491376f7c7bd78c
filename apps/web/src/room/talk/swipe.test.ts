import { test } from "node:test";
import { equal } from "node:assert/strict";
import { followed, pathOf } from "./swipe.ts";

test("a finger that trembles is resting", () => {
  equal(pathOf(6, -5), "rest");
});

test("a flat way in reading direction is a swipe, the other direction is none", () => {
  equal(pathOf(30, 8), "swipe");
  equal(pathOf(-30, 8), "other");
});

test("scrolling in an arc is scrolling", () => {
  equal(pathOf(20, 30), "other");
  equal(pathOf(20, 15), "other");
});

test("the message follows only so far", () => {
  equal(followed(4), 0);
  equal(followed(40), 30);
  equal(followed(400), 80);
});
