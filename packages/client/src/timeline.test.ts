import { deepEqual, equal } from "node:assert/strict";
import { before, describe, test } from "node:test";
import { limits, timing } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import type { Message } from "./api.ts";
import { friendlyName } from "./friendly-name.ts";
import { createTimeline, type Timeline, type TimelinePorts } from "./timeline.ts";
import { versionsOf } from "./versions.ts";
import { type Author, createAuthor, roomKeys, type Written } from "./timeline.fixture.ts";

describe("timeline", () => {
  let anna: Author;
  let ben: Author;
  before(async () => {
    const keys = await roomKeys();
    anna = await createAuthor(keys, 1);
    ben = await createAuthor(keys, 2);
  });

  const timelineWith = (ports: Partial<TimelinePorts>): Timeline =>
    createTimeline({
      me: anna.key,
      sending: () => false,
      blocked: () => false,
      removerOf: () => undefined,
      mentionsMe: () => false,
      ...ports,
    });
  const timelineOf = (): Timeline => timelineWith({});

  function shown(...written: readonly Written[]): readonly Message[] {
    const timeline = timelineOf();
    for (const { opened, entry } of written) timeline.put(opened, entry);
    timeline.flush();
    return timeline.messages();
  }

  const text = (words: string) => ({ kind: "text", text: words }) as const;
  const textsOf = (messages: readonly Message[]): string[] =>
    messages.map(({ body }) => (body.kind === "text" ? body.text : body.kind));

  test("[E12] messages stand in the order they were written, not in the order they came", async () => {
    const late = await ben.write(text("first"), 1_000);
    const soon = await anna.write(text("second"), 2_000);
    deepEqual(textsOf(shown(soon, late)), ["first", "second"]);
  });

  test("[E12] a message from a wrong clock stands at most ten minutes after it came", async () => {
    const future = await ben.write(text("from the future"), 9_000_000, { receivedAt: 1_000 });
    const [message] = shown(future);
    equal(message?.at, 1_000 + limits.clockSkewMillis);
  });

  test("what a message said before its author changed it is kept, in order, and nobody else's words", async () => {
    const words = await anna.write(text("at 8"), 1_000);
    const second = await anna.write({ kind: "edit", to: words.id, text: "at 10" }, 3_000);
    const first = await anna.write({ kind: "edit", to: words.id, text: "at 9" }, 2_000);
    const forged = await ben.write({ kind: "edit", to: words.id, text: "never" }, 2_500);
    const timeline = timelineOf();
    for (const { opened, entry } of [second, forged, first, words]) timeline.put(opened, entry);
    timeline.flush();
    deepEqual(versionsOf({ timeline }, words.id), [
      { text: "at 8", at: 1_000 },
      { text: "at 9", at: 2_000 },
      { text: "at 10", at: 3_000 },
    ]);
    deepEqual(versionsOf({ timeline }, first.id), []);
  });

  test("an edit and a removal count only when they are the author's", async () => {
    const words = await anna.write(text("meet at 8"), 1_000);
    const other = await anna.write(text("secret"), 1_001);
    const edit = await anna.write({ kind: "edit", to: words.id, text: "meet at 9" }, 2_000);
    const forged = await ben.write({ kind: "edit", to: words.id, text: "go home" }, 3_000);
    const remove = await anna.write({ kind: "remove", to: other.id }, 4_000);
    const denied = await ben.write({ kind: "remove", to: words.id }, 5_000);
    const messages = shown(denied, remove, forged, edit, other, words);
    deepEqual(messages[0]?.body, { kind: "text", text: "meet at 9", edited: true });
    deepEqual(messages[1]?.body, { kind: "removed" });
  });

  test("a message says how often it was changed, who removed it, and whether it calls me", async () => {
    const mine = await anna.write(text("@ben and me"), 1_000);
    const call = await ben.write(text("hello"), 1_001);
    const edit = await ben.write({ kind: "edit", to: call.id, text: "@anna" }, 2_000);
    const again = await ben.write({ kind: "edit", to: call.id, text: "hey @anna" }, 2_100);
    const other = await ben.write(text("@anna"), 2_200);
    const remove = await ben.write({ kind: "remove", to: other.id }, 3_000);
    const timeline = timelineWith({ mentionsMe: (words) => words.includes("@") });
    for (const { opened, entry } of [mine, call, edit, again, other, remove]) {
      timeline.put(opened, entry);
    }
    timeline.flush();
    deepEqual(
      timeline.messages().map(({ edits, removedBy, mentionsMe }) => [edits, removedBy, mentionsMe]),
      [
        [0, undefined, false],
        [2, undefined, true],
        [0, ben.key, false],
      ],
    );
  });

  test("an author is called by the newest name they showed, however it came", async () => {
    const silent = await ben.write(text("hi"), 1_000);
    const timeline = timelineOf();
    const put = ({ opened, entry }: Written): void => timeline.put(opened, entry);
    put(silent);
    equal(timeline.nameOf(ben.key), friendlyName(ben.key));
    put(await ben.write(text("hi"), 3_000, { name: "Ben" }));
    put(await ben.write({ kind: "profile", name: "Benny" }, 2_000));
    equal(timeline.nameOf(ben.key), "Ben");
    put(await ben.write({ kind: "profile", name: "Benjamin" }, 4_000));
    equal(timeline.nameOf(ben.key), "Benjamin");
  });

  test("the messages of a blocked author are hidden, and come back as something new", async () => {
    const blocked = new Set<string>();
    const timeline = timelineWith({ blocked: (author) => blocked.has(author) });
    const words = await anna.write(text("party?"), 1_000);
    const spam = await ben.write(text("buy"), 2_000);
    const yes = await ben.write({ kind: "reaction", to: words.id, emoji: "🎉" }, 3_000);
    for (const { opened, entry } of [words, spam, yes]) timeline.put(opened, entry);
    equal(timeline.flush().added.length, 2);
    blocked.add(ben.key);
    timeline.refold();
    deepEqual(textsOf(timeline.flush().changed), ["party?"]);
    deepEqual(textsOf(timeline.messages()), ["party?"]);
    deepEqual(timeline.messages()[0]?.reactions, []);
    equal(timeline.isHidden(spam.id), true);
    blocked.clear();
    timeline.refold();
    deepEqual(textsOf(timeline.flush().added), ["buy"]);
    deepEqual(textsOf(timeline.messages()), ["party?", "buy"]);
  });

  test("reactions are counted per author; the empty one takes back", async () => {
    const words = await anna.write(text("party?"), 1_000);
    const yes = await ben.write({ kind: "reaction", to: words.id, emoji: "🎉" }, 2_000);
    const again = await ben.write({ kind: "reaction", to: words.id, emoji: "🎉" }, 2_100);
    const mine = await anna.write({ kind: "reaction", to: words.id, emoji: "🎉" }, 2_200);
    const back = await ben.write({ kind: "reaction", to: words.id, emoji: "" }, 3_000);
    const [both] = shown(words, yes, again, mine);
    deepEqual(both?.reactions, [{ emoji: "🎉", authors: [anna.key, ben.key].sort() }]);
    const [one] = shown(back, mine, again, yes, words);
    deepEqual(one?.reactions, [{ emoji: "🎉", authors: [anna.key] }]);
  });

  test("[E11] a kind of a newer version has its place and says so", async () => {
    const odd = await ben.write({ kind: "unknown", type: 99, bytes: new Uint8Array(3) }, 1_000);
    deepEqual(shown(odd)[0]?.body, { kind: "newer" });
  });

  test("[E5] two messages in one place of a chain both stay, and both are flagged", async () => {
    const one = await ben.write(text("yes"), 1_000, { ctr: 500 });
    const two = await ben.write(text("no"), 1_000, { ctr: 500 });
    const messages = shown(one, two);
    deepEqual(
      messages.map(({ equivocal }) => equivocal),
      [true, true],
    );
  });

  test("[E10] the same message in another envelope is shown once", async () => {
    const one = await ben.write(text("twice"), 7_000, { ctr: 600 });
    const two = await ben.write(text("twice"), 7_000, { ctr: 600 });
    equal(one.id, two.id);
    const messages = shown(one, two);
    equal(messages.length, 1);
    equal(messages[0]?.equivocal, false);
  });

  test("a message that came more than two minutes late says so", async () => {
    const receivedAt = 1_000 + timing.lateMillis;
    const onTime = await ben.write(text("a"), 1_000, { receivedAt });
    const late = await ben.write(text("b"), 1_000, { receivedAt: receivedAt + 1 });
    deepEqual(
      shown(onTime, late).map((message) => message.late),
      [false, true],
    );
  });

  test("names: the message's own, the profile before it, or a friendly one", async () => {
    const nameless = await ben.write(text("who?"), 1_000);
    const profile = await ben.write({ kind: "profile", name: "Ben" }, 2_000);
    const after = await ben.write(text("me"), 3_000);
    const named = await ben.write(text("me again"), 4_000, { name: "Benjamin" });
    deepEqual(
      shown(named, after, profile, nameless).map(({ name }) => name),
      [friendlyName(ben.key), "Ben", "Benjamin"],
    );
  });

  test("an own message goes from saved to sent, as a change and not as a new message", async () => {
    const { opened, entry } = await anna.write(text("hi"), 1_000);
    const sending = new Set<string>();
    const timeline = timelineWith({ sending: (id) => sending.has(id) });
    const states: (string | undefined)[] = [];
    const waiting = { ...entry, stamp: undefined, mine: true, waiting: true };
    timeline.put(opened, waiting);
    states.push(timeline.flush().added[0]?.state);
    const first = timeline.messages();
    sending.add(entry.id);
    timeline.update(waiting);
    states.push(timeline.flush().changed[0]?.state);
    timeline.update({ ...waiting, waiting: false });
    states.push(timeline.flush().changed[0]?.state);
    deepEqual(states, ["saved", "sending", "sent"]);
    deepEqual(timeline.flush(), { added: [], changed: [] });
    equal(first === timeline.messages(), false);
    equal(timeline.messages(), timeline.messages());
  });

  test("what is dropped is gone, with what it changed", async () => {
    const words = await ben.write(text("hm"), 1_000);
    const reaction = await anna.write({ kind: "reaction", to: words.id, emoji: "👀" }, 2_000);
    const timeline = timelineOf();
    for (const { opened, entry } of [words, reaction]) timeline.put(opened, entry);
    timeline.flush();
    timeline.drop(reaction.entry.id);
    equal(timeline.flush().changed[0]?.reactions.length, 0);
    timeline.drop(words.entry.id);
    timeline.flush();
    equal(timeline.messages().length, 0);
  });

  test("[E12] the same envelopes give the same list whatever order they arrive in", async () => {
    const written: Written[] = [];
    for (let i = 0; i < 6; i++) {
      const author = i % 2 === 0 ? anna : ben;
      const other = i % 2 === 0 ? ben : anna;
      const words = await author.write(text(`m ${i}`), 5_000 + 100 * (i % 3));
      written.push(words);
      written.push(await author.write({ kind: "edit", to: words.id, text: "x" }, 6_000 + i));
      written.push(await author.write({ kind: "edit", to: words.id, text: "y" }, 6_000 + 2 * i));
      written.push(await other.write({ kind: "reaction", to: words.id, emoji: "👍" }, 7_000 + i));
      written.push(await other.write({ kind: "reaction", to: words.id, emoji: "" }, 7_003));
      if (i === 4) written.push(await author.write({ kind: "remove", to: words.id }, 6_500));
    }
    written.push(await ben.write({ kind: "profile", name: "B" }, 5_050));
    written.push(await ben.write({ kind: "profile", name: "Bee" }, 5_150));
    written.push(await ben.write(text("fork a"), 5_500, { ctr: 900 }));
    written.push(await ben.write(text("fork b"), 5_500, { ctr: 900 }));
    written.push(await ben.write(text("skewed"), 90_000_000, { receivedAt: 5_100 }));
    const expected = shown(...written);
    equal(expected.length, 9);
    const orders = fc.shuffledSubarray(written, { minLength: written.length });
    const lateStamps = fc.subarray(written);
    fc.assert(
      fc.property(orders, lateStamps, fc.nat(written.length), (order, unstamped, flushAt) => {
        const timeline = timelineOf();
        const later = new Set(unstamped);
        order.forEach((one, i) => {
          const { opened, entry } = one;
          timeline.put(opened, later.has(one) ? { ...entry, stamp: undefined } : entry);
          if (i === flushAt) timeline.flush();
        });
        for (const { entry } of unstamped) timeline.update(entry);
        timeline.flush();
        deepEqual(timeline.messages(), expected);
      }),
      { numRuns: 300 },
    );
  });

  test("changes tell what is new and what is other, in display order", async () => {
    const b = await ben.write(text("b"), 20_000);
    const a = await ben.write(text("a"), 10_000);
    const timeline = timelineOf();
    timeline.put(b.opened, b.entry);
    timeline.put(a.opened, a.entry);
    deepEqual(textsOf(timeline.flush().added), ["a", "b"]);
    const edit = await ben.write({ kind: "edit", to: b.id, text: "c" }, 30_000);
    timeline.put(edit.opened, edit.entry);
    const { added, changed } = timeline.flush();
    equal(added.length, 0);
    deepEqual(textsOf(changed), ["c"]);
  });
});
