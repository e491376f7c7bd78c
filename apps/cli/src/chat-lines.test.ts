/** How a chat looks in a terminal. */
import { doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { describe, test } from "node:test";
import {
  choosePalette,
  colourful,
  colourless,
  connectionWords,
  dayLine,
  messageText,
} from "./chat-lines.ts";
import { aMessage } from "./message.fixture.ts";

const noon = aMessage("x").at;

describe("a line of the chat", () => {
  test("has time, name and text", () => {
    equal(messageText(aMessage("a"), colourless), "12:00  Anna  text of a");
  });

  test("a late message says when it was written and when it arrived", () => {
    const late = aMessage("a", { late: true, arrivedAt: noon + 39 * 60_000 });
    match(messageText(late, colourless), /^12:00 · arrived 12:39 {2}Anna/);
  });

  test("own messages carry their delivery as shape and word", () => {
    const mine = { mine: true } as const;
    match(messageText(aMessage("a", { ...mine, state: "saved" }), colourless), /○ saved here$/);
    match(messageText(aMessage("a", { ...mine, state: "sent" }), colourless), /✓$/);
    doesNotMatch(messageText(aMessage("a"), colourless), /✓/);
  });

  test("a name or text cannot steer the terminal, and further lines are indented", () => {
    const nasty = aMessage("a", {
      name: "An\u001b[2Jna\nBen",
      body: { kind: "text", text: "one\u001b]0;x\u0007\ntwo", edited: false },
    });
    equal(messageText(nasty, colourless), "12:00  Anna Ben  one\n       two");
  });

  test("removed and unknown messages say so", () => {
    match(messageText(aMessage("a", { body: { kind: "removed" } }), colourless), /removed$/);
    match(messageText(aMessage("a", { body: { kind: "newer" } }), colourless), /newer version$/);
  });
});

describe("colours", () => {
  test("follow the author, not the name", () => {
    const anna = aMessage("a");
    const other = aMessage("a", {
      author: aMessage("b", { author: anna.author }).author,
      name: "Ben",
    });
    equal(colourful.author(anna.author), colourful.author(other.author));
    notEqual(colourful.author(anna.author), colourful.author("01".repeat(32)));
  });

  test("are off in a pipe, with NO_COLOR and in a dumb terminal", () => {
    equal(choosePalette(true, {}), colourful);
    equal(choosePalette(true, { NO_COLOR: "" }), colourful);
    equal(choosePalette(true, { NO_COLOR: "1" }), colourless);
    equal(choosePalette(true, { TERM: "dumb" }), colourless);
    equal(choosePalette(false, {}), colourless);
  });
});

test("a day is named once, with its year when it is another one", () => {
  equal(dayLine(noon, noon, colourless), "--- Friday 7 August ---");
  match(dayLine(noon, new Date(2027, 1, 1).getTime(), colourless), /August 2026/);
});

test("the connection has the words of the screens", () => {
  equal(connectionWords({ kind: "online", slow: false }), "● Online");
  equal(connectionWords({ kind: "online", slow: true }), "◐ Slow signal");
  equal(connectionWords({ kind: "waiting", retryAt: 0 }), "○ No signal · messages wait here");
  equal(connectionWords({ kind: "catching-up", missing: 42 }), "◔ Getting 42 messages…");
});
