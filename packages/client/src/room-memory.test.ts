/** What a phone remembers of a room, over restarts and between tabs: scenes of the whole engine. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { before, describe, test } from "node:test";
import { formatTyping, sealSmall } from "@festival-chat/protocol/e2e";
import { idFromBytes, type LogRecord, toSeq } from "@festival-chat/protocol/wire";
import { channel, type Stage, stageOf } from "./client.fixture.ts";
import type { Tabs } from "./ports.ts";
import { noteKey } from "./room-notes.ts";
import { type Author, benAndCleo, recordOf, stageKeys } from "./timeline.fixture.ts";

const text = (words: string) => ({ kind: "text", text: words }) as const;

describe("what a room remembers", () => {
  let ben: Author;
  let cleo: Author;
  before(async () => {
    ({ ben, cleo } = await benAndCleo());
  });

  /** A record of the relay's log. */
  async function say(author: Author, seq: number, words: string, at = 1_000_000 + seq) {
    const written = await author.write(text(words), at, { name: "Ben" });
    return { record: recordOf(written, seq), id: written.id };
  }

  /** The phone starts anew with what its store kept. */
  const restart = (stage: Stage): Promise<Stage> => stageOf({ store: stage.store.snapshot() });

  const publish = {
    notify: "mentions",
    favourite: true,
    archived: true,
    joinLines: false,
    seen: false,
    open: undefined,
  } as const;

  test("settings, draft and who is blocked survive a restart", async () => {
    const stage = await stageOf();
    const { room } = stage;
    deepEqual(room.settings, {
      favourite: false,
      notify: "all",
      archived: false,
      joinLines: true,
      seen: true,
      open: undefined,
    });
    await room.configure({ favourite: true });
    await room.configure({ ...publish });
    const replyTo = idFromBytes("MessageId", new Uint8Array(16));
    await room.setDraft({ text: "are you", replyTo });
    await room.block(ben.key);
    const again = await restart(stage);
    deepEqual(again.room.settings, publish);
    deepEqual(again.room.draft, { text: "are you", replyTo });
    deepEqual(again.room.blocked, [ben.key]);
    await again.room.setDraft(undefined);
    equal((await restart(again)).room.draft, undefined);
  });

  test("what is typed tells of the draft alone: nothing else of the room is drawn at every key", async () => {
    const stage = await stageOf();
    stage.events.length = 0;
    await stage.room.setDraft({ text: "a", replyTo: undefined });
    await stage.room.setDraft({ text: "ar", replyTo: undefined });
    deepEqual(
      stage.events.map(({ kind }) => kind),
      ["draft", "draft"],
    );
  });

  test("a draft goes in the transaction that keeps its message: closed at once, neither is twice", async () => {
    const { room, store } = await stageOf();
    await room.setDraft({ text: "on my way", replyTo: undefined });
    const commits: (readonly string[])[] = [];
    const { commit } = store;
    store.commit = (changes) => {
      commits.push(changes.map(({ kind }) => kind));
      return commit(changes);
    };
    ok((await room.send("on my way")).ok);
    const kept = commits.find((kinds) => kinds.includes("putEntry"));
    ok(kept?.includes("putSetting"), JSON.stringify(commits));
    equal(room.draft, undefined);
  });

  test("a page that ends while its store is busy has given it the draft, and no sent one's end", async () => {
    const { room, client, store } = await stageOf();
    await room.setDraft({ text: "o", replyTo: undefined });
    const { commit } = store;
    let free = (): void => undefined;
    const busy = new Promise<void>((resolve) => (free = resolve));
    const given: string[] = [];
    store.commit = async (changes) => {
      for (const one of changes) if (one.kind === "putSetting") given.push(one.value);
      await busy;
      return commit(changes);
    };
    void room.setDraft({ text: "on", replyTo: undefined });
    void room.setDraft({ text: "on my way", replyTo: undefined });
    client.hint("hidden");
    deepEqual(
      given.map((value) => JSON.parse(value).text),
      ["on", "on my way"],
      "the store was busy with the first",
    );

    void room.send("on my way");
    client.hint("hidden");
    equal(given.includes(""), false);
    free();
  });

  test("a room that is left leaves no draft behind", async () => {
    const { room, client, store } = await stageOf();
    await room.setDraft({ text: "secret", replyTo: undefined });
    await client.leave(room.id);
    const draft = await store.setting(noteKey(room.id, "draft"));
    ok(draft.ok);
    ok((draft.value ?? "") === "");
    await room.setDraft({ text: "secret again", replyTo: undefined });
    const later = await store.setting(noteKey(room.id, "draft"));
    ok(later.ok && (later.value ?? "") === "");
  });

  test("what the relay had before we joined is history; what comes then is unread, once", async () => {
    const stage = await stageOf();
    await stage.letIn(2);
    const [one, two] = [await say(ben, 1, "before"), await say(ben, 2, "you came")];
    await stage.deliver([one.record, two.record]);
    equal(stage.room.messages().length, 2);
    deepEqual(stage.room.unread, { count: 0, mentions: 0 });
    const three = await say(ben, 3, "news");
    await stage.deliver([three.record]);
    deepEqual(stage.room.unread, { count: 1, mentions: 0 });
    equal(stage.room.firstUnread, three.id);
    await stage.room.markRead();
    deepEqual(stage.room.unread, { count: 0, mentions: 0 });
    equal(stage.room.firstUnread, undefined);
  });

  test("a relay that was set back gives its numbers again: what comes under them is unread", async () => {
    const stage = await stageOf();
    await stage.letIn(2);
    await stage.deliver([(await say(ben, 1, "a")).record, (await say(ben, 2, "b")).record]);
    await stage.say({
      kind: "reset",
      channel,
      reason: "rolled-back",
      logEpoch: idFromBytes("LogEpoch", new Uint8Array(8)),
      first: toSeq(1),
      head: toSeq(0),
      from: toSeq(0),
    });
    await stage.deliver([(await say(cleo, 1, "news")).record, (await say(cleo, 2, "more")).record]);
    equal(stage.room.messages().length, 4);
    equal(stage.room.unread.count, 2);
    equal((await restart(stage)).room.unread.count, 2);
  });

  test("a message that comes late stands far up and is unread all the same", async () => {
    const stage = await stageOf();
    await stage.letIn();
    await stage.deliver([(await say(ben, 1, "at nine")).record]);
    await stage.room.markRead();
    const late = await say(cleo, 2, "written hours ago", 500_000);
    await stage.deliver([late.record]);
    equal(stage.room.messages()[0]?.id, late.id);
    equal(stage.room.unread.count, 1);
    equal(stage.room.firstUnread, late.id);
    ok(stage.room.isUnread(late.id));
  });

  test("what is unread stays so over a restart, with my own words in between", async () => {
    const stage = await stageOf();
    await stage.letIn();
    await stage.deliver([(await say(ben, 1, "seen")).record]);
    await stage.room.markRead();
    await stage.room.send("mine");
    await stage.room.setName("Anna");
    const two = await say(ben, 2, "@anna look");
    await stage.deliver([two.record]);
    const again = await restart(stage);
    deepEqual(again.room.unread, { count: 1, mentions: 1 });
    equal(again.room.firstUnread, two.id);
    await again.room.markRead();
    deepEqual((await restart(again)).room.unread, { count: 0, mentions: 0 });
  });

  test("unread is told with the messages event, and reading with a room event", async () => {
    const stage = await stageOf();
    await stage.letIn();
    const counts: number[] = [];
    stage.client.on((event) => {
      if (event.kind === "messages" || event.kind === "room") counts.push(stage.room.unread.count);
    });
    await stage.deliver([(await say(ben, 1, "a")).record]);
    await stage.room.markRead();
    deepEqual([counts.at(-2), counts.at(-1)], [1, 0]);
    const before = counts.length;
    await stage.room.markRead();
    equal(counts.length, before, "nothing changed, so nothing is told");
  });

  test("a blocked person is gone with messages and reactions, past and future, and comes back", async () => {
    const stage = await stageOf();
    await stage.letIn();
    await stage.room.setName("Anna");
    const one = await say(cleo, 1, "hello");
    const two = await say(ben, 2, "@anna buy this");
    const { entry } = await ben.write({ kind: "reaction", to: one.id, emoji: "🔥" }, 1_000_003);
    const three: LogRecord = {
      ...two.record,
      seq: toSeq(3),
      prev: toSeq(2),
      envelope: entry.envelope,
    };
    await stage.deliver([one.record, two.record, three]);
    const shown = () => stage.room.messages().map(({ id, reactions }) => [id, reactions.length]);
    deepEqual(shown(), [
      [one.id, 1],
      [two.id, 0],
    ]);
    await stage.room.block(ben.key);
    deepEqual(shown(), [[one.id, 0]]);
    deepEqual(stage.room.unread, { count: 1, mentions: 0 });
    equal(stage.room.message(two.id), "blocked");
    await stage.deliver([(await say(ben, 4, "again")).record]);
    deepEqual(shown(), [[one.id, 0]]);
    await stage.room.unblock(ben.key);
    equal(shown().length, 3);
    deepEqual(stage.room.unread, { count: 3, mentions: 1 });
  });

  test("nobody blocks themselves", async () => {
    const { room } = await stageOf();
    await room.block(room.me);
    deepEqual(room.blocked, []);
  });

  test("undo of what never left this phone leaves no trace, and no hole for the others", async () => {
    const stage = await stageOf();
    const first = await stage.room.send("keep");
    const second = await stage.room.send("oops");
    const third = await stage.room.send("oops too");
    ok(first.ok && second.ok && third.ok);
    equal(await stage.room.undo(third.value), "discarded");
    equal(await stage.room.undo(second.value), "discarded");
    equal(await stage.room.undo(second.value), "nothing");
    await stage.room.send("better");
    await stage.letIn();
    await stage.settle();
    equal(stage.took("publish").length, 2);
    equal(stage.room.messages().length, 2);
    const entries = await stage.store.entries(stage.room.id);
    ok(entries.ok);
    deepEqual(
      entries.value.map(({ envelope }) => envelope.length > 0),
      [true, false, false, true],
    );
    equal((await restart(stage)).room.messages().length, 2);
  });

  test("undo of an older message, or of one that may have left, asks everybody to remove it", async () => {
    const stage = await stageOf();
    const first = await stage.room.send("not the newest");
    await stage.room.send("newest");
    ok(first.ok);
    equal(await stage.room.undo(first.value), "removed");
    await stage.letIn();
    await stage.settle();
    stage.took("publish");
    const sent = await stage.room.send("on its way");
    await stage.settle();
    equal(stage.took("publish").length, 1);
    ok(sent.ok);
    equal(await stage.room.undo(sent.value), "removed");
    await stage.settle();
    equal(stage.took("publish").length, 1);
    const removed = stage.room.messages().filter(({ removedBy }) => removedBy === stage.room.me);
    equal(removed.length, 2);
  });

  test("undo of somebody else's message does nothing", async () => {
    const stage = await stageOf();
    await stage.letIn();
    const { record, id } = await say(ben, 1, "mine");
    await stage.deliver([record]);
    equal(await stage.room.undo(id), "nothing");
  });

  test("[P7] writing is told to those who are here, sealed, and shown until it ends", async () => {
    const stage = await stageOf();
    await stage.letIn();
    const crowd = (count: number) =>
      stage.say({ kind: "presence", channel, body: { mode: "count", count } });
    await crowd(2);
    stage.room.typing();
    await stage.settle();
    equal(stage.took("ephemeral").length, 0, "who never spoke is not seen");
    await stage.room.send("hello");
    await stage.settle();
    const [first] = stage.took("publish");
    await stage.say({ kind: "ack", channel, acks: [{ ref: first?.ref ?? 0, seq: toSeq(1) }] });
    await crowd(1);
    stage.room.typing();
    await stage.settle();
    equal(stage.took("ephemeral").length, 0, "nobody would see it");
    await crowd(2);
    stage.room.typing();
    stage.room.typing();
    await stage.settle();
    equal(stage.took("ephemeral").length, 1);

    const keys = await stageKeys();
    const sealed = sealSmall(
      keys,
      "ephemeral",
      0,
      formatTyping({ author: ben.key, name: "Ben" }),
      new Uint8Array(24),
    );
    const from = idFromBytes("DeviceTag", new Uint8Array(8).fill(9));
    await stage.say({ kind: "ephemeral", channel, from, sealed });
    deepEqual(stage.room.typists, [{ author: ben.key, name: "Ben" }]);
    await stage.wake(1_006_000);
    deepEqual(stage.room.typists, []);
    const typing = stage.events.filter(({ kind }) => kind === "typing");
    equal(typing.length, 2);
  });

  test("low on data, nobody is told that this phone is here or that its person writes", async () => {
    const stage = await stageOf();
    stage.client.setLowData(true);
    await stage.letIn();
    await stage.room.send("hello");
    await stage.settle();
    await stage.say({ kind: "presence", channel, body: { mode: "count", count: 2 } });
    const [publish] = stage.took("publish");
    await stage.say({ kind: "ack", channel, acks: [{ ref: publish?.ref ?? 0, seq: toSeq(1) }] });
    stage.room.typing();
    await stage.settle();
    equal(stage.took("ephemeral").length, 0);
    equal(stage.took("announce").length, 0);

    stage.client.setLowData(false);
    stage.room.typing();
    await stage.settle();
    equal(stage.took("ephemeral").length, 1);
  });

  test("a setting of one tab shows in the other, and two tabs undo nothing of each other", async () => {
    const [left, right] = tabPair();
    const one = await stageOf({ tabs: left });
    const two = await stageOf({ tabs: right, store: one.store });
    await Promise.all([
      one.room.configure({ favourite: true }),
      two.room.setDraft({ text: "hi", replyTo: undefined }),
      one.room.block(ben.key),
    ]);
    await one.settle();
    await two.settle();
    for (const { room } of [one, two]) {
      equal(room.settings.favourite, true);
      equal(room.draft?.text, "hi");
      deepEqual(room.blocked, [ben.key]);
    }
  });
});

/** Two tabs: the left one leads. */
function tabPair(): readonly [Tabs, Tabs] {
  const listeners: ((message: Parameters<Tabs["post"]>[0]) => void)[][] = [[], []];
  const tab = (mine: number): Tabs => ({
    onRole: (listener) => listener(mine === 0 ? "leader" : "follower"),
    post(message) {
      for (const listener of listeners[1 - mine] ?? []) queueMicrotask(() => listener(message));
    },
    onMessage: (listener) => void listeners[mine]?.push(listener),
    close: () => undefined,
  });
  return [tab(0), tab(1)];
}
