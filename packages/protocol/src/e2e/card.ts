/**
 * The room card: what every member must know of a room (its name and its words), sealed for the
 * members, signed by the host, kept by the relay with the room (SPEC K7). Hosts make it in
 * create-certificate.ts.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes, parseUtf8, Reader, utf8 } from "../wire/bytes.ts";
import { readExtensions } from "../wire/extensions.ts";
import type { Certificate } from "../wire/frame.ts";
import type { Millis } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { err, ok, type Result } from "../wire/result.ts";
import { certificateTranscript } from "../wire/transcript.ts";
import type { RoomKeys } from "./room-key.ts";
import { openSmall } from "./seal-small.ts";
import type { Signatures } from "./signatures.ts";
import { isSoundKey } from "./sound-key.ts";

export interface RoomCard {
  /** 1 to limits.roomNameBytes bytes of UTF-8. */
  readonly name: string;
  /** The six words, so that every member can say them; undefined for a room of a link only. */
  readonly words: readonly string[] | undefined;
  readonly createdAt: Millis;
  /** What the host's acts came to, as house-rules.ts reads it. */
  readonly rules?: Uint8Array;
}

export type CertificateError = "other-host" | "bad-signature" | "cannot-decrypt" | "malformed";

/** Tag of the house rules in the extension block of a card. */
export const RULES_EXTENSION = 1;

/** Words in a room's code. */
export const WORD_COUNT = 6;
const wordPattern = /^[a-z]{3,16}$/;

/** Reads what encodeCard writes. Total; unknown extensions are read past, so that newer hosts can add some. */
export function decodeCard(bytes: Uint8Array): RoomCard | undefined {
  const reader = new Reader(bytes);
  const name = parseUtf8(reader.run(limits.roomNameBytes));
  const createdAt = reader.uint(6);
  const count = reader.u8();
  if (count !== 0 && count !== WORD_COUNT) reader.fail();
  const words: string[] = [];
  for (let i = 0; i < count && !reader.fault; i++) {
    const word = parseUtf8(reader.run(16)) ?? "";
    if (!wordPattern.test(word)) reader.fail();
    words.push(word);
  }
  const rules = readExtensions(reader).get(RULES_EXTENSION);
  if (!reader.done || name === undefined || name === "") return undefined;
  return { name, words: count === 0 ? undefined : words, createdAt, ...(rules && { rules }) };
}

/** How links name a host: SHA-256("fc1/host" || hostKey)[0..8]. */
export const hostFingerprint = (hostKey: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8("fc1/host"), hostKey)).slice(0, 8);

/**
 * Verifies a certificate and opens its card.
 * @param expectedHost 8-byte fingerprint of the link, or of the host met first; undefined trusts any
 */
export async function openCertificate(
  keys: RoomKeys,
  certificate: Certificate,
  expectedHost: Uint8Array | undefined,
  signatures: Signatures,
): Promise<Result<RoomCard, CertificateError>> {
  const { hostKey, version, card, signature } = certificate;
  if (expectedHost !== undefined && !equalBytes(hostFingerprint(hostKey), expectedHost)) {
    return err("other-host");
  }
  const transcript = certificateTranscript(keys.room, version, card);
  if (!isSoundKey(hostKey) || !(await signatures.verify(hostKey, transcript, signature))) {
    return err("bad-signature");
  }
  const plain = openSmall(keys, "card", card);
  if (plain === undefined) return err("cannot-decrypt");
  const opened = decodeCard(plain);
  return opened === undefined ? err("malformed") : ok(opened);
}
