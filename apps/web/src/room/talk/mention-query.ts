/** Finds the name that is being typed after an "@", and puts a whole one in its place. */

/** Longer than this nobody types a name before choosing it. */
const longestQuery = 32;

export interface MentionQuery {
  /** Where the "@" stands. */
  readonly start: number;
  /** What follows it, up to the caret. */
  readonly text: string;
}

/** The mention at the caret, or undefined: an "@" inside a word is an address, not a mention. */
export function mentionQuery(text: string, caret: number): MentionQuery | undefined {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf("@");
  if (start < 0 || caret - start > longestQuery) return undefined;
  if (/[\p{L}\p{N}_]$/u.test(before.slice(0, start))) return undefined;
  const query = before.slice(start + 1);
  // Names have single spaces; two of them, or a new line, and the sentence has gone on.
  if (/^\s|\s\s|\n/u.test(query)) return undefined;
  return { start, text: query };
}

/** The text with the name in the place of what was typed, and where the caret stands then. */
export function withMention(
  text: string,
  query: MentionQuery,
  name: string,
): { readonly text: string; readonly caret: number } {
  const head = `${text.slice(0, query.start)}@${name} `;
  const tail = text.slice(query.start + 1 + query.text.length).replace(/^ /u, "");
  return { text: head + tail, caret: head.length };
}
