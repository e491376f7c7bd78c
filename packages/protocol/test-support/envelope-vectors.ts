/** Golden envelopes: every step from content to bytes, so that another implementation can find its slip. */
import { concatBytes, utf8 } from "../src/wire/bytes.ts";
import { encodeHeader, parseEnvelope } from "../src/wire/envelope.ts";
import { idToBytes } from "../src/wire/ids.ts";
import { contentTypes } from "../src/e2e/content.ts";
import { controlOps } from "../src/e2e/control.ts";
import { encodeInner, messageTranscript } from "../src/e2e/inner.ts";
import { messageKey } from "../src/e2e/room-key.ts";
import { type Draft, NAME_EXTENSION } from "../src/e2e/seal.ts";
import { sealSmall, type SmallPurpose } from "../src/e2e/seal-small.ts";
import { nonCanonicalKeys, mixedOrderKeys, smallOrderKeys } from "./crafted-keys.ts";
import { sampleContents } from "./sample-contents.ts";
import {
  anna,
  countingBytes,
  draftOf,
  hello,
  keys,
  must,
  nonce,
  sealed,
  signatures,
  withBitFlipped,
} from "./scene.ts";

async function envelopeVector(draft: Draft) {
  const inner = encodeInner({
    ...draft,
    author: anna.author,
    extensions: new Map(draft.name === undefined ? [] : [[NAME_EXTENSION, utf8(draft.name)]]),
  });
  const transcript = messageTranscript(keys.room, 0, inner);
  const { bytes, id, message } = await sealed(draft);
  const { ciphertext } = must(parseEnvelope(bytes));
  return {
    draft,
    inner,
    transcript,
    signature: await signatures.sign(anna.secret, transcript),
    bucket: ciphertext.length - 16,
    aad: concatBytes(idToBytes(keys.room), encodeHeader({ epoch: 0, nonce })),
    envelope: bytes,
    envelopeId: id,
    messageId: message,
  };
}

async function refusedEnvelopes() {
  const { bytes } = await sealed(hello);
  const first = (value: number) => concatBytes(Uint8Array.of(value), bytes.subarray(1));
  return [
    { why: "another version", error: "unsupported-version", envelope: first(0x20) },
    { why: "a set flag", error: "malformed", envelope: first(0x11) },
    { why: "a size between buckets", error: "malformed", envelope: bytes.subarray(0, -1) },
    {
      why: "epoch in a longer form",
      error: "malformed",
      envelope: concatBytes(bytes.subarray(0, 1), Uint8Array.of(0x80, 0), bytes.subarray(2)),
    },
    { why: "another nonce", error: "cannot-decrypt", envelope: withBitFlipped(bytes, 16) },
    {
      why: "another ciphertext",
      error: "cannot-decrypt",
      envelope: withBitFlipped(bytes, 8 * 100),
    },
  ];
}

const purposes: readonly SmallPurpose[] = ["presence", "ephemeral", "signal", "card"];

export const envelopeVectors = async () => ({
  about: "one room and one device; each draft with every step of its sealing",
  root: keys.root,
  room: keys.room,
  epoch: 0,
  deviceSecret: anna.secret,
  author: anna.author,
  nonce,
  messageKey: messageKey(keys.key("msg", 0) ?? new Uint8Array(0), nonce),
  kinds: contentTypes,
  controlOps,
  envelopes: await Promise.all([
    envelopeVector(hello),
    envelopeVector({ ...hello, ctr: 0, prev: undefined }),
    ...sampleContents.map((content) => envelopeVector(draftOf(content))),
  ]),
  refused: await refusedEnvelopes(),
  small: purposes.map((purpose) => ({
    purpose,
    plain: countingBytes(20, 0x30),
    sealed: sealSmall(keys, purpose, 0, countingBytes(20, 0x30), nonce),
  })),
  refusedKeys: {
    smallOrder: smallOrderKeys,
    nonCanonical: nonCanonicalKeys,
    mixedOrder: mixedOrderKeys(anna.publicKey),
  },
});
