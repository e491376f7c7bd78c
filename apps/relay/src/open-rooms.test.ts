import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseConfig } from "./config.ts";
import { parseOpenRooms } from "./open-rooms.ts";

const stage = "https://chat.example/#AAECAwQFBgcICQoLDA0ODw.AAECAwQFBgc";
const bus = "http://localhost:3000/#EAECAwQFBgcICQoLDA0ODw";
const both = [
  { name: "Main Stage", link: stage },
  { name: "a=b bus", link: bus },
];

test("open rooms are read from pairs, from lines and from JSON", () => {
  for (const text of [
    `Main Stage=${stage}; a=b bus = ${bus} ;`,
    `Main Stage=${stage}\na=b bus=${bus}\n`,
    JSON.stringify(both),
  ]) {
    deepEqual(parseOpenRooms(text), { ok: true, value: both });
  }
});

test("a mistake names the room and what to do", () => {
  for (const [text, hint] of [
    ["Main Stage", /"Main Stage" needs the whole invite link/],
    ["Main Stage=https://chat.example/", /needs the whole invite link/],
    [`Main Stage=${stage}x`, /needs the whole invite link/],
    [`=${stage}`, /give each room a name/],
    [JSON.stringify([{ link: stage }]), /give each room a name/],
    [JSON.stringify([7]), /give each room a name/],
    ["[{", /no JSON list/],
    [Array.from({ length: 33 }, () => `x=${bus}`).join(";"), /at most 32/],
  ] as const) {
    const parsed = parseOpenRooms(text);
    ok(!parsed.ok && hint.test(parsed.error.join("\n")), text);
  }
});

test("any text is read, never thrown at", () => {
  fc.assert(fc.property(fc.string(), (text) => void parseOpenRooms(text)));
  fc.assert(fc.property(fc.json(), (text) => void parseOpenRooms(`[${text}]`)));
});

test("the setting may be the list itself, or the file that holds it", () => {
  const config = parseConfig({ OPEN_ROOMS: `Main Stage=${stage}` });
  ok(config.ok);
  deepEqual(config.value.openRooms, [both[0]]);
  const read = (path: string) => (path === "./rooms.json" ? JSON.stringify(both) : undefined);
  const fromFile = parseConfig({ OPEN_ROOMS: "./rooms.json" }, read);
  ok(fromFile.ok);
  deepEqual(fromFile.value.openRooms, both);
  const missing = parseConfig({ OPEN_ROOMS: "./none.json" }, read);
  ok(!missing.ok);
  equal(missing.error[0], 'OPEN_ROOMS is "./none.json": that file cannot be read.');
  const none = parseConfig({});
  deepEqual(none.ok && none.value.openRooms, []);
});
