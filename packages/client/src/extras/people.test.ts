import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import { type AuthorKey, idFromBytes } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { deviceMark } from "./device-mark.ts";
import { lookAlike } from "./look-alike.ts";
import { aMessage, authorOf } from "./message.fixture.ts";
import { mentionCandidates, peopleOf } from "./people.ts";

const names: Readonly<Record<string, string>> = {
  [authorOf(0)]: "Anna",
  [authorOf(1)]: "Zoë Moth",
  [authorOf(2)]: "Ben",
  [authorOf(3)]: "Bеn",
};
const messages = [1, 2, 0, 3, 1].map((n) => aMessage(n, {}));
const room = {
  nameOf: (author: AuthorKey) => names[author] ?? "Moth 27",
  presence: {
    count: 2,
    members: [{ tag: idFromBytes("DeviceTag", new Uint8Array(8)), name: "Ben" }],
  },
  messages: () => messages,
};

describe("people", () => {
  test("everybody who wrote is there once, the last writer first", () => {
    const people = peopleOf(room);
    deepEqual(
      people.map(({ author, lastAt }) => [author, lastAt]),
      [
        [authorOf(1), messages[4]?.at],
        [authorOf(3), messages[3]?.at],
        [authorOf(0), messages[2]?.at],
        [authorOf(2), messages[1]?.at],
      ],
    );
    deepEqual(
      people.filter(({ here }) => here).map(({ name }) => name),
      ["Ben"],
    );
  });

  test("two people whose names look the same both need their mark", () => {
    const marked = peopleOf(room).filter(({ needsMark }) => needsMark);
    deepEqual(
      marked.map(({ author }) => author),
      [authorOf(3), authorOf(2)],
    );
    notEqual(marked[0]?.mark, marked[1]?.mark);
  });

  test("a mention offers who wrote last, by any word of the name, and never me", () => {
    const people = peopleOf(room);
    const offered = (prefix: string) => mentionCandidates(people, prefix).map(({ name }) => name);
    deepEqual(offered(""), ["Zoë Moth", "Bеn", "Ben"]);
    deepEqual(offered("zoe"), ["Zoë Moth"]);
    deepEqual(offered("MO"), ["Zoë Moth"]);
    deepEqual(offered("zoe m"), ["Zoë Moth"]);
    deepEqual(offered("an"), []);
  });
});

describe("names that look the same", () => {
  test("letters of other scripts, width, accents and invisible signs do not make another name", () => {
    const same = [
      ["Anna", "Аnnа"],
      ["Paul", "PauI"],
      ["Marnie", "Mamie"],
      ["Ben", "B\u200ben"],
      ["Ben", "Ｂｅｎ"],
      ["Moth 10", "Moth IO"],
      ["Zoe", "Zöe!".slice(0, 3)],
      ["Crew", "c r e w"],
    ] as const;
    for (const [a, b] of same) equal(lookAlike(a), lookAlike(b), `${a} ${b}`);
  });

  test("names that a glance tells apart stay apart", () => {
    for (const [a, b] of [
      ["Anna", "Hanna"],
      ["Ben", "Bea"],
      ["🦉", "🦊"],
      ["...", "???"],
      ["Moth 27", "Moth 28"],
    ] as const) {
      notEqual(lookAlike(a), lookAlike(b), `${a} ${b}`);
    }
  });

  test("every name has a look, and looking twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 24 }), (name) => {
        ok(lookAlike(name).length > 0);
        equal(lookAlike(name), lookAlike(name.normalize("NFD")));
      }),
    );
  });
});

test("a device mark is the same every time and within its lists", () => {
  const seen = new Set<string>();
  for (let n = 0; n < 256; n++) {
    const mark = deviceMark(idFromBytes("AuthorKey", new Uint8Array(32).fill(n)));
    deepEqual(mark, deviceMark(idFromBytes("AuthorKey", new Uint8Array(32).fill(n))));
    ok(mark.glyph >= 0 && mark.glyph < 16);
    ok(mark.emoji.every((one) => one >= 0 && one < 64));
    seen.add(JSON.stringify(mark));
  }
  equal(seen.size, 256);
});
