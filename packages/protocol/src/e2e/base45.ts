/** Base45 (RFC 9285): bytes in the characters that a QR code packs best (its alphanumeric mode). */
import { Writer } from "../wire/bytes.ts";

const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function toBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    let value = low === undefined ? high : high * 256 + low;
    for (let left = low === undefined ? 2 : 3; left > 0; left--) {
      text += characters[value % 45] ?? "";
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** The bytes, or undefined when the text is no Base45. Total. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | undefined {
  const writer = new Writer(128);
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((character) => characters.indexOf(character));
    if (digits.length < 2 || digits.includes(-1)) return undefined;
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const size = digits.length - 1;
    if (value >= 256 ** size) return undefined;
    writer.uint(value, size);
  }
  return writer.finish();
}
