/**
 * Signatures that cost next to nothing and still refuse what real ones refuse: another key, another
 * message, a changed byte. For simulation only: whoever reads a public key could forge.
 *
 * Public keys are true points of the curve (1G, 2G, 3G ...), because the checks of author keys
 * are the real ones; their verdicts are remembered across the festivals of one process.
 */
import { createHash } from "node:crypto";
import type { Signatures } from "@festival-chat/protocol/e2e";
import { equalBytes, toHex } from "@festival-chat/protocol/wire";
import { Point } from "@noble/ed25519";

const points: Uint8Array[] = [];
let lastPoint: Point | undefined;

/** The n-th public key of a festival. */
function pointBytes(index: number): Uint8Array {
  while (points.length <= index) {
    lastPoint = lastPoint === undefined ? Point.BASE : lastPoint.add(Point.BASE);
    points.push(lastPoint.toBytes());
  }
  return points[index] ?? new Uint8Array(32);
}

let remembering = false;

/** The two slow questions of the real key check, asked once for each key of this process. */
export function rememberPointChecks(): void {
  if (remembering) return;
  remembering = true;
  const parse = Point.fromBytes.bind(Point);
  const pointByBytes = new Map<string, Point>();
  Point.fromBytes = (bytes, zip215) => {
    const name = `${toHex(Uint8Array.from(bytes))} ${zip215 === true}`;
    const known = pointByBytes.get(name);
    if (known !== undefined) return known;
    const point = parse(bytes, zip215);
    pointByBytes.set(name, point);
    return point;
  };
  const torsionFreeByPoint = new WeakMap<Point, boolean>();
  const ask = Reflect.get(Point.prototype, "isTorsionFree");
  Point.prototype.isTorsionFree = function isTorsionFree(this: Point): boolean {
    const known = torsionFreeByPoint.get(this);
    if (known !== undefined) return known;
    const verdict = Reflect.apply(ask, this, []) === true;
    torsionFreeByPoint.set(this, verdict);
    return verdict;
  };
}

/** 64 bytes that depend on key and message. */
const mark = (publicKey: Uint8Array, message: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sha512").update(publicKey).update(message).digest());

/** One registry of keys: the n-th new secret gets the n-th public key. */
export function createFakeSignatures(): Signatures {
  const publicBySecret = new Map<string, Uint8Array>();
  const publicKeyOf = (secret: Uint8Array): Uint8Array => {
    const name = toHex(secret);
    const known = publicBySecret.get(name);
    if (known !== undefined) return known;
    const made = pointBytes(publicBySecret.size);
    publicBySecret.set(name, made);
    return made;
  };
  return {
    publicKey: async (secret) => publicKeyOf(secret).slice(),
    sign: async (secret, message) => mark(publicKeyOf(secret), message),
    verify: async (publicKey, message, signature) =>
      equalBytes(mark(publicKey, message), signature),
  };
}
