import { test } from "node:test";
import { equal } from "node:assert/strict";
import { aMessage } from "../../test-support/messages.ts";
import { messageName } from "./message-name.ts";

test("a message is one sentence: author, time, text, state", () => {
  equal(messageName(aMessage(1, 1)), "Ana, 19:02, text 1, sent");
});

test("own messages name their author too, and how far they have come", () => {
  equal(
    messageName(aMessage(1, 0, { state: "saved" })),
    "Moth 27 (you), 19:02, text 1, saved on this phone",
  );
});

test("a late one says when it was written and when it arrived", () => {
  const arrivedAt = new Date(2026, 6, 24, 19, 41).getTime();
  equal(
    messageName(aMessage(1, 1, { late: true, arrivedAt })),
    "Ana, 19:02 · arrived 19:41, text 1, sent",
  );
});

test("reactions and edits are in it, and a removed message says so", () => {
  const { author } = aMessage(1, 2);
  const body = { kind: "text", text: "hi", edited: true } as const;
  const reactions = [{ emoji: "🧡", authors: [author, author] }];
  equal(messageName(aMessage(1, 1, { body, reactions })), "Ana, 19:02, hi, edited, 2 🧡, sent");
  const removed = { body: { kind: "removed" }, removedBy: aMessage(1, 1).author } as const;
  equal(messageName(aMessage(1, 1, removed)), "Ana, 19:02, Removed, sent");
  const byHost = { ...removed, removedBy: aMessage(2, 2).author };
  equal(messageName(aMessage(1, 1, byHost)), "Ana, 19:02, Removed by the host, sent");
});

test("what a message answers is in its name, as far as it is here", () => {
  const quoted = aMessage(1, 1);
  const reply = aMessage(2, 2, { replyTo: quoted.id });
  equal(messageName(reply, quoted), "Ben, 19:02, text 2, replied to Ana, sent");
  equal(messageName(reply), "Ben, 19:02, text 2, sent");
  equal(messageName(reply, "blocked"), "Ben, 19:02, text 2, sent");
});

test("a message that calls me says so", () => {
  const body = { kind: "text", text: "@Moth 27 come", edited: false } as const;
  equal(
    messageName(aMessage(1, 1, { mentionsMe: true, body })),
    "Ana, 19:02, @Moth 27 come, mentions you, sent",
  );
});
