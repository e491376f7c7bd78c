/**
 * What people say: the bodies of messages, one canonical encoding each (SPEC E11).
 *
 * A kind that this version does not know is kept as bytes and shown as "needs a newer version".
 */
import { idFromBytes, idToBytes, type MessageId } from "../wire/ids.ts";
import { parseUtf8, Reader, utf8, Writer } from "../wire/bytes.ts";
import * as limits from "../wire/limits.ts";
import { type ControlEvent, decodeControl, encodeControl } from "./control.ts";
import {
  type BlobReference,
  decodeBlob,
  decodePin,
  decodePoll,
  decodeVote,
  encodeBlob,
  encodePin,
  encodePoll,
  encodeVote,
  type Pin,
  type Poll,
  type Vote,
} from "./rich-content.ts";

export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reply"; readonly to: MessageId; readonly text: string }
  /** `emoji` "" takes the author's reaction back. */
  | { readonly kind: "reaction"; readonly to: MessageId; readonly emoji: string }
  | { readonly kind: "edit"; readonly to: MessageId; readonly text: string }
  | { readonly kind: "remove"; readonly to: MessageId }
  | { readonly kind: "profile"; readonly name: string }
  | ({ readonly kind: "pin" } & Pin)
  | ({ readonly kind: "poll" } & Poll)
  | ({ readonly kind: "vote" } & Vote)
  | ({ readonly kind: "blob" } & BlobReference)
  /** Host-signed; obey it only after verifyControl. */
  | ({ readonly kind: "control" } & ControlEvent)
  | { readonly kind: "unknown"; readonly type: number; readonly bytes: Uint8Array };

/** Numbers on the wire, at most 127. 64 to 79 are reserved for the mesh. */
export const contentTypes = {
  text: 1,
  reply: 2,
  reaction: 3,
  edit: 4,
  remove: 5,
  profile: 6,
  pin: 7,
  poll: 8,
  vote: 9,
  blob: 10,
  control: 11,
} as const;

type KnownKind = keyof typeof contentTypes;
const kindByType = new Map<number, KnownKind>(
  (Object.keys(contentTypes) as KnownKind[]).map((kind) => [contentTypes[kind], kind]),
);

/** Number of a content's kind on the wire. */
export const contentType = (content: Content): number =>
  content.kind === "unknown" ? content.type : contentTypes[content.kind];

/** Body bytes, without the kind. The values must keep the rules: {@link decodeContent} is the judge. */
export function encodeContent(content: Content): Uint8Array {
  switch (content.kind) {
    case "text":
      return utf8(content.text);
    case "reply":
    case "edit":
      return new Writer(64).raw(idToBytes(content.to)).raw(utf8(content.text)).finish();
    case "reaction":
      return new Writer(24).raw(idToBytes(content.to)).raw(utf8(content.emoji)).finish();
    case "remove":
      return idToBytes(content.to);
    case "profile":
      return utf8(content.name);
    case "pin":
      return encodePin(content);
    case "poll":
      return encodePoll(content);
    case "vote":
      return encodeVote(content);
    case "blob":
      return encodeBlob(content);
    case "control":
      return encodeControl(content);
    case "unknown":
      return content.bytes;
  }
}

function readText(reader: Reader, maxBytes: number): string {
  const text = parseUtf8(reader.rest(maxBytes));
  if (text === undefined) reader.fail();
  return text ?? "";
}

function readSome(reader: Reader, maxBytes: number): string {
  const text = readText(reader, maxBytes);
  if (text === "") reader.fail();
  return text;
}

function readTo(reader: Reader): MessageId {
  const bytes = reader.raw(16);
  return idFromBytes("MessageId", reader.fault ? new Uint8Array(16) : bytes);
}

function readSimple(
  kind: "text" | "reply" | "reaction" | "edit" | "remove" | "profile",
  reader: Reader,
): Content {
  switch (kind) {
    case "text":
      return { kind, text: readSome(reader, limits.textBytes) };
    case "reply":
    case "edit":
      return { kind, to: readTo(reader), text: readSome(reader, limits.textBytes) };
    case "reaction":
      return { kind, to: readTo(reader), emoji: readText(reader, limits.emojiBytes) };
    case "remove":
      return { kind, to: readTo(reader) };
    case "profile":
      return { kind, name: readSome(reader, limits.nameBytes) };
  }
}

const tagged = <K extends string, T extends object>(kind: K, value: T | undefined) =>
  value === undefined ? undefined : { kind, ...value };

/**
 * Reads a body. Total; undefined when it breaks the rules of its kind.
 * @param type kind number, 0 to 127
 */
export function decodeContent(type: number, body: Uint8Array): Content | undefined {
  const kind = kindByType.get(type);
  switch (kind) {
    case undefined:
      return { kind: "unknown", type, bytes: body.slice() };
    case "pin":
      return tagged(kind, decodePin(body));
    case "poll":
      return tagged(kind, decodePoll(body));
    case "vote":
      return tagged(kind, decodeVote(body));
    case "blob":
      return tagged(kind, decodeBlob(body));
    case "control":
      return tagged(kind, decodeControl(body));
    default: {
      const reader = new Reader(body);
      const content = readSimple(kind, reader);
      return reader.done ? content : undefined;
    }
  }
}
