/** Typing: the plaintext of an ephemeral frame that says that somebody is writing (SPEC P7). */
import { parseUtf8, utf8 } from "../wire/bytes.ts";
import { type AuthorKey, idFromBytes, idToBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";

/** First byte of an ephemeral state that says "I am writing". */
const TYPING = 1;
const headBytes = 33;

/** Who is writing, as far as they tell: any member could forge it. */
export interface Typist {
  readonly author: AuthorKey;
  readonly name: string;
}

/** [1] author key [32] name: what is sealed. */
export const formatTyping = ({ author, name }: Typist): Uint8Array =>
  Uint8Array.of(TYPING, ...idToBytes(author), ...utf8(name).subarray(0, limits.nameBytes));

/** Undefined for anything else. Total. */
export function parseTyping(plain: Uint8Array): Typist | undefined {
  const most = headBytes + limits.nameBytes;
  if (plain[0] !== TYPING || plain.length < headBytes || plain.length > most) return undefined;
  const name = parseUtf8(plain.subarray(headBytes));
  if (name === undefined || name === "") return undefined;
  return { author: idFromBytes("AuthorKey", plain.slice(1, headBytes)), name };
}
