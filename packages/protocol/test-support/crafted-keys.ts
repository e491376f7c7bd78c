/** Ed25519 keys that verifiers disagree on (SPEC K6), from RFC 8032 and the torsion subgroup. */
import { Point } from "@noble/ed25519";
import { fromHex } from "../src/wire/ids.ts";

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const middle = (first: string, last: string, fill: string): string =>
  first + fill.repeat(30) + last;

/** The eight points of small order, in their canonical encodings. */
export const smallOrderKeys: readonly Uint8Array[] = [
  middle("01", "00", "00"),
  middle("ec", "7f", "ff"),
  middle("00", "00", "00"),
  middle("00", "80", "00"),
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
].map(bytes);

/** y at or above the field's prime, or a sign bit where x is zero. */
export const nonCanonicalKeys: readonly Uint8Array[] = [
  middle("01", "80", "00"),
  middle("ec", "ff", "ff"),
  middle("ed", "7f", "ff"),
  middle("ed", "ff", "ff"),
  middle("ee", "7f", "ff"),
  middle("ee", "ff", "ff"),
  middle("ff", "7f", "ff"),
  middle("ff", "ff", "ff"),
].map(bytes);

/** A point of order eight. */
export const torsionPoint = Point.fromBytes(smallOrderKeys[6] ?? new Uint8Array(32));

/** A sound key plus each point of small order: canonical, on the curve, of mixed order. */
export function mixedOrderKeys(sound: Uint8Array): Uint8Array[] {
  const keys: Uint8Array[] = [];
  let point = Point.fromBytes(sound);
  for (let i = 0; i < 7; i++) {
    point = point.add(torsionPoint);
    keys.push(point.toBytes());
  }
  return keys;
}
