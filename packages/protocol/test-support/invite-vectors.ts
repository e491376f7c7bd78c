/** Golden links and words. */
import { hostFingerprint } from "../src/e2e/card.ts";
import { formatLink, normaliseWords } from "../src/e2e/invite.ts";
import { keyPurposes } from "../src/e2e/room-key.ts";
import { rootFromWords } from "../src/e2e/words.ts";
import { countingBytes, hostSecret, keys, signatures } from "./scene.ts";

const words = ["acid", "bamboo", "cactus", "doctor", "elbow", "yoyo"];
const typed = [
  "acid bamboo cactus doctor elbow yoyo",
  " ACI, bam; cac/doc\nelb yo-yo ",
  "acid-bamboo-cactus-doctor-elbow-yoy",
];

export async function inviteVectors() {
  const hostKey = await signatures.publicKey(hostSecret);
  const host = hostFingerprint(hostKey);
  const link = (origin: string, root: Uint8Array, fingerprint: Uint8Array | undefined) => ({
    link: formatLink(origin, root, fingerprint),
    origin,
    root,
    host: fingerprint,
  });
  return {
    about: "links, words, and what is derived from a root",
    links: [
      link("https://camp.example", keys.root, host),
      link("http://192.0.2.7:3000", countingBytes(16, 0xf0), undefined),
    ],
    refusedLinks: [
      { why: "a character is missing", link: `https://camp.example/#${"A".repeat(21)}` },
      { why: "unused bits are set", link: `https://camp.example/#${"A".repeat(21)}B` },
      { why: "half a fingerprint", link: `https://camp.example/#${"A".repeat(22)}.AAAA` },
      { why: "a path", link: `https://camp.example/room#${"A".repeat(22)}` },
    ],
    words: typed.map((text) => ({ text, normalised: normaliseWords(text), words })),
    roots: [
      { words, eventTag: "public", root: await rootFromWords(words, "public") },
      { words, eventTag: "summer-2026", root: await rootFromWords(words, "summer-2026") },
    ],
    room: {
      root: keys.root,
      authSecret: keys.authSecret,
      authKey: keys.authKey,
      room: keys.room,
      band: keys.fingerprint,
      keys: Object.fromEntries(keyPurposes.map((purpose) => [purpose, keys.key(purpose, 0)])),
    },
    host: { hostSecret, hostKey, fingerprint: host },
  };
}
