/** Finds web addresses in what people write. Answers plain parts: the screen makes text of them. */
export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  /** `host` as the browser will resolve it: look-alike letters show as xn--. */
  | { readonly kind: "link"; readonly href: string; readonly host: string; readonly rest: string };

const candidate = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu;
// Direction overrides can make an address read as another one: such text is never a link.
const directionOverride = /[\u202a-\u202e\u2066-\u2069]/u;
const shownPathLength = 40;

function parseLink(text: string): { href: string; host: string; rest: string } | undefined {
  if (directionOverride.test(text)) return undefined;
  const whole = /^https?:/iu.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  // "https://bank.example@evil.example": names in front of a host only ever deceive.
  if (url.username !== "" || url.password !== "" || !url.hostname.includes(".")) return undefined;
  const path = url.pathname === "/" && url.search === "" && url.hash === "" ? "" : url.pathname;
  const rest = `${path}${url.search}${url.hash}`;
  const shown = rest.length > shownPathLength ? `${rest.slice(0, shownPathLength)}…` : rest;
  return { href: url.href, host: url.host, rest: shown };
}

/** Splits `text` into plain parts and links, in order. Joined, the texts and addresses are the input. */
export function linkify(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
    // A full stop or a closing bracket after an address belongs to the sentence.
    const address = match[0].replace(/[.,;:!?)\]}…'"]+$/u, "");
    const link = parseLink(address);
    if (link === undefined) continue;
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push({ kind: "link", ...link });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}
