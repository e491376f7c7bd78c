/** Bodies with more than words: a meeting point, a poll and its votes, a reference to a blob. */
import { parseUtf8, Reader, utf8, Writer } from "../wire/bytes.ts";
import { idFromBytes, idToBytes, type MessageId, type Millis } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";

/** A place or a time to meet. */
export interface Pin {
  readonly label: string;
  /** Whole millionths of a degree (about 11 cm), WGS 84. */
  readonly position: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly at: Millis | undefined;
}

export interface Poll {
  readonly question: string;
  /** Two to limits.pollOptions answers. */
  readonly options: readonly string[];
  /** Whether one member may choose several. */
  readonly multiple: boolean;
}

/** A member's choice; the newest one counts, and none takes it back. */
export interface Vote {
  readonly to: MessageId;
  /** Indexes of options, strictly ascending. */
  readonly choices: readonly number[];
}

/** A message is put at the top of its room, or taken from there. */
export interface Pinned {
  readonly to: MessageId;
  readonly pinned: boolean;
}

/** Something larger than a message, fetched apart and opened with `key`. */
export interface BlobReference {
  /** SHA-256 of the sealed blob. */
  readonly hash: Uint8Array;
  /** 32-byte key, fresh for this blob. */
  readonly key: Uint8Array;
  /** Bytes of the sealed blob. */
  readonly size: number;
  /** Media type (RFC 6838), for instance "image/avif". */
  readonly media: string;
  /** File name, possibly empty. */
  readonly name: string;
  /** Tiny preview, possibly empty. */
  readonly preview: Uint8Array;
}

const maxLatitude = 90_000_000;
const maxLongitude = 180_000_000;

function readString(reader: Reader, bytes: Uint8Array, allowEmpty = false): string {
  const text = parseUtf8(bytes);
  if (text === undefined || (text === "" && !allowEmpty)) reader.fail();
  return text ?? "";
}

/** flags u8 (1 position, 2 time) | [latitude + 90e6 u32 | longitude + 180e6 u32] | [at u48] | label. */
export function encodePin(pin: Pin): Uint8Array {
  const writer = new Writer(64);
  writer.u8((pin.position === undefined ? 0 : 1) | (pin.at === undefined ? 0 : 2));
  if (pin.position !== undefined) {
    writer.uint(pin.position.latitude + maxLatitude, 4);
    writer.uint(pin.position.longitude + maxLongitude, 4);
  }
  if (pin.at !== undefined) writer.uint(pin.at, 6);
  return writer.raw(utf8(pin.label)).finish();
}

function readPosition(reader: Reader): Pin["position"] {
  const latitude = reader.uint(4) - maxLatitude;
  const longitude = reader.uint(4) - maxLongitude;
  if (latitude > maxLatitude || longitude > maxLongitude) reader.fail();
  return { latitude, longitude };
}

export function decodePin(body: Uint8Array): Pin | undefined {
  const reader = new Reader(body);
  const flags = reader.u8();
  if (flags > 3) reader.fail();
  const position = (flags & 1) === 0 ? undefined : readPosition(reader);
  const at = (flags & 2) === 0 ? undefined : reader.uint(6);
  const label = readString(reader, reader.rest(limits.labelBytes));
  return reader.done ? { label, position, at } : undefined;
}

/** multiple u8 | question run | option runs to the end. */
export function encodePoll(poll: Poll): Uint8Array {
  const writer = new Writer(128).u8(poll.multiple ? 1 : 0).run(utf8(poll.question));
  for (const option of poll.options) writer.run(utf8(option));
  return writer.finish();
}

export function decodePoll(body: Uint8Array): Poll | undefined {
  const reader = new Reader(body);
  const flag = reader.u8();
  if (flag > 1) reader.fail();
  const question = readString(reader, reader.run(limits.questionBytes));
  const options: string[] = [];
  while (reader.left > 0) {
    if (options.length === limits.pollOptions) reader.fail();
    else options.push(readString(reader, reader.run(limits.labelBytes)));
  }
  if (!reader.done || options.length < 2) return undefined;
  return { question, options, multiple: flag === 1 };
}

/** to[16] | choice u8 to the end, ascending. */
export function encodeVote(vote: Vote): Uint8Array {
  const writer = new Writer(32).raw(idToBytes(vote.to));
  for (const choice of vote.choices) writer.u8(choice);
  return writer.finish();
}

export function decodeVote(body: Uint8Array): Vote | undefined {
  const reader = new Reader(body);
  const to = reader.raw(16);
  const choices: number[] = [];
  while (reader.left > 0) {
    const choice = reader.u8();
    if (choice >= limits.pollOptions || choice <= (choices.at(-1) ?? -1)) reader.fail();
    choices.push(choice);
  }
  return reader.done ? { to: idFromBytes("MessageId", to), choices } : undefined;
}

/** to[16] | pinned u8 (0, 1). */
export function encodePinned({ to, pinned }: Pinned): Uint8Array {
  return new Writer(24)
    .raw(idToBytes(to))
    .u8(pinned ? 1 : 0)
    .finish();
}

export function decodePinned(body: Uint8Array): Pinned | undefined {
  const reader = new Reader(body);
  const to = reader.raw(16);
  const flag = reader.u8();
  if (flag > 1) reader.fail();
  return reader.done ? { to: idFromBytes("MessageId", to), pinned: flag === 1 } : undefined;
}

/** hash[32] | key[32] | size varint | media run | name run | preview to the end. */
export function encodeBlob(blob: BlobReference): Uint8Array {
  return new Writer(160)
    .raw(blob.hash)
    .raw(blob.key)
    .varint(blob.size)
    .run(utf8(blob.media))
    .run(utf8(blob.name))
    .raw(blob.preview)
    .finish();
}

export function decodeBlob(body: Uint8Array): BlobReference | undefined {
  const reader = new Reader(body);
  const hash = reader.raw(32).slice();
  const key = reader.raw(32).slice();
  const size = reader.varint(limits.blobBytes);
  const media = readString(reader, reader.run(limits.mediaTypeBytes));
  const name = readString(reader, reader.run(limits.labelBytes), true);
  const preview = reader.rest(limits.previewBytes).slice();
  return reader.done ? { hash, key, size, media, name, preview } : undefined;
}
