/**
 * Text of others, made harmless for a terminal.
 *
 * A terminal obeys what is printed on it: escape sequences can rewrite the screen, the title and
 * the clipboard, and bidirectional controls can make a name read as another. What a person wrote is
 * therefore text only, on one line or on several.
 */

// Whole sequences first (CSI, OSC and the other strings, two-byte escapes), so that their visible
// tails do not stay behind as litter. ECMA-48 5.4, 5.6; C1 forms included.
const escapeSequences =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)|\u001b[ -/]*[0-~]?/gu;

// Cc except tab and newline; bidirectional embeddings, overrides and isolates (UAX 9); line and
// paragraph separators; the byte order mark.
const controls =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** `text` without anything a terminal would obey; newlines stay. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(escapeSequences, "")
    .replaceAll(controls, "")
    .replaceAll("\t", "    ");
}

/** {@link plainText} on one line: names, room names, words. */
export const plainLine = (text: string): string => plainText(text).replaceAll(/\s+/gu, " ").trim();
