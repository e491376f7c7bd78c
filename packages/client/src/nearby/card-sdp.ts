/**
 * Between identity cards and session descriptions (RFC 8866, RFC 8829): what a browser says of its end
 * becomes a card, and a card becomes the answer that the other browser takes.
 */
import type { CardCandidate, IdentityCard } from "@festival-chat/protocol/nearby";
import { type DeviceTag, fromHex, toHex } from "@festival-chat/protocol/wire";

/** Who of the two begins the DTLS handshake (RFC 5763 section 5). */
export type DtlsRole = "active" | "passive";

/** Type preferences of RFC 8445 section 5.1.2.2. */
const preferences = { host: 126, srflx: 100, relay: 0 } as const;
/** What one message may hold at most: the largest frame, and room. */
const messageBytes = 262_144;

/** The card's end as an answer. `role` is the part of the end that the card is of. */
export function answerOf(card: IdentityCard, role: DtlsRole): string {
  const { ufrag, pwd, fingerprint } = card;
  const hex = toHex(fingerprint).toUpperCase();
  const candidates = card.candidates.map((one, index) => `a=${candidateLine(one, index)}`);
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    ...candidates,
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${pwd}`,
    `a=fingerprint:sha-256 ${hex.match(/../g)?.join(":") ?? ""}`,
    `a=setup:${role}`,
    "a=mid:0",
    "a=sctp-port:5000",
    `a=max-message-size:${messageBytes}`,
    "",
  ].join("\r\n");
}

/** One candidate as RFC 8839 has it, without "a=". `index` is its place among those of its card. */
export function candidateLine(
  { type, family, address, port }: CardCandidate,
  index: number,
): string {
  const priority = preferences[type] * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;
  const related = type === "host" ? "" : " raddr 0.0.0.0 rport 0";
  const place = formatAddress(family, address);
  return `candidate:${index + 1} 1 udp ${priority} ${place} ${port} typ ${type}${related}`;
}

/**
 * The card of a browser's own description; undefined when it says what no card can. Places that cannot
 * be reached from another phone are left out.
 */
export function cardOf(sdp: string, tag: DeviceTag): IdentityCard | undefined {
  const value = (name: string): string | undefined =>
    new RegExp(`^a=${name}:(.*?)\\s*$`, "m").exec(sdp)?.[1];
  const ufrag = value("ice-ufrag");
  const pwd = value("ice-pwd");
  const hex = /^sha-256 ([0-9a-f:]{95})$/i.exec(value("fingerprint") ?? "")?.[1];
  const fingerprint = fromHex((hex ?? "").replaceAll(":", "").toLowerCase());
  if (ufrag === undefined || pwd === undefined || fingerprint?.length !== 32) return undefined;
  const lines = [...sdp.matchAll(/^a=candidate:(.*?)\s*$/gm)].map((found) => found[1] ?? "");
  const candidates = lines.map(readCandidate).filter((one) => one !== undefined);
  return { tag, fingerprint, ufrag, pwd, candidates: mostWanted(candidates) };
}

/** RFC 8839 section 5.1, by UDP and of the first component. */
function readCandidate(line: string): CardCandidate | undefined {
  const [, component, transport, , place = "", port, , type] = line.split(" ");
  if (component !== "1" || transport?.toLowerCase() !== "udp") return undefined;
  if (type !== "host" && type !== "srflx" && type !== "relay") return undefined;
  const parsed = parseAddress(place);
  const number = Number(port);
  // Port 9 is nobody's (RFC 8840 section 4.1.1).
  if (parsed === undefined || !(number > 9 && number <= 65_535)) return undefined;
  return { ...parsed, type, port: number };
}

/** Wi-Fi and hotspots speak IPv4: those first, for a code holds only a few. */
const mostWanted = (candidates: readonly CardCandidate[]): readonly CardCandidate[] => {
  const rank = ({ type, family }: CardCandidate): number =>
    (type === "host" ? 0 : 10) + { ipv4: 0, name: 1, ipv6: 2 }[family];
  return [...candidates].sort((a, b) => rank(a) - rank(b));
};

function formatAddress(family: CardCandidate["family"], address: Uint8Array): string {
  if (family === "ipv4") return address.join(".");
  const hex = toHex(address);
  if (family === "ipv6") return hex.match(/.{4}/g)?.join(":") ?? "::";
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex) ?? [];
  return `${parts.join("-")}.local`;
}

/** An address as it stands in a description; undefined for one that only its own phone can use. */
export function parseAddress(text: string): Pick<CardCandidate, "family" | "address"> | undefined {
  const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (dotted !== null) {
    const numbers = dotted.slice(1).map(Number);
    const usable = numbers.every((number) => number < 256) && numbers.some((number) => number > 0);
    return usable ? { family: "ipv4", address: Uint8Array.from(numbers) } : undefined;
  }
  if (text.endsWith(".local")) {
    const address = fromHex(text.slice(0, -6).replaceAll("-", "").toLowerCase());
    return address?.length === 16 ? { family: "name", address } : undefined;
  }
  const address = parseIpv6(text);
  // A link-local address says nothing without the name of an interface (RFC 4007 section 11).
  if (address === undefined || (address[0] === 0xfe && (address[1] ?? 0) >> 6 === 2)) {
    return undefined;
  }
  return { family: "ipv6", address };
}

/** RFC 4291 section 2.2, without dotted ends and zones. */
function parseIpv6(text: string): Uint8Array<ArrayBuffer> | undefined {
  const halves = text.split("::");
  if (!text.includes(":") || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]),
  );
}
