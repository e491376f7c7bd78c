import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isSameRoom, parseOpenRooms } from "./open-rooms.ts";

const stage = "https://chat.example/#AAECAwQFBgcICQoLDA0ODw.AAECAwQFBgc";
const bus = "https://chat.example/#EAECAwQFBgcICQoLDA0ODw";
const config = (openRooms: unknown): string => JSON.stringify({ openRooms });

test("open rooms come in the organiser's order, each once", () => {
  const listed = [
    { name: " Main Stage ", link: stage },
    { name: "Night bus", link: bus, since: 2026 },
    { name: "The same again", link: stage },
  ];
  deepEqual(parseOpenRooms(config(listed)), [
    { name: "Main Stage", link: stage },
    { name: "Night bus", link: bus },
  ]);
});

test("what is no room is left out, and the rest stays", () => {
  const listed = [null, 7, [], { name: 1, link: bus }, { name: "", link: bus }, { name: "Bus" }];
  deepEqual(parseOpenRooms(config([...listed, { name: "x", link: "https://chat.example/" }])), []);
  deepEqual(parseOpenRooms(config([...listed, { name: "Bus", link: bus }])).length, 1);
});

test("no list is an empty one, whatever the relay said", () => {
  for (const text of ["", "{}", "null", "[1]", config("Main Stage"), config({ name: "x" })]) {
    deepEqual(parseOpenRooms(text), []);
  }
  fc.assert(fc.property(fc.json(), (text) => void parseOpenRooms(text)));
  fc.assert(fc.property(fc.array(fc.anything()), (list) => void parseOpenRooms(config(list))));
});

test("a list without end is cut", () => {
  const many = Array.from({ length: 100 }, (_, n) => ({
    name: `Room ${n}`,
    link: `#${String(n).padStart(21, "A")}A`,
  }));
  equal(parseOpenRooms(config(many)).length, 32);
});

test("the secret decides whether two invites lead to one room", () => {
  equal(isSameRoom(stage, "#AAECAwQFBgcICQoLDA0ODw"), true);
  equal(isSameRoom(stage, bus), false);
  equal(isSameRoom(stage, "six words are no link at all"), false);
});
