/** What a lock screen may say: the words of a message that opens, and nothing that anybody forged. */
import { deepEqual, equal } from "node:assert/strict";
import { before, describe, test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import "../browser/key-range.fixture.ts";
import {
  type Content,
  createIdentity,
  createSoftwareSignatures,
  type Identity,
  deriveRoomKeys,
  type RoomKeys,
  seal,
} from "@festival-chat/protocol/e2e";
import {
  encodePushPayload,
  idFromBytes,
  limits,
  type PushPayload,
} from "@festival-chat/protocol/wire";
import { readStoredPush } from "../browser/push-door.ts";
import { createIndexedDbStore } from "../browser/indexeddb.ts";
import { foundRoom } from "../found-room.ts";
import { noteKey } from "../room-notes.ts";
import type { StoredRoom } from "../core/stored.ts";

const signatures = createSoftwareSignatures();
const at = 1_780_000_000_000;

describe("a push", () => {
  let factory: globalThis.IDBFactory;
  let keys: RoomKeys;
  let anna: Identity;
  before(async () => {
    const words = await import("@festival-chat/protocol/words");
    const random = { bytes: (length: number) => new Uint8Array(length).fill(9) };
    const founding = { random, signatures, eventTag: "public", now: () => at };
    const founded = await foundRoom("Camp Owl", words, founding);
    const stored: StoredRoom = {
      expectedHost: undefined,
      myName: "Ben",
      spoken: true,
      cursor: undefined,
      earliest: undefined,
      addedAt: at,
      openedAt: at,
      deviceSecret: new Uint8Array(32).fill(2),
      ...founded,
    };
    keys = await deriveRoomKeys(founded.root, signatures);
    anna = await createIdentity(new Uint8Array(32).fill(1), signatures);
    factory = new IDBFactory();
    const store = createIndexedDbStore({ factory, name: "festival-chat" });
    await store.commit([{ kind: "putRoom", room: stored }]);
    await store.close();
  });

  async function envelopeOf(content: Content, name: string | null = "Anna") {
    const draft = {
      chain: idFromBytes("ChainId", new Uint8Array(8)),
      ctr: 1,
      prev: undefined,
      hlc: { ms: at, count: 0 },
      name: name ?? undefined,
      content,
    };
    const sealed = await seal(keys, 0, anna, draft, new Uint8Array(24), signatures);
    if (!sealed.ok) throw new Error(sealed.error.what);
    return sealed.value.bytes;
  }
  const text = (words: string): Content => ({ kind: "text", text: words });
  const read = (payload: Partial<PushPayload>, from = factory) =>
    readStoredPush(
      encodePushPayload({
        room: keys.room,
        called: false,
        envelope: new Uint8Array(0),
        ...payload,
      }),
      from,
    );

  test("[R6] a message opens on the lock screen: the room, who, and what", async () => {
    deepEqual(await read({ envelope: await envelopeOf(text("Gate 3 at nine")), called: true }), {
      kind: "message",
      room: keys.room,
      roomName: "Camp Owl",
      author: "Anna",
      text: "Gate 3 at nine",
      called: true,
      at,
    });
  });

  test("[R6] T32: what the relay or a push service forged shows no word and no room", async () => {
    const envelope = await envelopeOf(text("Gate 3 at nine"));
    for (const index of [0, 10, 40, envelope.length - 1]) {
      const forged = envelope.slice();
      forged[index] = (forged[index] ?? 0) ^ 0x40;
      const news = await read({ envelope: forged });
      // Another version of the header is one that this app may be too old for.
      equal(news.kind, index === 0 ? "something" : "unknown", `byte ${index}`);
    }
    equal((await read({ envelope: new Uint8Array(200).fill(0x10) })).kind, "unknown");
    const elsewhere = idFromBytes("RoomId", new Uint8Array(16).fill(3));
    equal((await read({ envelope, room: elsewhere })).kind, "unknown");
  });

  test("[R6] the word alone, and what is no text, tell the room and nothing else", async () => {
    const something = { kind: "something", room: keys.room, roomName: "Camp Owl", called: false };
    deepEqual(await read({}), something);
    deepEqual(
      await read({ envelope: await envelopeOf({ kind: "profile", name: "X" }, null) }),
      something,
    );
    deepEqual(await read({ envelope: new Uint8Array(limits.pushEnvelopeBytes + 1) }), something);
  });

  test("of somebody who is blocked not a word is shown", async () => {
    const store = createIndexedDbStore({ factory, name: "festival-chat" });
    const block = (value: string) =>
      store.commit([{ kind: "putSetting", key: noteKey(keys.room, "blocked"), value }]);
    await block(anna.author);
    const envelope = await envelopeOf(text("Gate 3 at nine"));
    const news = await read({ envelope, called: true });
    deepEqual(news, { kind: "something", room: keys.room, roomName: "Camp Owl", called: false });
    await block("");
    await store.close();
    equal((await read({ envelope })).kind, "message");
  });

  test("somebody without a name has a friendly one, the same as in the app", async () => {
    const news = await read({ envelope: await envelopeOf(text("hello"), null) });
    equal(news.kind === "message" && / \d+$/.test(news.author), true);
  });

  test("[R6] storage that is gone, forbidden or silent leaves a push without words", async () => {
    const envelope = await envelopeOf(text("Gate 3 at nine"));
    const empty: globalThis.IDBFactory = new IDBFactory();
    equal((await read({ envelope }, empty)).kind, "unknown");
    deepEqual(await empty.databases(), [], "looking makes no database");
    const bytes = encodePushPayload({ room: keys.room, called: false, envelope });
    equal((await readStoredPush(bytes, undefined)).kind, "unknown");
    const throwing = Object.assign(Object.create(empty), {
      open() {
        throw new DOMException("no", "SecurityError");
      },
    });
    equal((await read({ envelope }, throwing)).kind, "unknown");
  });

  test("bytes that are no push of ours are told without words", async () => {
    for (const bytes of [undefined, new Uint8Array(0), new Uint8Array(500).fill(255)]) {
      deepEqual(await readStoredPush(bytes, factory), { kind: "unknown" });
    }
  });
});
