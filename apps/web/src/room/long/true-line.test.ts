import { equal } from "node:assert/strict";
import { test } from "node:test";
import { aMessage } from "../../../test-support/messages.ts";
import { firstHeld } from "./true-line.ts";

const messages = [10, 20, 30, 40, 50].map((arrivedAt, index) => aMessage(index, 1, { arrivedAt }));
const unreadFrom = (first: number) => (id: string) =>
  messages.findIndex((message) => message.id === id) >= first;

test("the line goes up to the first unread message that lay on this phone", () => {
  equal(firstHeld(messages, unreadFrom(1), 100, 3), 1);
});

test("it stays where nothing unread stands above it", () => {
  equal(firstHeld(messages, unreadFrom(3), 100, 3), 3);
});

test("what came after the page was opened does not lift it", () => {
  equal(firstHeld(messages, unreadFrom(0), 5, 3), 3);
  equal(firstHeld(messages, unreadFrom(0), undefined, 3), 3);
});

test("without a line there is nothing to lift", () => {
  equal(firstHeld(messages, unreadFrom(0), 100, -1), -1);
});
