/** Sealing and opening of messages: sign, pad, encrypt, and the way back (SPEC E1 to E11). */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { concatBytes, parseUtf8, utf8 } from "../wire/bytes.ts";
import {
  encodeEnvelope,
  encodeHeader,
  envelopeId,
  NONCE_BYTES,
  parseEnvelope,
} from "../wire/envelope.ts";
import { type Extensions, noExtensions } from "../wire/extensions.ts";
import {
  type AuthorKey,
  type ChainId,
  type EnvelopeId,
  idToBytes,
  type MessageId,
  type RoomId,
} from "../wire/ids.ts";
import { paddingBuckets } from "../wire/buckets.ts";
import * as limits from "../wire/limits.ts";
import { err, ok, type Result } from "../wire/result.ts";
import type { Content } from "./content.ts";
import type { AuthorChecks, Identity } from "./identity.ts";
import {
  type Hlc,
  type Inner,
  messageId,
  messageTranscript,
  readInner,
  writeInner,
} from "./inner-codec.ts";
import { pad, unpad } from "./padding.ts";
import type { ContentCodec } from "./plain-contents.ts";
import { messageKey, type RoomKeys } from "./room-key.ts";
import type { Signatures } from "./signatures.ts";

/** What an author decides about a message. */
export interface Draft {
  readonly chain: ChainId;
  readonly ctr: number;
  readonly prev: MessageId | undefined;
  readonly hlc: Hlc;
  /** The author's shown name, so that a message needs no second message to be shown. */
  readonly name: string | undefined;
  readonly content: Content;
}

export interface Sealed {
  readonly bytes: Uint8Array;
  readonly id: EnvelopeId;
  readonly message: MessageId;
}

export interface SealError {
  readonly kind: "unknown-epoch" | "too-large" | "invalid";
  readonly what: string;
}

declare const verified: unique symbol;

/** A message whose signature was verified: only {@link Sealing.open} makes one. */
export interface Opened extends Draft {
  readonly [verified]: true;
  readonly id: EnvelopeId;
  readonly message: MessageId;
  readonly room: RoomId;
  readonly author: AuthorKey;
  readonly epoch: number;
}

export interface OpenError {
  readonly kind:
    | "malformed"
    | "unknown-epoch"
    | "cannot-decrypt"
    | "bad-author"
    | "bad-signature"
    | "unsupported-version";
  /** Which rule was broken: a constant, never content. */
  readonly what: string;
}

/** Tag of the author's shown name in the extension block. */
export const NAME_EXTENSION = 1;
export const SIGNATURE_BYTES = 64;

const nameExtensions = (name: string | undefined): Extensions =>
  name === undefined ? noExtensions : new Map([[NAME_EXTENSION, utf8(name)]]);

/** The shown name; undefined when absent, "malformed" when it breaks the rules. */
function readName(extensions: Extensions): { name: string | undefined } | "malformed" {
  const bytes = extensions.get(NAME_EXTENSION);
  if (bytes === undefined) return { name: undefined };
  const name = parseUtf8(bytes);
  if (name === undefined || name === "" || bytes.length > limits.nameBytes) return "malformed";
  return { name };
}

const largestBucket = Math.max(...paddingBuckets);

/** Whether the words, or all of it, are more than one message holds. */
function isTooLarge(inner: Uint8Array, content: Content): boolean {
  if ("text" in content && utf8(content.text).length > limits.textBytes) return true;
  return inner.length + SIGNATURE_BYTES >= largestBucket;
}

/** Sealing and opening with the contents that one codec knows. */
export interface Sealing {
  /**
   * Makes the bytes of a message, once and for ever.
   * @param nonce 24 fresh bytes of a CSPRNG
   */
  seal(
    keys: RoomKeys,
    epoch: number,
    identity: Identity,
    draft: Draft,
    nonce: Uint8Array,
    signatures: Signatures,
  ): Promise<Result<Sealed, SealError>>;
  /** Opens and verifies; the only way to an {@link Opened}. */
  open(
    keys: RoomKeys,
    bytes: Uint8Array,
    authors: AuthorChecks,
    signatures: Signatures,
  ): Promise<Result<Opened, OpenError>>;
}

export const createSealing = (contents: ContentCodec): Sealing => ({
  seal: (...message) => sealMessage(contents, ...message),
  open: (...envelope) => openEnvelope(contents, ...envelope),
});

async function sealMessage(
  contents: ContentCodec,
  keys: RoomKeys,
  epoch: number,
  identity: Identity,
  draft: Draft,
  nonce: Uint8Array,
  signatures: Signatures,
): Promise<Result<Sealed, SealError>> {
  if (nonce.length !== NONCE_BYTES) throw new RangeError(`nonce: ${nonce.length} bytes`);
  const key = keys.key("msg", epoch);
  if (key === undefined) return err({ kind: "unknown-epoch", what: "no key of this epoch" });
  const fields: Inner = {
    author: identity.author,
    chain: draft.chain,
    ctr: draft.ctr,
    prev: draft.prev,
    hlc: draft.hlc,
    extensions: nameExtensions(draft.name),
    content: draft.content,
  };
  const inner = writeInner(fields, contents);
  if (inner === undefined) return err({ kind: "invalid", what: draft.content.kind });
  if (isTooLarge(inner, draft.content)) return err({ kind: "too-large", what: "message" });
  // Nothing leaves that the receiving side would refuse: the decoder is the one judge of content.
  const readBack = readInner(inner, contents);
  if (readBack === undefined || readBack.content.kind !== draft.content.kind) {
    return err({ kind: "invalid", what: draft.content.kind });
  }
  if (readName(fields.extensions) === "malformed") return err({ kind: "invalid", what: "name" });
  const signature = await signatures.sign(
    identity.secret,
    messageTranscript(keys.room, epoch, inner),
  );
  const bytes = sealPlaintext(keys.room, key, epoch, nonce, concatBytes(inner, signature));
  if (bytes === undefined) return err({ kind: "too-large", what: "message" });
  return ok({
    bytes,
    id: envelopeId(keys.room, bytes),
    message: messageId(keys.room, inner),
  });
}

function sealPlaintext(
  room: RoomId,
  key: Uint8Array,
  epoch: number,
  nonce: Uint8Array,
  plain: Uint8Array,
): Uint8Array | undefined {
  const padded = pad(plain, paddingBuckets);
  if (padded === undefined) return undefined;
  const aad = concatBytes(idToBytes(room), encodeHeader({ epoch, nonce }));
  const ciphertext = xchacha20poly1305(messageKey(key, nonce), nonce, aad).encrypt(padded);
  return encodeEnvelope({ epoch, nonce, ciphertext });
}

/** XChaCha20-Poly1305; undefined when the tag does not fit, for whatever reason. */
export function decrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  try {
    return xchacha20poly1305(key, nonce, aad).decrypt(ciphertext);
  } catch {
    return undefined;
  }
}

/** Reads and verifies the bytes of a message, whatever path they took. Total: never rejects. */
async function openEnvelope(
  contents: ContentCodec,
  keys: RoomKeys,
  bytes: Uint8Array,
  authors: AuthorChecks,
  signatures: Signatures,
): Promise<Result<Opened, OpenError>> {
  const parsed = parseEnvelope(bytes);
  if (!parsed.ok) {
    const unsupported = parsed.error.kind === "unsupported-version";
    return err({ kind: unsupported ? "unsupported-version" : "malformed", what: "envelope" });
  }
  const envelope = parsed.value;
  const key = keys.key("msg", envelope.epoch);
  if (key === undefined) return err({ kind: "unknown-epoch", what: "no key of this epoch" });
  const aad = concatBytes(idToBytes(keys.room), encodeHeader(envelope));
  const { nonce, epoch } = envelope;
  const padded = decrypt(messageKey(key, nonce), nonce, aad, envelope.ciphertext);
  if (padded === undefined) return err({ kind: "cannot-decrypt", what: "ciphertext" });

  const plain = unpad(padded, paddingBuckets);
  if (plain === undefined || plain.length < SIGNATURE_BYTES) {
    return err({ kind: "malformed", what: "padding" });
  }
  const innerBytes = plain.subarray(0, plain.length - SIGNATURE_BYTES);
  const signature = plain.subarray(plain.length - SIGNATURE_BYTES);
  const inner = readInner(innerBytes, contents);
  if (inner === undefined) return err({ kind: "malformed", what: "inner" });
  const shown = readName(inner.extensions);
  if (shown === "malformed") return err({ kind: "malformed", what: "name" });

  const authorKey = idToBytes(inner.author);
  if (!authors.check(authorKey)) return err({ kind: "bad-author", what: "author key" });
  const transcript = messageTranscript(keys.room, epoch, innerBytes);
  if (!(await signatures.verify(authorKey, transcript, signature))) {
    return err({ kind: "bad-signature", what: "message" });
  }
  const { author, chain, ctr, prev, hlc, content } = inner;
  const id = envelopeId(keys.room, bytes);
  const message = messageId(keys.room, innerBytes);
  const opened = { id, message, room: keys.room, epoch, author, chain, ctr, prev, hlc, content };
  return ok({ ...opened, name: shown.name } as Opened);
}
