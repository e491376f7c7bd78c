/**
 * Identity card: one end of a link between phones that is still to be made (SPEC W1, W2, W9). Small
 * enough for a QR code; holds no secret of the room.
 */
import { Reader, Writer } from "../wire/bytes.ts";
import { type DeviceTag, idFromBytes, idToBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { fromBase45, toBase45 } from "./base45.ts";
import { PREKEY_MARK_BYTES, type PrekeyPlace } from "./prekey-mark.ts";

/** How a candidate came to be (RFC 8445 section 4). */
export type CandidateType = "host" | "srflx" | "relay";

/** A place where an end may be reached by UDP. */
export interface CardCandidate {
  readonly type: CandidateType;
  /** name: the 16 bytes of a UUID before ".local" (RFC 6762), behind which a browser hides an address. */
  readonly family: "ipv4" | "ipv6" | "name";
  /** 4 bytes for ipv4, else 16. */
  readonly address: Uint8Array;
  readonly port: number;
}

export interface IdentityCard {
  readonly tag: DeviceTag;
  /** SHA-256 of the DTLS certificate (32 bytes). */
  readonly fingerprint: Uint8Array;
  /** 4 to 19 ICE characters. */
  readonly ufrag: string;
  /** 22 to 37 ICE characters. */
  readonly pwd: string;
  readonly candidates: readonly CardCandidate[];
}

/** What a QR code for another phone says. */
export interface Code {
  readonly card: IdentityCard;
  /** Where the phone waits for phones that it met before: at most {@link limits.codePlaces}. */
  readonly places: readonly PrekeyPlace[];
}

const VERSION_BYTE = 0x10;
/** ice-char of RFC 8839 section 5.4. */
const iceCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const shortest = { ufrag: 4, pwd: 22 } as const;
const span = 15;
const types = ["host", "srflx", "relay"] as const;
const families = ["ipv4", "ipv6", "name"] as const;
const addressBytes = (family: CardCandidate["family"]): number => (family === "ipv4" ? 4 : 16);

const fits = (text: string, least: number): boolean =>
  text.length >= least &&
  text.length <= least + span &&
  [...text].every((character) => iceCharacters.includes(character));

/**
 * Bytes of a card, or undefined when a card cannot say it: credentials of other lengths or characters.
 * @param most candidates written; the first ones are
 * @param places written, at most 15
 */
export function encodeCard(
  card: IdentityCard,
  most: number,
  places: readonly PrekeyPlace[] = [],
): Uint8Array<ArrayBuffer> | undefined {
  const { ufrag, pwd } = card;
  if (!fits(ufrag, shortest.ufrag) || !fits(pwd, shortest.pwd)) return undefined;
  const writer = new Writer(96)
    .u8(VERSION_BYTE | places.length)
    .raw(idToBytes(card.tag))
    .raw(card.fingerprint)
    .u8(((ufrag.length - shortest.ufrag) << 4) | (pwd.length - shortest.pwd));
  writeCharacters(writer, ufrag + pwd);
  for (const { mark, port } of places) writer.raw(mark).uint(port, 2);
  for (const { type, family, address, port } of card.candidates.slice(0, most)) {
    writer.u8((types.indexOf(type) << 4) | families.indexOf(family)).raw(address);
    writer.uint(port, 2);
  }
  return writer.finish();
}

/** What {@link encodeCard} wrote without places, or undefined for anything else. Total. */
export const decodeCard = (bytes: Uint8Array, most: number): IdentityCard | undefined =>
  decodeCode(bytes, most, 0)?.card;

/** The same with at most so many places. */
export function decodeCode(bytes: Uint8Array, most: number, mostPlaces: number): Code | undefined {
  const reader = new Reader(bytes);
  const head = reader.u8();
  const count = head & 0x0f;
  if ((head & 0xf0) !== VERSION_BYTE || count > mostPlaces) return undefined;
  const tag = reader.raw(8);
  const fingerprint = reader.raw(32);
  const lengths = reader.u8();
  const ufragLength = (lengths >> 4) + shortest.ufrag;
  const pwdLength = (lengths & 0x0f) + shortest.pwd;
  const characters = readCharacters(reader, ufragLength + pwdLength);
  if (characters === undefined) return undefined;
  const places: PrekeyPlace[] = [];
  while (places.length < count) {
    const mark = reader.raw(PREKEY_MARK_BYTES).slice();
    places.push({ mark, port: reader.uint(2) });
  }
  const candidates: CardCandidate[] = [];
  while (reader.left > 0) {
    const kind = reader.u8();
    const type = types[kind >> 4];
    const family = families[kind & 0x0f];
    if (type === undefined || family === undefined || candidates.length === most) return undefined;
    const address = reader.raw(addressBytes(family)).slice();
    candidates.push({ type, family, address, port: reader.uint(2) });
  }
  if (!reader.done) return undefined;
  return {
    card: {
      tag: idFromBytes("DeviceTag", tag),
      fingerprint: fingerprint.slice(),
      ufrag: characters.slice(0, ufragLength),
      pwd: characters.slice(ufragLength),
      candidates,
    },
    places,
  };
}

/** Six bits a character, the first in the highest bits; zeros to the end of the last byte. */
function writeCharacters(writer: Writer, text: string): void {
  let held = 0;
  let bits = 0;
  for (const character of text) {
    held = ((held << 6) | iceCharacters.indexOf(character)) & 0x3fff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    writer.u8((held >> bits) & 0xff);
  }
  if (bits > 0) writer.u8((held << (8 - bits)) & 0xff);
}

/** Undefined when bits behind the last character are not zero, or bytes are missing. */
function readCharacters(reader: Reader, count: number): string | undefined {
  let held = 0;
  let bits = 0;
  let text = "";
  while (text.length < count) {
    if (bits < 6) {
      held = ((held << 8) | reader.u8()) & 0x3fff;
      bits += 8;
    }
    bits -= 6;
    text += iceCharacters[(held >> bits) & 0x3f] ?? "";
  }
  const rest = held & ((1 << bits) - 1);
  return reader.fault || rest !== 0 ? undefined : text;
}

/** What the text of such a QR code begins with; no link of a room and no hand-over does. */
export const CARD_PREFIX = "FC1:";
/** The text of a QR code: {@link CARD_PREFIX} and Base45 (RFC 9285). */
export function formatCode({ card, places }: Code): string | undefined {
  const bytes = encodeCard(card, limits.cardCandidates, places.slice(0, limits.codePlaces));
  if (bytes === undefined) return undefined;
  return CARD_PREFIX + toBase45(bytes);
}

/** What a QR code's text says, or undefined for anything else. Total. */
export function parseCode(text: string): Code | undefined {
  if (!text.startsWith(CARD_PREFIX) || text.length > 512) return undefined;
  const bytes = fromBase45(text.slice(CARD_PREFIX.length));
  return bytes && decodeCode(bytes, limits.cardCandidates, limits.codePlaces);
}
