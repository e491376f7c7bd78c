import { test } from "node:test";
import { equal } from "node:assert/strict";
import type { Notify } from "@festival-chat/client";
import { idFromBytes } from "@festival-chat/protocol/wire";
import { aMessage } from "../../test-support/messages.ts";
import { isNews, newsWords } from "./news.ts";

const idOf = (seed: number) => idFromBytes("RoomId", new Uint8Array(16).fill(seed));
const room = (seed: number, notify: Notify = "all", archived = false) => ({
  id: idOf(seed),
  name: ["", "Camp Owl", "Late bus"][seed],
  settings: { favourite: false, joinLines: true, seen: true, open: false, notify, archived },
  isUnread: () => true,
});
const plain = aMessage(1, 2);
const mention = aMessage(2, 2, { mentionsMe: true });
const now = plain.arrivedAt + 1_000;

test("what comes in another room is news, unless one wrote it, saw it or looks at it", () => {
  equal(isNews(room(1), plain, idOf(2), now), true);
  equal(isNews(room(1), plain, undefined, now), true);
  equal(isNews(room(1), plain, idOf(1), now), false);
  equal(isNews(room(1), aMessage(3, 0), idOf(2), now), false);
  equal(isNews({ ...room(1), isUnread: () => false }, plain, idOf(2), now), false);
  equal(isNews(room(1), plain, idOf(2), now + 60_000), false, "a page of history");
});

test("mentions break through a room of mentions, and nothing through one that is muted", () => {
  equal(isNews(room(1, "mentions"), plain, undefined, now), false);
  equal(isNews(room(1, "mentions"), mention, undefined, now), true);
  equal(isNews(room(1, "none"), mention, undefined, now), false);
  equal(isNews(room(1, "all", true), mention, undefined, now), false);
});

test("a burst is one sentence", () => {
  const owl = { room: room(1), message: plain };
  equal(newsWords([]), undefined);
  equal(newsWords([owl]), "Camp Owl · Ben: text 1");
  equal(newsWords([owl, { ...owl, message: mention }]), "Camp Owl · 2 new messages, last from Ben");
  equal(newsWords([owl, { ...owl, room: room(2) }]), "2 new messages in 2 rooms");
});
