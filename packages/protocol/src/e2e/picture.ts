/**
 * Picture: one of the QR codes that two phones show each other in a row, when they share no network
 * at all (SPEC W8). It carries a piece of what this end sends and says which pieces of the other came.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, Reader, utf8, Writer } from "../wire/bytes.ts";
import { type DeviceTag, idFromBytes, idToBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { fromBase45, toBase45 } from "./base45.ts";

export interface Piece {
  /** Counts from 0. */
  readonly number: number;
  /** 1 to {@link limits.pieceBytes}. */
  readonly bytes: Uint8Array;
}

export interface Picture {
  readonly from: DeviceTag;
  /**
   * 0 to 255, another one in every picture: a code that a camera cannot read for some reason of light
   * or dots is followed by one that looks different.
   */
  readonly turn: number;
  /** 4 random bytes of this end's exchange. */
  readonly session: Uint8Array;
  /** The other end's, or zeros while nothing of it was seen. */
  readonly other: Uint8Array;
  /** The first piece of the other end that is missing here. */
  readonly next: number;
  /** Of the {@link limits.piecesAhead} pieces behind that one, those that are here: bit 0 is `next + 1`. */
  readonly ahead: number;
  readonly piece: Piece | undefined;
}

export const SESSION_BYTES = 4;
/** What the text of such a code begins with: no card, link or hand-over does. */
export const PICTURE_PREFIX = "FC1/";
const VERSION_BYTE = 0x10;

export function encodePicture(picture: Picture): Uint8Array<ArrayBuffer> {
  const { from, turn, session, other, next, ahead, piece } = picture;
  const writer = new Writer(64)
    .u8(VERSION_BYTE)
    .raw(idToBytes(from))
    .u8(turn)
    .raw(session)
    .raw(other)
    .varint(next)
    .uint(ahead, 2);
  if (piece !== undefined) writer.varint(piece.number).raw(piece.bytes);
  return writer.finish();
}

/** What {@link encodePicture} wrote, or undefined for anything else. Total. */
export function decodePicture(bytes: Uint8Array): Picture | undefined {
  const reader = new Reader(bytes);
  if (reader.u8() !== VERSION_BYTE) return undefined;
  const from = reader.raw(8);
  const turn = reader.u8();
  const session = reader.raw(SESSION_BYTES).slice();
  const other = reader.raw(SESSION_BYTES).slice();
  const next = reader.varint();
  const ahead = reader.uint(2);
  if (reader.fault) return undefined;
  const picture = { from: idFromBytes("DeviceTag", from), turn, session, other, next, ahead };
  if (reader.left === 0) return { ...picture, piece: undefined };
  const number = reader.varint();
  const size = reader.left;
  if (reader.fault || size === 0 || size > limits.pieceBytes) return undefined;
  return { ...picture, piece: { number, bytes: reader.raw(size).slice() } };
}

/** The text of a QR code. */
export const formatPicture = (picture: Picture): string =>
  PICTURE_PREFIX + toBase45(encodePicture(picture));

/** The picture of a QR code's text, or undefined for anything else. Total. */
export function parsePicture(text: string): Picture | undefined {
  if (!text.startsWith(PICTURE_PREFIX) || text.length > 1_024) return undefined;
  const bytes = fromBase45(text.slice(PICTURE_PREFIX.length));
  return bytes && decodePicture(bytes);
}

/**
 * What stands for an end where a link over a network has the fingerprint of its certificate (SPEC W8).
 * @returns 32 bytes
 */
export const pictureFingerprint = (tag: DeviceTag, session: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8("fc1/picture"), idToBytes(tag), session));
