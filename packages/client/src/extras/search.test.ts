import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../api.ts";
import { aMessage, authorOf } from "./message.fixture.ts";
import { createSearch } from "./search.ts";

const textsOf = (messages: readonly Message[]): string[] =>
  messages.map(({ body }) => (body.kind === "text" ? body.text : body.kind));

const list = [
  aMessage(1, { text: "Der Zug fährt um 9 nach Łódź" }),
  aMessage(2, { text: "we take the train at nine" }),
  aMessage(1, { text: "NACH LODZ fahrt ihr?" }),
  aMessage(2, { body: { kind: "removed" } }),
  aMessage(3, { text: "crème brûlée 🍮" }),
];

test("all words must occur, whatever their case, accents and order, and the newest come first", () => {
  const search = createSearch();
  deepEqual(textsOf(search.find(list, "lodz NACH").messages), [
    "NACH LODZ fahrt ihr?",
    "Der Zug fährt um 9 nach Łódź",
  ]);
  deepEqual(textsOf(search.find(list, "creme BRULEE").messages), ["crème brûlée 🍮"]);
  deepEqual(textsOf(search.find(list, "🍮").messages), ["crème brûlée 🍮"]);
  deepEqual(search.find(list, "lodz train").messages, []);
});

test("a search may be narrowed to one author; without words it finds all of theirs", () => {
  const search = createSearch();
  equal(search.find(list, "lodz", { from: authorOf(2) }).messages.length, 0);
  equal(search.find(list, "", { from: authorOf(1) }).messages.length, 2);
  deepEqual(search.find(list, "  "), { messages: [], more: false });
});

test("a limit says that there is more", () => {
  const search = createSearch();
  const many = Array.from({ length: 5 }, (_, i) => aMessage(1, { text: `beer ${i}` }));
  const some = search.find(many, "beer", { limit: 2 });
  deepEqual(textsOf(some.messages), ["beer 4", "beer 3"]);
  equal(some.more, true);
  equal(search.find(many, "beer", { limit: 5 }).more, false);
});

test("an edited message is found by its new words only", () => {
  const search = createSearch();
  const before = aMessage(1, { text: "stage left" });
  equal(search.find([before], "left").messages.length, 1);
  const after = { ...before, body: { kind: "text", text: "stage right", edited: true } as const };
  equal(search.find([after], "left").messages.length, 0);
  equal(search.find([after], "right").messages.length, 1);
});

test("what does not fit the memory is found all the same", () => {
  const search = createSearch(10);
  for (let round = 0; round < 3; round++) {
    equal(search.find(list, "lodz").messages.length, 2);
    equal(search.find([...list], "train").messages.length, 1);
  }
});

test("getting ready goes in portions, ends, and changes nothing of what is found", () => {
  const search = createSearch();
  const many = Array.from({ length: 25 }, (_, i) => aMessage(1, { text: `Bier ${i}` }));
  let portions = 1;
  while (search.prepare(many, 10)) portions += 1;
  equal(portions, 3);
  equal(search.find(many, "bier").messages.length, 25);
  const full = createSearch(8);
  equal(full.prepare(many), false, "a full memory is as ready as it gets");
});
