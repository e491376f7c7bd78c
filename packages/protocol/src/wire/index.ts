/** The door of what a relay may know: ids, frames, limits, errors. Nothing here can decrypt. */
export * from "./announcement.ts";
export * from "./announcement-rules.ts";
export * from "./buckets.ts";
export * from "./bytes.ts";
export * from "./decode-frame.ts";
export * from "./encode-frame.ts";
export * from "./envelope.ts";
export * from "./errors.ts";
export * from "./extensions.ts";
export * from "./frame.ts";
export * from "./ids.ts";
export * as limits from "./limits.ts";
export * from "./push-payload.ts";
export * from "./reach-frames.ts";
export * from "./result.ts";
export * as timing from "./timing.ts";
export * from "./transcript.ts";
export * from "./version.ts";
