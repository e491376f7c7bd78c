/** Every decoder of FC1 that meets bytes or text from outside. */
import {
  contentType,
  createAuthorChecks,
  createSoftwareSignatures,
  decodeCard,
  decodeContent,
  decodeInner,
  deriveRoomKeys,
  encodeContent,
  encodeInner,
  formatLink,
  formatReceipt,
  formatTyping,
  normaliseWords,
  open,
  openCertificate,
  openSmall,
  parseLink,
  parseReceipt,
  parseTyping,
  sealSmall,
  type Signatures,
  smallPlainBytes,
} from "@festival-chat/protocol/e2e";
import {
  type Certificate,
  decodeAnnouncementFrame,
  decodeAnnouncementStatement,
  decodeFrame,
  decodeMeshFrame,
  decodePushPayload,
  decodeReachFrame,
  encodeAnnouncementFrame,
  encodeAnnouncementStatement,
  encodeEnvelope,
  encodeFrame,
  encodeMeshFrame,
  encodePushPayload,
  encodeReachFrame,
  parseEnvelope,
} from "@festival-chat/protocol/wire";
import { encodeCard, parseWords } from "@festival-chat/protocol/words";
import { goldenBytes, goldenTexts } from "./corpus.ts";
import { differs, type FuzzTarget } from "./target.ts";

const real = createSoftwareSignatures();
/** Signatures that always verify: fuzzing is for what stands behind them. */
const credulous: Signatures = { ...real, verify: async () => true };

const [root = new Uint8Array(16)] = goldenBytes("envelopes.json", "root");
const [hostKey = new Uint8Array(32)] = goldenBytes("invites.json", "hostKey");
// The room of the golden files, so that their envelopes open.
const keys = await deriveRoomKeys(root, real);
const authors = createAuthorChecks();
const zeroNonce = new Uint8Array(24);
const noSignature = new Uint8Array(64);
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const envelopes = goldenBytes("envelopes.json", "envelope");
const inners = goldenBytes("envelopes.json", "inner");

/** kind byte and body, of every golden content. */
const bodies = inners.flatMap((bytes) => {
  const content = decodeInner(bytes)?.content;
  return content === undefined
    ? []
    : [Uint8Array.of(contentType(content), ...encodeContent(content))];
});

async function checkCard(plain: Uint8Array): Promise<string | undefined> {
  const card = decodeCard(plain);
  if (card !== undefined) {
    const again = decodeCard(encodeCard(card));
    if (JSON.stringify(again) !== JSON.stringify(card)) return "a card that does not come back";
  }
  // Sealing it and checking the host's key cost a hundred times as much: one in 64 goes all the way.
  if (plain.length % 64 !== 0) return undefined;
  const sealed = sealSmall(keys, "card", 0, plain.subarray(0, smallPlainBytes("card")), zeroNonce);
  const certificate: Certificate = { hostKey, version: 1, card: sealed, signature: noSignature };
  const opened = await openCertificate(keys, certificate, undefined, credulous);
  return opened.ok === (card !== undefined) ? undefined : "a card that reads otherwise when sealed";
}

function checkWords(text: string): string | undefined {
  const words = normaliseWords(text);
  if (normaliseWords(words.join(" ")).join(" ") !== words.join(" ")) {
    return `normalised twice is another text: ${words.join(" ")}`;
  }
  const parsed = parseWords(text);
  if (!parsed.ok) return undefined;
  const again = parseWords(parsed.value.join("-"));
  return again.ok && again.value.join() === parsed.value.join()
    ? undefined
    : `words that do not come back: ${parsed.value.join(" ")}`;
}

function checkLink(text: string): string | undefined {
  const parsed = parseLink(text);
  if (!parsed.ok) return undefined;
  const { origin, root: secret, host } = parsed.value;
  const link = formatLink(origin === "" ? "https://a.example" : origin, secret, host);
  const again = parseLink(link);
  return again.ok && Buffer.compare(again.value.root, secret) === 0
    ? undefined
    : `a link that does not come back: ${link}`;
}

/** A check: what is read comes out as the same bytes. */
const rewrites =
  <T>(read: (bytes: Uint8Array) => T | undefined, write: (value: T) => Uint8Array) =>
  (bytes: Uint8Array): string | undefined => {
    const value = read(bytes);
    return value === undefined ? undefined : differs(bytes, write(value));
  };

export const targets: readonly FuzzTarget[] = [
  {
    name: "frame",
    corpus: goldenBytes("frames.json", "hex"),
    check(bytes) {
      const decoded = decodeFrame(bytes);
      if (!decoded.ok || decoded.value.kind === "unknown") return undefined;
      return differs(bytes, encodeFrame(decoded.value));
    },
  },
  {
    name: "reach",
    corpus: goldenBytes("reach.json", "hex"),
    check(bytes) {
      const decoded = decodeReachFrame(bytes);
      return decoded?.ok === true ? differs(bytes, encodeReachFrame(decoded.value)) : undefined;
    },
  },
  {
    name: "mesh-frame",
    corpus: goldenBytes("mesh.json", "hex"),
    check(bytes) {
      const decoded = decodeMeshFrame(bytes);
      return decoded?.ok === true ? differs(bytes, encodeMeshFrame(decoded.value)) : undefined;
    },
  },
  {
    name: "push",
    corpus: goldenBytes("reach.json", "hex"),
    check: rewrites(decodePushPayload, encodePushPayload),
  },
  {
    name: "announcement",
    corpus: [
      ...goldenBytes("announcements.json", "hex"),
      ...goldenBytes("announcements.json", "statementHex"),
    ],
    check(bytes) {
      const frame = decodeAnnouncementFrame(bytes);
      const again = frame?.ok === true ? encodeAnnouncementFrame(frame.value) : bytes;
      const statement = decodeAnnouncementStatement(bytes);
      return (
        differs(bytes, again) ??
        (statement.ok ? differs(bytes, encodeAnnouncementStatement(statement.value)) : undefined)
      );
    },
  },
  {
    name: "envelope",
    corpus: envelopes,
    check(bytes) {
      const parsed = parseEnvelope(bytes);
      return parsed.ok ? differs(bytes, encodeEnvelope(parsed.value)) : undefined;
    },
  },
  {
    name: "open",
    corpus: [...envelopes, ...goldenBytes("envelopes.json", "sealed")],
    async check(bytes) {
      openSmall(keys, "presence", bytes);
      const opened = await open(keys, bytes, authors, credulous);
      // Nobody but a member makes bytes that decrypt, so only golden ones may.
      return opened.ok && !envelopes.some((golden) => Buffer.compare(golden, bytes) === 0)
        ? "changed bytes that open"
        : undefined;
    },
  },
  {
    name: "inner",
    corpus: inners,
    check: rewrites(decodeInner, encodeInner),
  },
  {
    name: "body",
    corpus: bodies,
    check(bytes) {
      const content = decodeContent((bytes[0] ?? 0) & 0x7f, bytes.subarray(1));
      return content === undefined ? undefined : differs(bytes.subarray(1), encodeContent(content));
    },
  },
  {
    name: "typing",
    corpus: goldenBytes("ephemeral.json", "plainHex"),
    check: rewrites(parseTyping, formatTyping),
  },
  {
    name: "receipt",
    corpus: goldenBytes("ephemeral.json", "plainHex"),
    check: rewrites(parseReceipt, formatReceipt),
  },
  {
    name: "certificate",
    corpus: goldenBytes("transcripts.json", "plain"),
    check: checkCard,
  },
  {
    name: "link",
    corpus: goldenTexts("invites.json", "link"),
    check: (bytes) => checkLink(textOf(bytes)),
  },
  {
    name: "words",
    corpus: goldenTexts("invites.json", "text"),
    check: (bytes) => checkWords(textOf(bytes)),
  },
];
