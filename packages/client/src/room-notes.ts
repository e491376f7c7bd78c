/**
 * Notes: what this device remembers of a room for its person, beside the record that the engine
 * works with. Each is a setting of the store of its own, so that two tabs that change different
 * ones never undo each other.
 *
 * What is read back was written by any version of the app: every field that does not parse falls
 * back to its default.
 */
import {
  type AuthorKey,
  type Cursor,
  type EnvelopeId,
  limits,
  type Millis,
  parseId,
  type RoomId,
  toSeq,
  utf8,
} from "@festival-chat/protocol/wire";
import type { Draft, RoomSettings } from "./api.ts";
import type { StoreChange } from "./ports.ts";

/** Up to where the person has seen what came. */
export interface ReadMark {
  /** The last envelope of others, in order of arrival, that was seen. */
  readonly upTo: EnvelopeId | undefined;
  /** When it came: decides between two marks, and stands in where the envelope is gone. */
  readonly at: Millis;
  /**
   * What the relay's log holds up to here is not news, whenever it is loaded: its head when this
   * device first joined, later what had come when the person last looked.
   */
  readonly floor: Cursor | undefined;
}

export interface RoomNotes {
  readonly settings: RoomSettings;
  readonly draft: Draft | undefined;
  readonly blocked: ReadonlySet<AuthorKey>;
  /** Undefined until the room was joined: nothing is unread before. */
  readonly read: ReadMark | undefined;
}

export type NoteName = keyof RoomNotes;
export const noteNames = ["settings", "draft", "blocked", "read"] as const;

/** More people than anybody blocks by hand; the first blocked are forgotten first. */
export const maxBlocked = 1_000;

export const defaultSettings: RoomSettings = {
  favourite: false,
  notify: "all",
  archived: false,
  joinLines: true,
  seen: true,
  open: undefined,
};

export const emptyNotes: RoomNotes = {
  settings: defaultSettings,
  draft: undefined,
  blocked: new Set(),
  read: undefined,
};

/** Ends with the room, so that leaving it forgets the note as well. */
export const noteKey = (room: RoomId, name: NoteName): string => `${name}/${room}`;

/** The change that keeps one of the notes. */
export const noteSetting = (room: RoomId, notes: RoomNotes, name: NoteName): StoreChange => ({
  kind: "putSetting",
  key: noteKey(room, name),
  value: formatNote(notes, name),
});

function formatNote({ settings, draft, blocked, read }: RoomNotes, name: NoteName): string {
  switch (name) {
    case "settings":
      return JSON.stringify(settings);
    case "draft":
      return draft === undefined ? "" : JSON.stringify(draft);
    case "blocked":
      return [...blocked].join(" ");
    case "read": {
      if (read === undefined) return "";
      const { upTo, at, floor } = read;
      return JSON.stringify({ upTo, at, epoch: floor?.logEpoch, seq: floor?.seq });
    }
  }
}

/** Reads the stored notes of a room. Total. */
export const parseNotes = (text: (name: NoteName) => string | undefined): RoomNotes => ({
  settings: parseSettings(fieldsOf(text("settings"))),
  draft: parseDraft(fieldsOf(text("draft"))),
  blocked: parseBlocked(text("blocked")),
  read: parseRead(fieldsOf(text("read"))),
});

type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(text: string | undefined): Fields | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function parseSettings(fields: Fields | undefined): RoomSettings {
  const flag = (name: "favourite" | "archived" | "joinLines" | "seen"): boolean => {
    const value = fields?.get(name);
    return typeof value === "boolean" ? value : defaultSettings[name];
  };
  const notify = (["all", "mentions", "none"] as const).find(
    (one) => one === fields?.get("notify"),
  );
  const open = fields?.get("open");
  return {
    favourite: flag("favourite"),
    notify: notify ?? defaultSettings.notify,
    archived: flag("archived"),
    joinLines: flag("joinLines"),
    seen: flag("seen"),
    open: typeof open === "boolean" ? open : undefined,
  };
}

function parseDraft(fields: Fields | undefined): Draft | undefined {
  const replyTo = parseId("MessageId", String(fields?.get("replyTo")));
  const text = fields?.get("text");
  return tidyDraft({
    text: typeof text === "string" ? text : "",
    replyTo: replyTo.ok ? replyTo.value : undefined,
  });
}

function parseBlocked(text: string | undefined): ReadonlySet<AuthorKey> {
  const authors = (text ?? "").split(" ", maxBlocked).map((one) => parseId("AuthorKey", one));
  return new Set(authors.flatMap((one) => (one.ok ? [one.value] : [])));
}

function parseRead(fields: Fields | undefined): ReadMark | undefined {
  if (fields === undefined) return undefined;
  const [upTo, epoch] = [fields.get("upTo"), fields.get("epoch")].map(String);
  const envelope = parseId("EnvelopeId", upTo ?? "");
  const logEpoch = parseId("LogEpoch", epoch ?? "");
  const at = fields.get("at");
  const seq = fields.get("seq");
  const known = typeof seq === "number" && Number.isSafeInteger(seq) && seq >= 0;
  return {
    upTo: envelope.ok ? envelope.value : undefined,
    at: typeof at === "number" && Number.isFinite(at) ? at : 0,
    floor: logEpoch.ok && known ? { logEpoch: logEpoch.value, seq: toSeq(seq) } : undefined,
  };
}

/** A draft as it is kept: not longer than what can be sent, and undefined when there is nothing in it. */
export function tidyDraft(draft: Draft | undefined): Draft | undefined {
  if (draft === undefined) return undefined;
  const { replyTo } = draft;
  const text = cut(draft.text, limits.textBytes);
  return text === "" && replyTo === undefined ? undefined : { text, replyTo };
}

/** Cuts between characters, so that at most `maxBytes` of UTF-8 are left. */
function cut(text: string, maxBytes: number): string {
  // A code unit is at most three bytes, so most texts need no counting.
  if (text.length * 3 <= maxBytes) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += utf8(character).length;
    if (bytes > maxBytes) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
