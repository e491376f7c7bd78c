/**
 * Branded identifiers. On the wire they are bytes; in memory they are lowercase hex, so that they
 * compare and key a Map by value.
 */
import { err, ok, type Result } from "./result.ts";

declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** 16 bytes: SHA-256("fc1/room-id" || roomAuthPk)[0..16] (SPEC K4). */
export type RoomId = Brand<"RoomId">;
/** 16 bytes: hash of the sealed bytes; what relays dedupe on (SPEC E9). */
export type EnvelopeId = Brand<"EnvelopeId">;
/** 16 bytes: hash of the signed inner bytes; what screens dedupe on (SPEC E10). */
export type MessageId = Brand<"MessageId">;
/** 8 bytes: hash of room and device key; how the relay names a device to others (SPEC P1). */
export type DeviceTag = Brand<"DeviceTag">;
/** 32 bytes: the Ed25519 public key a device signs with in one room. */
export type AuthorKey = Brand<"AuthorKey">;
/** 8 random bytes: incarnation of a relay's database (SPEC S2). */
export type LogEpoch = Brand<"LogEpoch">;
/** 8 random bytes: one launch of one device in one room (SPEC E5). */
export type ChainId = Brand<"ChainId">;
/** 8 random bytes: names a relay database across restarts; the origin of a cursor. */
export type RelayId = Brand<"RelayId">;

/** Position in a room's log: strictly increasing, holes allowed, 0 is "before the first". */
export type Seq = number & { readonly [brand]: "Seq" };
/** Milliseconds since 1970-01-01 UTC. */
export type Millis = number;

const lengths = {
  RoomId: 16,
  EnvelopeId: 16,
  MessageId: 16,
  DeviceTag: 8,
  AuthorKey: 32,
  LogEpoch: 8,
  ChainId: 8,
  RelayId: 8,
} as const;

type IdByName = {
  RoomId: RoomId;
  EnvelopeId: EnvelopeId;
  MessageId: MessageId;
  DeviceTag: DeviceTag;
  AuthorKey: AuthorKey;
  LogEpoch: LogEpoch;
  ChainId: ChainId;
  RelayId: RelayId;
};

/** Names of the identifier kinds, for {@link idFromBytes} and {@link parseId}. */
export type IdName = keyof IdByName;

/** Bytes of an identifier of this kind. */
export const idLength = (name: IdName): number => lengths[name];

const hexDigits: readonly string[] = Array.from({ length: 256 }, (_, i) =>
  i.toString(16).padStart(2, "0"),
);

/** Lowercase hex of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += hexDigits[byte];
  return text;
}

const isHex = /^[0-9a-f]*$/;

/** Bytes of lowercase hex, or undefined for anything else. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 2 !== 0 || !isHex.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Names `bytes` as an identifier. The length must be right: a mismatch is a bug, and throws. */
export function idFromBytes<N extends IdName>(name: N, bytes: Uint8Array): IdByName[N] {
  if (bytes.length !== lengths[name]) throw new RangeError(`${name}: ${bytes.length} bytes`);
  return toHex(bytes) as IdByName[N];
}

/** Parses hex from outside (a store, a command line) into an identifier. */
export function parseId<N extends IdName>(name: N, text: string): Result<IdByName[N], "bad-id"> {
  return text.length === 2 * lengths[name] && isHex.test(text)
    ? ok(text as IdByName[N])
    : err("bad-id");
}

/** Bytes of an identifier. */
export function idToBytes(id: Brand<IdName>): Uint8Array<ArrayBuffer> {
  const bytes = fromHex(id);
  if (bytes === undefined) throw new RangeError("not an identifier");
  return bytes;
}

/** A non-negative safe integer as a {@link Seq}. */
export function toSeq(value: number): Seq {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`seq ${value}`);
  return value as Seq;
}
