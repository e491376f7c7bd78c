/** The festival from a shell: create, join, send, history. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  createFestival,
  createRoom,
  type Festival,
  type Line,
  readHistory,
  withoutPace,
} from "./command-line.ts";

const textsOf = (lines: readonly Line[]) => lines.map((line) => line["text"]);

describe("a room from the command line", () => {
  let festival: Festival;
  before(async () => {
    festival = await createFestival();
  });
  after(() => festival.end());

  test("create prints link, words and room id on one line once the relay has the room", async () => {
    const { link, words, roomId } = await createRoom(festival);
    match(link, new RegExp(`^${festival.origin}/#[\\w-]{22}\\.[\\w-]{11}$`));
    match(words, /^[a-z]+(?: [a-z]+){5}$/);
    match(roomId, /^[0-9a-f]{32}$/);
    deepEqual(await readHistory(festival, link), []);
  });

  test("Anna joins by the link and Ben by the words; both read both", async () => {
    const { link, words, roomId } = await createRoom(festival);
    const anna = festival.start("join", link, "--as", "Anna", "--json");
    const six = words.split(" ");
    const ben = festival.start("join", ...six, "--relay", festival.origin, "--as", "Ben", "--json");
    const joined = await Promise.all([anna.line("joined"), ben.line("joined")]);
    deepEqual(
      joined.map((line) => [line["roomId"], line["name"], line["link"], line["words"]]),
      [
        [roomId, "North camp", link, words],
        [roomId, "North camp", link, words],
      ],
    );

    anna.say("Where are you?");
    const heard = await ben.line("message", (line) => line["text"] === "Where are you?");
    deepEqual(
      [heard["name"], heard["state"], heard["late"], heard["after"]],
      ["Anna", "sent", false, null],
    );
    equal(heard["author"], joined[0]["me"]);
    ok(typeof heard["at"] === "number" && Math.abs(Date.now() - heard["at"]) < 60_000);

    ben.say("At the north gate");
    const answer = await anna.line("message", (line) => line["text"] === "At the north gate");
    deepEqual([answer["name"], answer["after"]], ["Ben", heard["id"]]);

    anna.end();
    ben.end();
    for (const { finished } of [anna, ben]) equal((await finished).code, 0);
    const told = anna.lines.filter((line) => line["event"] === "delivery");
    deepEqual(
      told.map((line) => [line["id"], line["state"]]),
      [
        [heard["id"], "saved"],
        [heard["id"], "sent"],
      ],
    );
    const ids = anna.lines.flatMap((line) => (line["event"] === "message" ? [line["id"]] : []));
    deepEqual(ids, [heard["id"], answer["id"]], "own messages too, each once");
  });

  test("lines from a pipe are sent, and the command leaves when the relay has them", async () => {
    const { link } = await createRoom(festival);
    const anna = festival.start("join", link, "--as", "Anna", "--json");
    for (const text of ["one", "", "two", "three"]) anna.say(text);
    anna.end();
    equal((await anna.finished).code, 0);
    const states = anna.lines.filter(
      (line) => line["event"] === "delivery" && line["state"] === "sent",
    );
    equal(states.length, 3);
    deepEqual(textsOf(await readHistory(festival, link)), ["one", "two", "three"]);
  });

  test("send ends with 0 when the relay has stored it, and history has it for everybody", async () => {
    const { link, words } = await createRoom(festival);
    const sent = await festival.runAlone("send", link, "--as", "Anna", "Water", "at the gate");
    deepEqual([sent.code, sent.stdout], [0, "✓ Sent\n"]);
    const again = await festival.run(
      "send",
      words,
      "--relay",
      festival.origin,
      "--as",
      "Ben",
      "Thanks",
    );
    equal(again.code, 0, again.stderr);

    const byLink = await readHistory(festival, link);
    const byWords = await readHistory(festival, words, "--relay", festival.origin);
    deepEqual(
      byLink.map((line) => [line["name"], line["text"], line["state"]]),
      [
        ["Anna", "Water at the gate", "sent"],
        ["Ben", "Thanks", "sent"],
      ],
    );
    deepEqual(
      byLink.map((line) => line["id"]),
      byWords.map((line) => line["id"]),
    );
  });

  test("history has everything, also what one page does not hold", async () => {
    const fast = await createFestival(withoutPace);
    try {
      const { link } = await createRoom(fast);
      const anna = fast.start("join", link, "--as", "Anna", "--json");
      const texts = Array.from({ length: 450 }, (_, i) => `message ${i}`);
      for (const text of texts) anna.say(text);
      anna.end();
      const { code, stderr } = await anna.finished;
      equal(code, 0, stderr);
      deepEqual(textsOf(await readHistory(fast, link)), texts);
    } finally {
      await fast.end();
    }
  });

  test("without --json a pipe gets plain lines, and nothing in them steers the terminal", async () => {
    const { link } = await createRoom(festival);
    await festival.run("send", link, "--as", "An\u001b[31mna", "red\u001b[2J \u0007alert");
    const { code, stdout } = await festival.runAlone("join", link, "--as", "Ben");
    equal(code, 0);
    match(stdout, /^\d\d:\d\d {2}Anna {2}red alert$/m);
  });
});

describe("what goes wrong has words and a number", () => {
  let festival: Festival;
  before(async () => {
    festival = await createFestival();
  });
  after(() => festival.end());

  test("words of no room: 3, for join, send and history", async () => {
    const { words } = await createRoom(festival);
    const others = words.split(" ").toReversed().join(" ");
    for (const args of [
      ["join", others],
      ["send", others, "hello"],
      ["history", others],
    ]) {
      const [command = "", ...rest] = args;
      const { code, stderr } = await festival.run(command, ...rest, "--relay", festival.origin);
      equal(code, 3, `${command}: ${stderr}`);
      match(stderr, /No such room here: check the words/);
    }
  });

  test("a word that is on no list and a link that is none: 2", async () => {
    const unknown = await festival.run("join", "xqzw a b c d e", "--relay", festival.origin);
    deepEqual([unknown.code, unknown.stdout], [2, ""]);
    match(unknown.stderr, /xqzw|six words/);
    equal((await festival.run("join", `${festival.origin}/#short`)).code, 2);
    equal((await festival.runAlone("dance")).code, 2);
    match((await festival.runAlone("--help")).stdout, /Exit codes/);
  });

  test("no relay there: 4 for create, send and history; join keeps the line and says 7", async () => {
    const { link } = await createRoom(festival);
    await festival.stopRelay();
    const create = ["create", "--relay", festival.origin, "--name", "x", "--timeout", "1"];
    equal((await festival.run(...create)).code, 4);
    const sent = await festival.run("send", link, "--timeout", "1", "--json", "anybody?");
    equal(sent.code, 4);
    match(sent.stdout, /"state":"saved"/);
    equal((await festival.run("history", link, "--timeout", "1")).code, 4);
    const join = festival.start("join", link, "--as", "Anna", "--wait", "1", "--json");
    join.say("later");
    await join.line("delivery", (line) => line["state"] === "saved");
    join.end();
    equal((await join.finished).code, 7);

    await festival.startRelay();
    equal((await festival.run("join", link, "--as", "Anna")).code, 0);
    deepEqual(textsOf(await readHistory(festival, link)), ["later"]);
  });
});
