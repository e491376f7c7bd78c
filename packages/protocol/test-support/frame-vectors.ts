/** Golden frames. */
import { encodeFrame } from "../src/wire/encode-frame.ts";
import { frameTypes } from "../src/wire/frame.ts";
import { refusedFrames, sampleFrames } from "./sample-frames.ts";

export const frameVectors = () => ({
  about: "frames: `hex` decodes to `frame` and back; those of `refused` are malformed",
  types: frameTypes,
  frames: sampleFrames.map((frame) => ({ hex: encodeFrame(frame), frame })),
  refused: refusedFrames,
});
