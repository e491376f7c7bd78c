/** What join --json prints rebuilds the list that people see. */
import { deepEqual, equal } from "node:assert/strict";
import { describe, test } from "node:test";
import type { Message } from "@festival-chat/client";
import fc from "fast-check";
import type { OutputEvent } from "./events.ts";
import { aMessage } from "./message.fixture.ts";
import { createReporter } from "./reporter.ts";

/** What a script does with the events: the rule of README.md. */
function rebuild(list: readonly string[], events: readonly OutputEvent[]): readonly string[] {
  let ids = [...list];
  for (const event of events) {
    if (event.event !== "message" && event.event !== "change") continue;
    ids = ids.filter((id) => id !== event.id);
    ids.splice(event.after === null ? 0 : ids.indexOf(event.after) + 1, 0, event.id);
  }
  return ids;
}

/** Noon is when the fixture's messages are written. */
const noon = aMessage("x").at;

const brief = (events: readonly OutputEvent[]): readonly string[] =>
  events.map((event) => {
    switch (event.event) {
      case "message":
      case "change":
        return `${event.event} ${event.id} after ${event.after} ${event.state}`;
      case "delivery":
        return `delivery ${event.id} ${event.state}`;
      default:
        return event.event;
    }
  });

describe("the way of an own message", () => {
  test("is told once it is stored: saved, then sent, each once", () => {
    const reporter = createReporter(noon);
    const mine = aMessage("m", { mine: true, state: "saved" });
    deepEqual(brief(reporter.update([])), []);
    deepEqual(brief(reporter.update([mine])), ["message m after null saved"]);
    deepEqual(brief(reporter.accepted("m", [mine])), ["delivery m saved"]);
    deepEqual(brief(reporter.update([{ ...mine, state: "sending" }])), []);
    deepEqual(brief(reporter.update([{ ...mine, state: "sent" }])), ["delivery m sent"]);
    deepEqual(brief(reporter.update([{ ...mine, state: "sent" }])), []);
  });

  test("sent is never told before saved, however fast the relay is", () => {
    const reporter = createReporter(noon);
    const mine = aMessage("m", { mine: true, state: "sent" });
    reporter.update([]);
    deepEqual(brief(reporter.update([mine])), ["message m after null sent"]);
    deepEqual(brief(reporter.accepted("m", [mine])), ["delivery m saved", "delivery m sent"]);
  });

  test("is told even when the first look at the list is the acceptance", () => {
    const mine = aMessage("m", { mine: true, state: "saved" });
    deepEqual(brief(createReporter(noon).accepted("m", [mine])), [
      "message m after null saved",
      "delivery m saved",
    ]);
  });

  test("goes on where a killed run left it: the message says saved, its delivery sent", () => {
    const reporter = createReporter(noon + 1);
    const left = aMessage("m", { mine: true, state: "saved" });
    // The engine opens what it holds a few at a time: the first look may come too early.
    reporter.update([]);
    deepEqual(brief(reporter.update([left])), ["message m after null saved"]);
    deepEqual(brief(reporter.update([{ ...left, state: "sent" }])), ["delivery m sent"]);
  });

  test("ends with refused when the relay will never take it", () => {
    const reporter = createReporter(noon);
    const mine = aMessage("m", { mine: true, state: "saved" });
    reporter.accepted("m", [mine]);
    deepEqual(brief(reporter.update([{ ...mine, state: "refused" }])), ["delivery m refused"]);
  });
});

describe("the list", () => {
  test("a message that arrives late goes to its true place", () => {
    const reporter = createReporter(noon);
    const [a, b, c] = [aMessage("a"), aMessage("b"), aMessage("c")];
    deepEqual(brief(reporter.update([a, c])), [
      "message a after null sent",
      "message c after a sent",
    ]);
    deepEqual(brief(reporter.update([a, b, c])), ["message b after a sent"]);
  });

  test("an edit, a removal and a reaction are changes, never second messages", () => {
    const reporter = createReporter(noon);
    const a = aMessage("a");
    reporter.update([a]);
    const changes: readonly Partial<Message>[] = [
      { body: { kind: "text", text: "better", edited: true } },
      { body: { kind: "removed" } },
      { body: { kind: "removed" }, reactions: [{ emoji: "👍", authors: [a.author] }] },
    ];
    for (const change of changes) {
      deepEqual(brief(reporter.update([{ ...a, ...change }])), ["change a after null sent"]);
    }
  });

  test("whatever is inserted, moved or forgotten, the events rebuild the list", () => {
    const lists = fc.array(fc.shuffledSubarray([..."abcdefgh"]), { maxLength: 6 });
    fc.assert(
      fc.property(lists, (steps) => {
        const reporter = createReporter(noon);
        const messages = new Map([..."abcdefgh"].map((id) => [id, aMessage(id)]));
        const seen: string[] = [];
        let rebuilt: readonly string[] = [];
        for (const step of steps) {
          const list = step.flatMap((id) => messages.get(id) ?? []);
          const events = reporter.update(list);
          for (const event of events) if (event.event === "message") seen.push(event.id);
          rebuilt = rebuild(rebuilt, events).filter((id) => step.includes(id));
          deepEqual(rebuilt, step);
        }
        equal(new Set(seen).size, seen.length, "a message event comes once per id");
      }),
    );
  });
});
