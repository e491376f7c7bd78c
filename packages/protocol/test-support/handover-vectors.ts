/** Golden hand-overs (SPEC section 11). */
import {
  createHandoverKey,
  formatHandoverLink,
  type HandoverKey,
  sealAhead,
  sealLive,
} from "../src/e2e/handover.ts";
import { handoverRootFromWords } from "../src/e2e/words.ts";
import { utf8 } from "../src/wire/bytes.ts";
import { countingBytes } from "./scene.ts";

const words = ["acid", "bamboo", "cactus", "doctor", "elbow", "yoyo"];
const root = countingBytes(16, 0x20);
const nonce = countingBytes(24, 0x60);
const plain = utf8('{"v":1,"memory":[],"rooms":[]}');
export const handoverGiver = createHandoverKey(countingBytes(32, 0x30));
export const handoverTaker = createHandoverKey(countingBytes(32, 0x50));

/** The scalar big-endian, as it is multiplied. */
const shown = ({ secret, publicKey }: HandoverKey) => ({
  scalar: secret.toString(16).padStart(64, "0"),
  publicKey,
});

export const handoverVectors = async () => ({
  about: "links, words and what is sealed for another device; scalars are big-endian",
  link: { link: formatHandoverLink("https://camp.example", root), root },
  words: { words, eventTag: "public", root: await handoverRootFromWords(words, "public") },
  giver: shown(handoverGiver),
  taker: shown(handoverTaker),
  live: {
    root,
    nonce,
    plain,
    sealed: sealLive(root, handoverGiver, handoverTaker.publicKey, plain, nonce),
  },
  ahead: { root, nonce, plain, sealed: sealAhead(root, plain, nonce) },
});
