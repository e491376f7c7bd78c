/**
 * The door "@festival-chat/protocol/handover": what seals a person's rooms on their way to another
 * device (SPEC O1 to O4). Loaded late, few people move.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { Point } from "@noble/ed25519";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../wire/bytes.ts";
import { NONCE_BYTES } from "../wire/envelope.ts";
import { toHex } from "../wire/ids.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { ROOT_BYTES } from "./room-key.ts";

export { fromBase64url, toBase64url } from "./base64url.ts";

/** A key of one hand-over: forgotten with it. */
export interface HandoverKey {
  readonly secret: bigint;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** What begins the fragment of a hand-over's link; no room's link begins like it. */
export const HANDOVER_PREFIX = "h.";

const groupOrder = Point.CURVE().n;
const KEY_BYTES = 32;
const modes = { ahead: 0, live: 1 } as const;

/** `<origin>/#h.<secret>`. */
export const formatHandoverLink = (origin: string, root: Uint8Array): string =>
  `${origin}/#${HANDOVER_PREFIX}${toBase64url(root)}`;

/** The root secret of a hand-over's link, or of its fragment with or without "#". Total. */
export function parseHandoverLink(text: string): Uint8Array | undefined {
  const [, secret = ""] = /^(?:[^#\s]{0,300}#)?h\.([A-Za-z0-9_-]{22})$/.exec(text.trim()) ?? [];
  const root = fromBase64url(secret);
  return root?.length === ROOT_BYTES ? root : undefined;
}

/** @param seed 32 bytes of a CSPRNG; another length is a bug and throws */
export function createHandoverKey(seed: Uint8Array): HandoverKey {
  if (seed.length !== KEY_BYTES) throw new RangeError(`seed: ${seed.length} bytes`);
  // 2^256 draws over a group of 2^252: from 1 to the order less one, evenly but for 2^-252.
  const secret = (BigInt(`0x${toHex(seed)}`) % (groupOrder - 1n)) + 1n;
  return { secret, publicKey: Point.BASE.multiply(secret).toBytes() };
}

/** The secret both devices have in common; undefined for a key that is none. */
function agree(own: HandoverKey, theirs: Uint8Array): Uint8Array | undefined {
  try {
    // Times eight, so that a crafted key learns nothing of ours.
    const shared = Point.fromBytes(theirs).clearCofactor().multiply(own.secret);
    return shared.is0() ? undefined : shared.toBytes();
  } catch {
    return undefined;
  }
}

const stretch = (secret: Uint8Array, root: Uint8Array, info: Uint8Array): Uint8Array =>
  hkdf(sha256, secret, root, info, KEY_BYTES);

const aheadKey = (root: Uint8Array): Uint8Array => stretch(root, root, utf8("fc1/handover/ahead"));

const liveKey = (shared: Uint8Array, root: Uint8Array, giver: Uint8Array, taker: Uint8Array) =>
  stretch(shared, root, concatBytes(utf8("fc1/handover/live"), giver, taker));

/** Seals for whoever has the root secret: for a device that cannot be awake at the same time. */
export const sealAhead = (root: Uint8Array, plain: Uint8Array, nonce: Uint8Array): Uint8Array =>
  concatBytes(
    Uint8Array.of(modes.ahead),
    nonce,
    xchacha20poly1305(aheadKey(root), nonce).encrypt(plain),
  );

/** Seals for one device that said its key; undefined when that is no key. */
export function sealLive(
  root: Uint8Array,
  own: HandoverKey,
  taker: Uint8Array,
  plain: Uint8Array,
  nonce: Uint8Array,
): Uint8Array | undefined {
  const shared = agree(own, taker);
  if (shared === undefined) return undefined;
  const key = liveKey(shared, root, own.publicKey, taker);
  const sealed = xchacha20poly1305(key, nonce).encrypt(plain);
  return concatBytes(Uint8Array.of(modes.live), own.publicKey, nonce, sealed);
}

/**
 * What {@link sealAhead} or {@link sealLive} sealed, or undefined for anything else. Total.
 * @param own the key this device announced
 */
export function openHandover(
  root: Uint8Array,
  own: HandoverKey,
  bytes: Uint8Array,
): Uint8Array | undefined {
  const [mode] = bytes;
  let at = 1;
  let key: Uint8Array | undefined;
  if (mode === modes.ahead) key = aheadKey(root);
  if (mode === modes.live) {
    const giver = bytes.slice(at, (at += KEY_BYTES));
    const shared = giver.length === KEY_BYTES ? agree(own, giver) : undefined;
    key = shared && liveKey(shared, root, giver, own.publicKey);
  }
  const nonce = bytes.slice(at, at + NONCE_BYTES);
  if (key === undefined || nonce.length !== NONCE_BYTES) return undefined;
  try {
    return xchacha20poly1305(key, nonce).decrypt(bytes.subarray(at + NONCE_BYTES));
  } catch {
    return undefined;
  }
}

/** What two devices show for people to compare: 32 bytes that follow from the taker's key. */
export const handoverSign = (root: Uint8Array, taker: Uint8Array): Uint8Array =>
  stretch(taker, root, utf8("fc1/handover/sign"));
