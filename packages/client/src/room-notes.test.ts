import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes, limits, toSeq, utf8 } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import {
  emptyNotes,
  type NoteName,
  noteKey,
  noteNames,
  noteSetting,
  parseNotes,
  type RoomNotes,
  tidyDraft,
} from "./room-notes.ts";

const room = idFromBytes("RoomId", new Uint8Array(16));
const author = (n: number) => idFromBytes("AuthorKey", new Uint8Array(32).fill(n));

const full: RoomNotes = {
  settings: {
    favourite: true,
    notify: "mentions",
    archived: true,
    joinLines: false,
    seen: false,
    open: true,
  },
  draft: { text: "wait for ü", replyTo: idFromBytes("MessageId", new Uint8Array(16).fill(1)) },
  blocked: new Set([author(1), author(2)]),
  read: {
    upTo: idFromBytes("EnvelopeId", new Uint8Array(16).fill(2)),
    at: 12.5,
    floor: { logEpoch: idFromBytes("LogEpoch", new Uint8Array(8)), seq: toSeq(7) },
  },
};

function kept(notes: RoomNotes): RoomNotes {
  const texts = new Map<string, string>();
  for (const name of noteNames) {
    const change = noteSetting(room, notes, name);
    if (change.kind === "putSetting") texts.set(change.key, change.value);
  }
  return parseNotes((name) => texts.get(noteKey(room, name)));
}

test("notes come back as they were kept", () => {
  deepEqual(kept(full), full);
  deepEqual(kept(emptyNotes), emptyNotes);
  const begun = { ...emptyNotes, read: { upTo: undefined, at: 0, floor: undefined } };
  deepEqual(kept(begun), begun);
});

test("a phone that noted nothing has the defaults", () => {
  deepEqual(
    parseNotes(() => undefined),
    emptyNotes,
  );
});

test("a field that is damaged falls back, and the others stay", () => {
  const texts: Record<NoteName, string> = {
    settings: '{"favourite":true,"notify":"loud","archived":1,"future":2}',
    draft: '{"text":7}',
    blocked: `${author(1)} nobody ${author(2)}`,
    read: '{"upTo":"x","at":"y","epoch":"z","seq":-1}',
  };
  const notes = parseNotes((name) => texts[name]);
  deepEqual(notes.settings, { ...emptyNotes.settings, favourite: true });
  equal(notes.draft, undefined);
  deepEqual([...notes.blocked], [author(1), author(2)]);
  deepEqual(notes.read, { upTo: undefined, at: 0, floor: undefined });
});

test("anything at all is read, never thrown at", () => {
  fc.assert(fc.property(fc.string(), (text) => void parseNotes(() => text)));
  fc.assert(fc.property(fc.json(), (text) => void parseNotes(() => text)));
});

test("a draft is never longer than a message, and cut between characters", () => {
  const draft = tidyDraft({ text: "🎪".repeat(5_000), replyTo: undefined });
  ok(draft);
  ok(utf8(draft.text).length <= limits.textBytes);
  equal(draft.text.isWellFormed(), true);
  ok(utf8(draft.text).length > limits.textBytes - 4);
  equal(tidyDraft({ text: "", replyTo: undefined }), undefined);
});
