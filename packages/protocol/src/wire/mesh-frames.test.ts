/** Frames between phones: one encoding, total decoding, bounds. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { id, mutated, record } from "../../test-support/arbitrary.ts";
import { refusedMeshFrames, sampleMeshFrames } from "../../test-support/mesh-vectors.ts";
import { decodeFrame } from "./decode-frame.ts";
import { fromHex, toSeq } from "./ids.ts";
import {
  chainTag,
  decodeMeshFrame,
  encodeMeshFrame,
  type Held,
  type MeshFrame,
  meshFrameTypes,
} from "./mesh-frames.ts";
import * as meshLimits from "./mesh-limits.ts";

const bytes = (minLength: number, maxLength = minLength) => fc.uint8Array({ minLength, maxLength });
const chain = bytes(8).map(chainTag);
const seq = fc.nat().map(toSeq);

const held: fc.Arbitrary<Held> = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: meshLimits.heldSteps }), fc.nat())
  .map(([steps, more]) => ({ top: steps.reduce((sum, one) => sum + one, 1) + more, steps }));

const envelopes = (minLength: number) => fc.array(bytes(0, 90), { minLength, maxLength: 6 });

const vector = fc
  .record({ asks: fc.boolean(), roster: bytes(8), all: fc.array(held, { maxLength: 5 }) })
  .chain(({ asks, roster, all }) =>
    fc
      .option(fc.uniqueArray(chain, { minLength: all.length, maxLength: all.length }))
      .map((chains) => ({
        kind: "vector" as const,
        asks,
        roster,
        chains: chains === null ? undefined : chains.toSorted(),
        held: all,
      })),
  );

const frame: fc.Arbitrary<MeshFrame> = fc.oneof(
  record({ kind: fc.constant("hello" as const), body: bytes(0, meshLimits.helloBytes) }),
  record({
    kind: fc.constant("gossip" as const),
    hops: fc.integer({ min: 1, max: meshLimits.gossipHops }),
    envelopes: envelopes(1),
  }),
  record({ kind: fc.constant("digest" as const), roster: bytes(8), state: bytes(8) }),
  vector,
  record({
    kind: fc.constant("want" as const),
    wanted: fc.array(
      record({
        chain,
        from: fc.integer({ min: 1, max: 2 ** 40 }),
        count: fc.integer({ min: 1, max: 30 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
  record({ kind: fc.constant("give" as const), more: fc.boolean(), envelopes: envelopes(0) }),
  record({
    kind: fc.constant("stamp" as const),
    logEpoch: id("LogEpoch"),
    stamps: fc.array(record({ id: id("EnvelopeId"), seq }), { minLength: 1, maxLength: 5 }),
  }),
  record({
    kind: fc.constant("peers" as const),
    peers: fc.array(id("DeviceTag"), { maxLength: meshLimits.introductions }),
  }),
  record({
    kind: fc.constant("carry" as const),
    token: bytes(8),
    hops: fc.integer({ min: 1, max: meshLimits.signalHops }),
    to: id("DeviceTag"),
    from: id("DeviceTag"),
    sealed: bytes(0, 200),
  }),
);

const refused = (given: Uint8Array): void => equal(decodeMeshFrame(given)?.ok, false);

test("[F8] every frame between phones comes back from its bytes as it was", () => {
  fc.assert(
    fc.property(frame, (value) => {
      deepEqual(decodeMeshFrame(encodeMeshFrame(value)), { ok: true, value });
    }),
    { numRuns: 500 },
  );
});

test("[F2, F5] of changed bytes whatever decodes is written as it was read", () => {
  fc.assert(
    fc.property(mutated(frame.map(encodeMeshFrame)), (given) => {
      const decoded = decodeMeshFrame(given);
      if (decoded?.ok === true) deepEqual(encodeMeshFrame(decoded.value), Uint8Array.from(given));
    }),
    { numRuns: 1_500 },
  );
});

test("[F9] to the codec of relays these frames are of unknown types", () => {
  for (const type of Object.values(meshFrameTypes)) {
    ok(type >= 24 && type <= 39);
    deepEqual(decodeFrame(Uint8Array.of(type, 1)), { ok: true, value: { kind: "unknown", type } });
  }
  equal(decodeMeshFrame(Uint8Array.of(1, 2)), undefined);
  equal(decodeMeshFrame(new Uint8Array(0)), undefined);
});

test("[F6] what is beyond a bound of the mesh is malformed", () => {
  const gossip = (hops: number) => Uint8Array.of(meshFrameTypes.gossip, hops, 1, 0);
  equal(decodeMeshFrame(gossip(7))?.ok, true);
  for (const hops of [0, 8]) refused(gossip(hops));
  refused(Uint8Array.of(meshFrameTypes.gossip, 7));
  refused(new Uint8Array(meshLimits.frameBytes + 1).fill(meshFrameTypes.digest));
  refused(Uint8Array.of(meshFrameTypes.want));
  const want = (count: number) => {
    const wanted = [{ chain: chainTag(new Uint8Array(8)), from: 1, count }];
    return encodeMeshFrame({ kind: "want", wanted: [...wanted, ...wanted] });
  };
  equal(decodeMeshFrame(want(100))?.ok, true);
  refused(want(101));
  const tooMany = { kind: "peers", peers: [] } as const;
  const tags = new Uint8Array(8 * (meshLimits.introductions + 1));
  refused(Uint8Array.of(...encodeMeshFrame(tooMany), ...tags));
});

test("[F2] of a chain each set of numbers has one form", () => {
  const of = (...one: number[]) =>
    Uint8Array.of(meshFrameTypes.vector, 0, ...new Uint8Array(8), 0, ...one);
  equal(decodeMeshFrame(of(2))?.ok, true);
  equal(decodeMeshFrame(of(2 * 5 + 1, 2, 3, 1))?.ok, true);
  // Nothing held, steps without any, a step of nothing, steps down to the ground.
  for (const wrong of [[0], [11, 0], [11, 1, 0], [11, 1, 5], [11, 2, 4, 1]]) refused(of(...wrong));
});

test("[F2] chains are named in rising order, one for each that is told of", () => {
  const name = (...tags: number[]) => tags.flatMap((tag) => [...new Uint8Array(7), tag]);
  const of = (tags: number[], ...rest: number[]) =>
    Uint8Array.of(
      meshFrameTypes.vector,
      0,
      ...new Uint8Array(8),
      1,
      tags.length,
      ...name(...tags),
      ...rest,
    );
  equal(decodeMeshFrame(of([1, 2], 2, 2))?.ok, true);
  for (const wrong of [of([2, 1], 2, 2), of([1, 1], 2, 2), of([1, 2], 2), of([1], 2, 2)]) {
    refused(wrong);
  }
});

test("[F8] the golden frames between phones name every kind, and come back", () => {
  const kinds = new Set(sampleMeshFrames.map(({ kind }) => kind));
  deepEqual([...kinds].sort(), Object.keys(meshFrameTypes).sort());
  for (const value of sampleMeshFrames) {
    deepEqual(decodeMeshFrame(encodeMeshFrame(value)), { ok: true, value });
  }
});

for (const { why, hex } of refusedMeshFrames) {
  test(`[F2] golden refusal between phones: ${why}`, () => {
    refused(fromHex(hex) ?? new Uint8Array(0));
  });
}
