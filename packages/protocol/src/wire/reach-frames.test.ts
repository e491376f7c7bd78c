/** Frames about reaching people: one encoding, total decoding, bounds; and what a push carries. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { id, mutated, record } from "../../test-support/arbitrary.ts";
import {
  refusedReachFrames,
  samplePayloads,
  sampleReachFrames,
} from "../../test-support/reach-vectors.ts";
import { concatBytes } from "./bytes.ts";
import { decodeFrame } from "./decode-frame.ts";
import { frameTypes } from "./frame.ts";
import { fromHex } from "./ids.ts";
import * as limits from "./limits.ts";
import { decodePushPayload, encodePushPayload } from "./push-payload.ts";
import {
  decodeReachFrame,
  encodeReachFrame,
  type ReachFrame,
  reachFrameTypes,
  ringModes,
} from "./reach-frames.ts";

const channel = fc.nat();
const bytes = (minLength: number, maxLength = minLength) => fc.uint8Array({ minLength, maxLength });

const frame: fc.Arbitrary<ReachFrame> = fc.oneof(
  record({
    kind: fc.constant("ring" as const),
    channel,
    ref: fc.nat(),
    everybody: fc.boolean(),
    called: fc.array(id("DeviceTag"), { maxLength: limits.calledDevices }),
  }),
  record({ kind: fc.constant("look" as const), channel, looking: fc.boolean() }),
  record({
    kind: fc.constant("subscribe" as const),
    channel,
    mode: fc.constantFrom(...ringModes),
    endpoint: bytes(0, 80),
    key: bytes(65),
    auth: bytes(16),
  }),
  record({ kind: fc.constant("unsubscribe" as const), channel }),
);

function assertCanonical(given: Uint8Array): void {
  const decoded = decodeReachFrame(given);
  if (decoded?.ok === true) deepEqual(encodeReachFrame(decoded.value), Uint8Array.from(given));
}

test("[F8] every frame about reaching people comes back from its bytes as it was", () => {
  fc.assert(
    fc.property(frame, (value) => {
      deepEqual(decodeReachFrame(encodeReachFrame(value)), { ok: true, value });
    }),
    { numRuns: 1_000 },
  );
});

test("[F8] bytes that decode are the only bytes of their frame", () => {
  fc.assert(fc.property(mutated(frame.map(encodeReachFrame)), assertCanonical), {
    numRuns: 2_000,
  });
});

test("[F5] no bytes make the decoders of reaching people throw", () => {
  const anything = fc
    .tuple(fc.integer({ min: 47, max: 52 }), fc.uint8Array({ maxLength: 200 }))
    .map(([type, rest]) => concatBytes(Uint8Array.of(type), rest));
  fc.assert(
    fc.property(anything, (given) => {
      assertCanonical(given);
      const payload = decodePushPayload(given);
      if (payload !== undefined) deepEqual(encodePushPayload(payload), Uint8Array.from(given));
    }),
    { numRuns: 2_000 },
  );
});

test("[F4] to whoever does not know them they are frames of unknown types", () => {
  const known = new Set<number>(Object.values(frameTypes));
  for (const one of sampleReachFrames) {
    const type = reachFrameTypes[one.kind];
    ok(!known.has(type));
    deepEqual(decodeFrame(encodeReachFrame(one)), { ok: true, value: { kind: "unknown", type } });
  }
  equal(decodeReachFrame(Uint8Array.of(frameTypes.ping, 5)), undefined);
  equal(decodeReachFrame(new Uint8Array(0)), undefined);
});

for (const { why, hex } of refusedReachFrames) {
  test(`[F2] golden refusal of reaching people: ${why}`, () => {
    const decoded = decodeReachFrame(fromHex(hex) ?? new Uint8Array(0));
    equal(decoded?.ok, false);
  });
}

test("[F6] an endpoint of 1,024 bytes is taken, one more byte is malformed", () => {
  const of = (length: number) =>
    decodeReachFrame(
      encodeReachFrame({
        kind: "subscribe",
        channel: 1,
        mode: "all",
        endpoint: new Uint8Array(length),
        key: new Uint8Array(65),
        auth: new Uint8Array(16),
      }),
    )?.ok;
  equal(of(limits.endpointBytes), true);
  equal(of(limits.endpointBytes + 1), false);
});

test("[R5] a push carries a room and the envelope, or the word alone where it does not fit", () => {
  for (const payload of samplePayloads) {
    deepEqual(decodePushPayload(encodePushPayload(payload)), payload);
  }
  const [sample] = samplePayloads;
  ok(sample !== undefined);
  const carried = (length: number): number | undefined =>
    decodePushPayload(encodePushPayload({ ...sample, envelope: new Uint8Array(length) }))?.envelope
      .length;
  equal(carried(limits.pushEnvelopeBytes), limits.pushEnvelopeBytes);
  equal(carried(limits.pushEnvelopeBytes + 1), 0);
  equal(decodePushPayload(Uint8Array.of(2, ...encodePushPayload(sample).subarray(1))), undefined);
  equal(decodePushPayload(encodePushPayload(sample).subarray(0, 17)), undefined);
});
