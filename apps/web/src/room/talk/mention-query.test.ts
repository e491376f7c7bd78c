import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { mentionQuery, withMention } from "./mention-query.ts";

const at = (text: string) => mentionQuery(text.replace("|", ""), text.indexOf("|"));

test("what is typed after an @ is a name, with spaces and any letters", () => {
  deepEqual(at("hi @An|"), { start: 3, text: "An" });
  deepEqual(at("@|"), { start: 0, text: "" });
  deepEqual(at("(@Moth 2|"), { start: 1, text: "Moth 2" });
  deepEqual(at("see @ليلى| now"), { start: 4, text: "ليلى" });
});

test("an address, a finished sentence and a new line are none", () => {
  equal(at("ana@camp|"), undefined);
  equal(at("@ |"), undefined);
  equal(at("@Ana  |"), undefined);
  equal(at("@Ana\nthen|"), undefined);
  equal(at("no sign|"), undefined);
});

test("the chosen name takes the place of what was typed", () => {
  const query = at("hi @an| there");
  deepEqual(query && withMention("hi @an there", query, "Ana"), {
    text: "hi @Ana there",
    caret: 8,
  });
});
