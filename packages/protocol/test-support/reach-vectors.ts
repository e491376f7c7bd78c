/** Golden frames and payloads of reaching people (SPEC 2.2 and section 10). */
import { idFromBytes } from "../src/wire/ids.ts";
import { encodePushPayload, type PushPayload } from "../src/wire/push-payload.ts";
import { encodeReachFrame, type ReachFrame, reachFrameTypes } from "../src/wire/reach-frames.ts";
import { utf8 } from "../src/wire/bytes.ts";
import { countingBytes, keys } from "./scene.ts";

const tag = idFromBytes("DeviceTag", countingBytes(8, 0xd0));
const otherTag = idFromBytes("DeviceTag", countingBytes(8, 0xd8));
const target = {
  endpoint: utf8("https://push.example/send/1"),
  key: countingBytes(65, 0x04),
  auth: countingBytes(16, 0x45),
};

export const sampleReachFrames: readonly ReachFrame[] = [
  { kind: "ring", channel: 1, ref: 300, everybody: false, called: [] },
  { kind: "ring", channel: 1, ref: 301, everybody: false, called: [tag, otherTag] },
  { kind: "ring", channel: 1, ref: 302, everybody: true, called: [] },
  { kind: "look", channel: 1, looking: true },
  { kind: "look", channel: 1, looking: false },
  { kind: "subscribe", channel: 1, mode: "all", ...target },
  { kind: "subscribe", channel: 300, mode: "mentions", ...target },
  { kind: "unsubscribe", channel: 1 },
];

export const samplePayloads: readonly PushPayload[] = [
  { room: keys.room, called: false, envelope: countingBytes(20, 0x10) },
  { room: keys.room, called: true, envelope: new Uint8Array(0) },
];

const tagHex = "d0d1d2d3d4d5d6d7";

/** What a decoder must refuse, and why, in hex. */
export const refusedReachFrames: readonly { readonly why: string; readonly hex: string }[] = [
  { why: "no ref", hex: "3001" },
  { why: "a flag that is neither", hex: "3001010200" },
  { why: "half a device tag", hex: "30010100d0d1d2d3" },
  { why: "33 device tags", hex: `30010100${tagHex.repeat(33)}` },
  { why: "bytes after look", hex: "31010100" },
  { why: "a mode that is neither", hex: "320102" },
  { why: "no key", hex: "32010001aa" },
  { why: "bytes after unsubscribe", hex: "330100" },
];

export const reachVectors = () => ({
  about:
    "frames: `hex` decodes to `frame` and back; those of `refused` are malformed; " +
    "payloads: what a push carries inside RFC 8291",
  types: reachFrameTypes,
  frames: sampleReachFrames.map((frame) => ({ hex: encodeReachFrame(frame), frame })),
  refused: refusedReachFrames,
  payloads: samplePayloads.map((payload) => ({ hex: encodePushPayload(payload), payload })),
});
