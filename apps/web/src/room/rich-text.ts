/** What a text is drawn as: plain words, links, phone numbers, *bold* and `code`. */
import { linkify, type TextPart } from "./linkify.ts";

export type RichPart =
  | TextPart
  | { readonly kind: "bold" | "code"; readonly text: string }
  /** `number` is what is dialled. */
  | { readonly kind: "phone"; readonly text: string; readonly number: string };

// A star belongs to bold words only where no letter touches its outer side: 3*4*5 stays a sum.
const marked =
  /`([^`\n]{1,400})`|(?<![\p{L}\p{N}*])\*(?!\s)([^*\n]{1,400}?)(?<!\s)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}.,/:+#-])(\+?[0-9(][0-9 ()/.-]{5,20}[0-9])(?![\p{L}\p{N}:])/gu;

const date = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/u;

/** What is dialled, or undefined for what only looks like a number: a date, a sum, a price. */
function dialled(text: string): string | undefined {
  const digits = text.replace(/\D/gu, "");
  const begins = /^\(?(?:\+|0)/u.test(text);
  if (!begins || digits.length < 7 || digits.length > 15 || date.test(text)) return undefined;
  return text.trimStart().startsWith("+") ? `+${digits}` : digits;
}

function* mark(text: string): Generator<RichPart> {
  let end = 0;
  for (const match of text.matchAll(marked)) {
    const [whole, code, bold, phone] = match;
    const number = phone === undefined ? undefined : dialled(phone);
    if (phone !== undefined && number === undefined) continue;
    if (match.index > end) yield { kind: "text", text: text.slice(end, match.index) };
    end = match.index + whole.length;
    if (code !== undefined) yield { kind: "code", text: code };
    else if (bold !== undefined) yield { kind: "bold", text: bold };
    else if (number !== undefined) yield { kind: "phone", text: whole, number };
  }
  if (end < text.length) yield { kind: "text", text: text.slice(end) };
}

/** Splits a text into parts, in order. Nothing of it is markup: the screen makes text of each. */
export const richParts = (text: string): readonly RichPart[] =>
  linkify(text).flatMap((part) => (part.kind === "text" ? [...mark(part.text)] : [part]));
