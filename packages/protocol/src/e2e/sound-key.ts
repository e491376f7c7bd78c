/**
 * Soundness of a foreign Ed25519 key (SPEC K6): canonical, on the curve, not of small order, free of
 * torsion. Signatures can be left to a browser, but no browser answers this question, so it is
 * answered here, without a library of curves: on the Montgomery form of the curve, by one coordinate
 * (RFC 7748 section 5). Everything in it is public: it takes no care of time.
 */
import { toHex } from "../wire/ids.ts";

const low = 2n ** 255n - 1n;
const prime = low - 18n;
/** The order of the subgroup that keys must be in. */
const order = 2n ** 252n + 0x14def9dea2f79cd65812631a5cf5d3edn;

/** A product or less to within a little of the prime, maybe negative: twice as fast as `%`. */
function reduce(value: bigint): bigint {
  const once = (value & low) + 19n * (value >> 255n);
  return (once & low) + 19n * (once >> 255n);
}

const isMultipleOfPrime = (value: bigint): boolean => value % prime === 0n;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let rest = exponent, square = base; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = reduce(result * square);
    square = reduce(square * square);
  }
  return result;
}

const inverse = (value: bigint): bigint => power(value, prime - 2n);

/** Whether `order` times a point with this u is the neutral one; u is on the curve and not 0. */
function isKilledByOrder(u: bigint): boolean {
  let [x2, z2, x3, z3] = [1n, 0n, u, 1n];
  for (let bit = 252n; bit >= 0n; bit--) {
    const set = (order >> bit) & 1n;
    if (set) [x2, z2, x3, z3] = [x3, z3, x2, z2];
    const a = x2 + z2;
    const b = x2 - z2;
    const da = reduce((x3 - z3) * a);
    const cb = reduce((x3 + z3) * b);
    const aa = reduce(a * a);
    const bb = reduce(b * b);
    const e = aa - bb;
    x3 = reduce((da + cb) ** 2n);
    z3 = reduce(reduce((da - cb) ** 2n) * u);
    x2 = reduce(aa * bb);
    z2 = reduce(e * (aa + 121_665n * e));
    if (set) [x2, z2, x3, z3] = [x3, z3, x2, z2];
  }
  return isMultipleOfPrime(z2);
}

/** Whether these bytes are a key that every verifier judges alike. Total. Costs about a millisecond. */
export function isSoundKey(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  // The sign of x is of no account: a point and its mirror image are of one order.
  const y = BigInt(`0x${toHex(Uint8Array.from(key).reverse())}`) & low;
  const square = reduce(y * y);
  // Where y is 1 or -1, x is 0, and the order 1 or 2.
  if (y >= prime || isMultipleOfPrime(square - 1n)) return false;
  // x² = (y² - 1) / (d y² + 1), with d = -121665/121666, has a root: Euler's criterion, of products
  // instead of quotients.
  const product = reduce(reduce((square - 1n) * (121_666n - 121_665n * square)) * 121_666n);
  if (!isMultipleOfPrime(power(product, prime >> 1n) - 1n)) return false;
  return isKilledByOrder(reduce((1n + y) * inverse(1n - y)));
}
