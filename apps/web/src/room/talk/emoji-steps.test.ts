import { test } from "node:test";
import { deepEqual } from "node:assert/strict";
import { aMessage } from "../../../test-support/messages.ts";
import { reactionSteps } from "./emoji-steps.ts";

const me = aMessage(1, 0).author;
const ana = aMessage(1, 1).author;

test("a reaction that is not mine yet is given", () => {
  deepEqual(reactionSteps([], me, "🧡"), ["🧡"]);
  deepEqual(reactionSteps([{ emoji: "🧡", authors: [ana] }], me, "🧡"), ["🧡"]);
});

test("the same one again takes it back", () => {
  deepEqual(reactionSteps([{ emoji: "🧡", authors: [ana, me] }], me, "🧡"), [""]);
});

test("taking one back keeps the others of mine and touches nobody else's", () => {
  const reactions = [
    { emoji: "🧡", authors: [me] },
    { emoji: "🔥", authors: [me, ana] },
    { emoji: "👍", authors: [ana] },
  ];
  deepEqual(reactionSteps(reactions, me, "🧡"), ["", "🔥"]);
});
