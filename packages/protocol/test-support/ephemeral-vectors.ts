/** Golden plaintexts of ephemeral frames: who is writing, and who holds what (SPEC P7, P8). */
import { type ChainRun, formatReceipt } from "../src/e2e/receipt.ts";
import { formatTyping, type Typist } from "../src/e2e/typing.ts";
import { chainTagOf } from "../src/wire/chain-tag.ts";
import { toHex } from "../src/wire/ids.ts";
import { chainTag } from "../src/wire/mesh-frames.ts";
import { anna, ben, chain, countingBytes } from "./scene.ts";

export const sampleTypists: readonly Typist[] = [
  { author: anna.author, name: "Anna" },
  { author: ben.author, name: "🏕️ Zelt 12" },
];

export const refusedTyping: readonly { readonly why: string; readonly hex: string }[] = [
  { why: "nothing", hex: "" },
  { why: "half an author key", hex: `01${"aa".repeat(16)}` },
  { why: "no name", hex: `01${"aa".repeat(32)}` },
  { why: "a name that is no UTF-8", hex: `01${"aa".repeat(32)}ff` },
  { why: "a name of 97 bytes", hex: `01${"aa".repeat(32)}${"41".repeat(97)}` },
];

const annasChain = chainTagOf(anna.author, chain);
const other = chainTag(countingBytes(8, 0xb0));

export const sampleReceipts: readonly (readonly ChainRun[])[] = [
  [{ chain: annasChain, from: 0, to: 0 }],
  [
    { chain: annasChain, from: 3, to: 300 },
    { chain: other, from: 7, to: 7 },
  ],
  Array.from({ length: 7 }, (_, i) => ({
    chain: chainTag(countingBytes(8, 8 * i)),
    from: i,
    to: Number.MAX_SAFE_INTEGER,
  })),
  [{ chain: annasChain, from: 0, to: 0, seen: -1 }],
  [
    { chain: annasChain, from: 3, to: 300, seen: 298 },
    { chain: other, from: 7, to: 7, seen: 7 },
  ],
  Array.from({ length: 7 }, (_, i) => ({
    chain: chainTag(countingBytes(8, 8 * i)),
    from: i,
    to: Number.MAX_SAFE_INTEGER,
    seen: i,
  })),
];

const run = "b0b1b2b3b4b5b6b70502";

export const refusedReceipts: readonly { readonly why: string; readonly hex: string }[] = [
  { why: "no chain", hex: "02" },
  { why: "half a chain tag", hex: "02b0b1b2b3" },
  { why: "no number before", hex: "02b0b1b2b3b4b5b6b705" },
  { why: "more numbers before the last one than there are", hex: "02b0b1b2b3b4b5b6b70506" },
  { why: "a number in a longer form", hex: "02b0b1b2b3b4b5b6b7850002" },
  { why: "a byte after the end", hex: `02${run}00` },
  { why: "eight chains", hex: `02${run.repeat(8)}` },
  { why: "another first byte", hex: `04${run}` },
  { why: "not a word of what was seen", hex: `03${run}` },
  { why: "more that were not seen than there are", hex: `03${run}04` },
  { why: "eight chains with what was seen", hex: `03${`${run}01`.repeat(8)}` },
];

export const ephemeralVectors = () => ({
  about:
    "plaintexts of ephemeral frames (E8 seals them): typing: who is writing; receipts: which " +
    "numbers of which chains are held, and seen; chainTag: that of a chain of an author (G2)",
  chainTag: { author: anna.author, chain, tag: annasChain },
  typing: sampleTypists.map((typist) => ({ typist, plainHex: toHex(formatTyping(typist)) })),
  refusedTyping,
  receipts: sampleReceipts.map((runs) => ({ runs, plainHex: toHex(formatReceipt(runs)) })),
  refusedReceipts,
});
