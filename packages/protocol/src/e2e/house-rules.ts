/**
 * House rules: what a host's acts came to, kept on the room card for phones that joined after the
 * acts had left the log (SPEC H4).
 */
import { Reader, Writer } from "../wire/bytes.ts";
import * as limits from "../wire/limits.ts";

export interface HouseRules {
  /** Least pause between two messages of a member; 0 when there is none. */
  readonly slowModeSeconds: number;
  readonly locked: boolean;
  readonly closed: boolean;
}

const locked = 1;
const closed = 2;

/** seconds varint | flags u8 (1 locked, 2 closed). */
export const encodeRules = (rules: HouseRules): Uint8Array =>
  new Writer(4)
    .varint(rules.slowModeSeconds)
    .u8((rules.locked ? locked : 0) | (rules.closed ? closed : 0))
    .finish();

/** Total; undefined when these are no rules. */
export function decodeRules(bytes: Uint8Array): HouseRules | undefined {
  const reader = new Reader(bytes);
  const slowModeSeconds = reader.varint(limits.slowModeSeconds);
  const flags = reader.u8();
  if (!reader.done || flags > (locked | closed)) return undefined;
  return {
    slowModeSeconds,
    locked: (flags & locked) !== 0,
    closed: (flags & closed) !== 0,
  };
}
