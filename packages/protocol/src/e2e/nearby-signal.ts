/**
 * Signals: what two phones of a room tell each other before they have a link (SPEC W4, W5, W9). Sealed for
 * the room and signed by the device, so that whoever passes one on cannot put another fingerprint in.
 */
import { concatBytes, Reader, utf8, Writer } from "../wire/bytes.ts";
import { type AuthorKey, type DeviceTag, idFromBytes, idToBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { deviceTagOf } from "../wire/transcript.ts";
import type { AuthorChecks, Identity } from "./identity.ts";
import { decodeCard, encodeCard, type IdentityCard } from "./identity-card.ts";
import type { RoomKeys } from "./room-key.ts";
import { openSmall, sealSmall } from "./seal-small.ts";
import type { Signatures } from "./signatures.ts";

export interface SignalBody {
  /**
   * call: make a link with me. answer: the other half of a call. prekey: an end made for this phone,
   * for a time without signals; its card has no candidates (SPEC W9).
   */
  readonly kind: "call" | "answer" | "prekey";
  /** When it was made, ms. */
  readonly at: number;
  /** 8 bytes, fresh for each call; an answer repeats them. */
  readonly attempt: Uint8Array;
  readonly card: IdentityCard;
}

export interface OpenedSignal {
  readonly from: DeviceTag;
  readonly author: AuthorKey;
  readonly body: SignalBody;
}

const kinds = ["call", "answer", "prekey"] as const;

const signalTranscript = (keys: RoomKeys, to: DeviceTag, told: Uint8Array): Uint8Array =>
  concatBytes(utf8("fc1/signal\0"), idToBytes(keys.room), idToBytes(to), told);

/** What is signed, and stands in the plaintext behind key and signature. */
function tell(body: SignalBody): Uint8Array {
  const card = encodeCard(body.card, limits.signalCandidates);
  if (card === undefined) throw new RangeError("a card that cannot be written");
  return new Writer(160)
    .u8(kinds.indexOf(body.kind))
    .uint(body.at, 6)
    .raw(body.attempt)
    .raw(card)
    .finish();
}

/**
 * Signs and seals a signal for one phone. A card that cannot be written is a bug and throws.
 * @param nonce 24 fresh bytes of a CSPRNG
 */
export async function sealSignal(
  keys: RoomKeys,
  identity: Identity,
  to: DeviceTag,
  body: SignalBody,
  nonce: Uint8Array,
  signatures: Signatures,
): Promise<Uint8Array> {
  const told = tell(body);
  const signature = await signatures.sign(identity.secret, signalTranscript(keys, to, told));
  return sealSmall(keys, "signal", 0, concatBytes(identity.publicKey, signature, told), nonce);
}

/**
 * Opens a signal: undefined for one that is forged, malformed, of another room, or for another phone
 * than `to`. Total. Whether it is too old or was here before is for the caller to say.
 */
export async function openSignal(
  keys: RoomKeys,
  to: DeviceTag,
  sealed: Uint8Array,
  authors: AuthorChecks,
  signatures: Signatures,
): Promise<OpenedSignal | undefined> {
  const plain = openSmall(keys, "signal", sealed);
  if (plain === undefined) return undefined;
  const reader = new Reader(plain);
  const key = reader.raw(32).slice();
  const signature = reader.raw(64);
  const told = reader.rest(limits.signalBytes);
  if (!reader.done) return undefined;
  const body = readBody(told);
  if (body === undefined || !authors.check(key)) return undefined;
  const from = deviceTagOf(keys.room, key);
  if (body.card.tag !== from) return undefined;
  if (!(await signatures.verify(key, signalTranscript(keys, to, told), signature))) {
    return undefined;
  }
  return { from, author: idFromBytes("AuthorKey", key), body };
}

function readBody(told: Uint8Array): SignalBody | undefined {
  const reader = new Reader(told);
  const kind = kinds[reader.u8()];
  const at = reader.uint(6);
  const attempt = reader.raw(8).slice();
  const rest = reader.rest(limits.signalBytes);
  if (!reader.done || kind === undefined) return undefined;
  const card = decodeCard(rest, limits.signalCandidates);
  if (card === undefined || (kind === "prekey" && card.candidates.length > 0)) return undefined;
  return { kind, at, attempt, card };
}
