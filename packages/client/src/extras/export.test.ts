import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { AuthorKey, MessageId } from "@festival-chat/protocol/wire";
import { exportJson, exportText } from "./export.ts";
import { aMessage, authorOf } from "./message.fixture.ts";

const at = Date.UTC(2026, 7, 7, 19, 2);
const first = aMessage(1, { text: "two\nlines", name: "Anna", at, arrivedAt: at });
const reply = aMessage(2, {
  name: "Ben",
  at: at + 60_000,
  arrivedAt: at + 180_000,
  replyTo: first.id,
  body: { kind: "text", text: "yes", edited: true },
  edits: 2,
  reactions: [{ emoji: "🎉", authors: [authorOf(1), authorOf(3)] }],
});
const removed = aMessage(1, {
  name: "Anna",
  at: at + 120_000,
  arrivedAt: at + 120_000,
  body: { kind: "removed" },
});
const messages = [first, reply, removed];
const room = {
  name: "Camp",
  nameOf: (author: AuthorKey) => (author === authorOf(1) ? "Anna" : "Cleo"),
  message: (id: MessageId) => messages.find((one) => one.id === id),
  messages: () => messages,
};

test("an export as text can be read by anybody", () => {
  equal(
    exportText(room),
    [
      "Camp",
      "",
      "2026-08-07 19:02  Anna: two",
      "    lines",
      "2026-08-07 19:03  Ben: (to Anna: two) yes (edited)",
      "    [🎉 2]",
      "2026-08-07 19:04  Anna: (removed)",
      "",
    ].join("\n"),
  );
  equal(exportText({ ...room, name: undefined, messages: () => [] }, String), "Room\n\n");
});

test("a line of a message cannot pass for another message", () => {
  const forged = aMessage(1, {
    text: "x\r2026-08-07 19:09  Anna: I quit\u20282026-08-07 19:10  Anna: bye",
    name: "Zed\n2026-08-07 19:09  Anna",
    reactions: [{ emoji: "\n2026-08-07", authors: [] }],
  });
  const lines = exportText({ ...room, messages: () => [forged] }).split(
    /[\r\n\v\f\u0085\u2028\u2029]+/,
  );
  equal(lines.filter((line) => /^\d{4}-/.test(line)).length, 1);
});

test("an export as JSON has everything that is shown", () => {
  const value: unknown = JSON.parse(exportJson(room));
  deepEqual(value, {
    format: "festival-chat-room",
    version: 1,
    name: "Camp",
    messages: [
      {
        id: first.id,
        author: first.author,
        name: "Anna",
        mine: false,
        kind: "text",
        text: "two\nlines",
        writtenAt: "2026-08-07T19:02:00.000Z",
        arrivedAt: "2026-08-07T19:02:00.000Z",
        reactions: [],
      },
      {
        id: reply.id,
        author: reply.author,
        name: "Ben",
        mine: false,
        kind: "text",
        text: "yes",
        replyTo: first.id,
        edits: 2,
        writtenAt: "2026-08-07T19:03:00.000Z",
        arrivedAt: "2026-08-07T19:05:00.000Z",
        reactions: [{ emoji: "🎉", names: ["Anna", "Cleo"] }],
      },
      {
        id: removed.id,
        author: removed.author,
        name: "Anna",
        mine: false,
        kind: "removed",
        writtenAt: "2026-08-07T19:04:00.000Z",
        arrivedAt: "2026-08-07T19:04:00.000Z",
        reactions: [],
      },
    ],
  });
});
