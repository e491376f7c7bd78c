/**
 * Sealing a root for one author: Diffie-Hellman on the curve of their signing key (SPEC H5). Only
 * who moves a room, or is taken along, loads it.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { getPublicKey, Point } from "@noble/ed25519";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../wire/bytes.ts";
import { type AuthorKey, fromHex, idToBytes, type RoomId, toHex } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import type { Identity } from "./identity.ts";
import { authorMark, type Move, type MoveEntry } from "./move.ts";
import { ROOT_BYTES } from "./room-key.ts";
import { decrypt } from "./sealing.ts";
import { sha512 } from "./sha512.ts";
import { isSoundKey } from "./sound-key.ts";
// Gives the curve its hash.
import "./signatures.ts";

/** From which room to which one. */
export interface MovePlace {
  readonly room: RoomId;
  readonly successor: RoomId;
}

/** 2^255 - 19 */
const field = (1n << 255n) - 19n;

/** The key is used once. */
const zeroNonce = new Uint8Array(24);

/** The scalar of an Ed25519 seed: the first half of its hash, clamped (RFC 8032 section 5.1.5). */
function scalarOf(secret: Uint8Array): bigint {
  const half = sha512(secret).subarray(0, 32).reverse();
  const clamped = (BigInt(`0x${toHex(half)}`) & ~((1n << 255n) | 7n)) | (1n << 254n);
  // The same product for every point without torsion, and in the range that multiply takes.
  return clamped % Point.CURVE().n;
}

/** value^-1 in the field (Fermat). */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value;
  for (let exponent = field - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % field;
    base = (base * base) % field;
  }
  return result;
}

/**
 * X25519 (RFC 7748) of an Ed25519 seed and a sound Ed25519 public key, both in their Montgomery
 * form: u = (1 + y) / (1 - y) of the product on the Edwards curve, little-endian.
 */
export function agree(secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const { y } = Point.fromBytes(publicKey).multiply(scalarOf(secret)).toAffine();
  const u = ((1n + y) * inverse((1n - y + field) % field)) % field;
  return (fromHex(u.toString(16).padStart(64, "0")) ?? new Uint8Array(32)).reverse();
}

function entryKey(
  shared: Uint8Array,
  { room }: MovePlace,
  ephemeral: Uint8Array,
  author: AuthorKey,
): Uint8Array {
  const info = concatBytes(idToBytes(room), ephemeral, idToBytes(author));
  return expand(sha256, extract(sha256, shared, utf8("fc1/move")), info, 32);
}

const aadOf = ({ room, successor }: MovePlace): Uint8Array =>
  concatBytes(idToBytes(room), idToBytes(successor));

/**
 * Seals `root` for each author.
 * @param secret 32 fresh bytes of a CSPRNG, for these entries alone
 * @param authors at most limits.moveEntries; keys that are not sound are left out
 */
export function sealRoots(
  place: MovePlace,
  root: Uint8Array,
  secret: Uint8Array,
  authors: readonly AuthorKey[],
): Pick<Move, "ephemeral" | "entries"> {
  if (root.length !== ROOT_BYTES) throw new RangeError(`root: ${root.length} bytes`);
  if (authors.length > limits.moveEntries) throw new RangeError(`${authors.length} entries`);
  const ephemeral = getPublicKey(secret);
  const aad = aadOf(place);
  const entries: MoveEntry[] = [];
  for (const author of authors) {
    const authorKey = idToBytes(author);
    if (!isSoundKey(authorKey)) continue;
    const key = entryKey(agree(secret, authorKey), place, ephemeral, author);
    const sealed = xchacha20poly1305(key, zeroNonce, aad).encrypt(root);
    entries.push({ mark: authorMark(author), sealed });
  }
  return { ephemeral, entries };
}

/** The root that a move holds for this device; undefined when it holds none. Total. */
export function openRoot(room: RoomId, move: Move, identity: Identity): Uint8Array | undefined {
  const { ephemeral, entries, successor } = move;
  const mark = authorMark(identity.author);
  const mine = entries.filter((entry) => entry.mark === mark);
  if (mine.length === 0 || !isSoundKey(ephemeral)) return undefined;
  const place = { room, successor };
  const key = entryKey(agree(identity.secret, ephemeral), place, ephemeral, identity.author);
  for (const { sealed } of mine) {
    const root = decrypt(key, zeroNonce, aadOf(place), sealed);
    if (root?.length === ROOT_BYTES) return root;
  }
  return undefined;
}
