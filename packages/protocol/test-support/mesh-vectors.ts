/** Golden frames between phones (SPEC 13.1), chain tags and digests (G2, G3). */
import { chainTagOf, digestOf } from "../src/wire/chain-tag.ts";
import { idFromBytes, toSeq } from "../src/wire/ids.ts";
import {
  chainTag,
  encodeMeshFrame,
  type MeshFrame,
  meshFrameTypes,
} from "../src/wire/mesh-frames.ts";
import { anna, chain, countingBytes } from "./scene.ts";

const tag = idFromBytes("DeviceTag", countingBytes(8, 0xd0));
const otherTag = idFromBytes("DeviceTag", countingBytes(8, 0xd8));
const envelopes = [countingBytes(20, 0x10), countingBytes(3, 0x40)];
const chains = [chainTag(countingBytes(8, 0x20)), chainTag(countingBytes(8, 0x28))];
const roster = countingBytes(8, 0x60);
const id = idFromBytes("EnvelopeId", countingBytes(16, 0xe0));
const logEpoch = idFromBytes("LogEpoch", countingBytes(8, 0x70));
const held = [
  { top: 9, steps: [] },
  { top: 50, steps: [21] },
  { top: 300, steps: [3, 1, 200] },
];

export const sampleMeshFrames: readonly MeshFrame[] = [
  { kind: "hello", body: countingBytes(5, 1) },
  { kind: "gossip", hops: 7, envelopes },
  { kind: "digest", roster, state: countingBytes(8, 0x68) },
  { kind: "vector", asks: true, roster, chains: undefined, held },
  { kind: "vector", asks: false, roster, chains, held: held.slice(0, 2) },
  { kind: "vector", asks: false, roster, chains: [], held: [] },
  { kind: "want", wanted: [{ chain: chainTag(countingBytes(8, 0x20)), from: 3, count: 198 }] },
  { kind: "give", more: true, envelopes },
  { kind: "give", more: false, envelopes: [] },
  { kind: "stamp", logEpoch, stamps: [{ id, seq: toSeq(300) }] },
  { kind: "peers", peers: [tag, otherTag] },
  {
    kind: "carry",
    token: countingBytes(8, 0x80),
    hops: 6,
    to: tag,
    from: otherTag,
    sealed: countingBytes(9, 0x90),
  },
];

const tagHex = "d0d1d2d3d4d5d6d7";
const rosterHex = "6061626364656667";

/** What a decoder must refuse, and why, in hex. */
export const refusedMeshFrames: readonly { readonly why: string; readonly hex: string }[] = [
  { why: "no hops left", hex: "190001aa" },
  { why: "eight hops", hex: "190801aa" },
  { why: "gossip of nothing", hex: "1907" },
  { why: "half a digest", hex: `1a${rosterHex}` },
  { why: "a chain of nothing", hex: `1b00${rosterHex}0000` },
  { why: "steps down to the ground", hex: `1b00${rosterHex}00070103` },
  { why: "chains that fall", hex: `1b00${rosterHex}0102${tagHex}${rosterHex}0202` },
  { why: "a chain without what is held of it", hex: `1b00${rosterHex}0101${tagHex}` },
  { why: "a want of nothing", hex: "1c" },
  { why: "a want of 201", hex: `1c${tagHex}01c901` },
  { why: "a want from 0", hex: `1c${tagHex}0001` },
  { why: "no stamps", hex: "1e7071727374757677" },
  { why: "half a phone", hex: "1fd0d1" },
  { why: "seven hops of a carry", hex: `20${tagHex}07${tagHex}${tagHex}` },
];

export const meshVectors = () => ({
  about: "frames: `hex` decodes to `frame` and back; those of `refused` are malformed",
  types: meshFrameTypes,
  frames: sampleMeshFrames.map((frame) => ({ hex: encodeMeshFrame(frame), frame })),
  refused: refusedMeshFrames,
  chainTag: { author: anna.author, chain, tag: chainTagOf(anna.author, chain) },
  digest: { chains, roster: digestOf(...chains.map((one) => Buffer.from(one, "hex"))) },
});
