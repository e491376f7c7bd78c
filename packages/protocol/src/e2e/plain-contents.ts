/**
 * The contents every version shows: words, answers to them, and names (SPEC E11).
 *
 * What more there is (pins, polls, host acts) is kept as bytes by {@link plainContents}, so that a
 * page which shows none of it loads nothing for it. content.ts reads and writes all kinds.
 */
import { parseUtf8, Reader, utf8, Writer } from "../wire/bytes.ts";
import { idFromBytes, idToBytes, type MessageId } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import type { Content } from "./content.ts";

/** Reads and writes bodies. */
export interface ContentCodec {
  /** Body bytes without the kind; undefined for kinds that this codec does not write. */
  encode(content: Content): Uint8Array | undefined;
  /** Total; undefined when the body breaks the rules of its kind. @param type kind number, 0 to 127 */
  decode(type: number, body: Uint8Array): Content | undefined;
}

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
  pinned: 12,
} as const;

/** Number of a content's kind on the wire. */
export const contentType = (content: Content): number =>
  content.kind === "unknown" ? content.type : contentTypes[content.kind];

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

function encodePlain(content: Content): Uint8Array | undefined {
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
    case "unknown":
      return content.bytes;
    case "pin":
    case "poll":
    case "vote":
    case "blob":
    case "control":
    case "pinned":
      return undefined;
  }
}

function readPlain(type: number, reader: Reader): Content {
  switch (type) {
    case contentTypes.text:
      return { kind: "text", text: readSome(reader, limits.textBytes) };
    case contentTypes.reply:
      return { kind: "reply", to: readTo(reader), text: readSome(reader, limits.textBytes) };
    case contentTypes.edit:
      return { kind: "edit", to: readTo(reader), text: readSome(reader, limits.textBytes) };
    case contentTypes.reaction:
      return { kind: "reaction", to: readTo(reader), emoji: readText(reader, limits.emojiBytes) };
    case contentTypes.remove:
      return { kind: "remove", to: readTo(reader) };
    case contentTypes.profile:
      return { kind: "profile", name: readSome(reader, limits.nameBytes) };
    default:
      return { kind: "unknown", type, bytes: reader.rest(reader.left).slice() };
  }
}

function decodePlain(type: number, body: Uint8Array): Content | undefined {
  const reader = new Reader(body);
  const content = readPlain(type, reader);
  return reader.done ? content : undefined;
}

/** The codec of a page: richer kinds stay "unknown", with their number and bytes. */
export const plainContents: ContentCodec = { encode: encodePlain, decode: decodePlain };
