/** Announcements on the wire: one encoding, total decoding, bounds. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  evacuation,
  refusedAnnouncementFrames,
  sampleStatements,
  seenFrames,
  signedAnnouncement,
} from "../../test-support/announcement-vectors.ts";
import { id, mutated, record, text } from "../../test-support/arbitrary.ts";
import {
  announcementFrameTypes,
  announcementLevels,
  type AnnouncementStatement,
  decodeAnnouncementFrame,
  decodeAnnouncementStatement,
  encodeAnnouncementFrame,
  encodeAnnouncementStatement,
} from "./announcement.ts";
import { concatBytes } from "./bytes.ts";
import { decodeFrame } from "./decode-frame.ts";
import { environments, frameTypes } from "./frame.ts";
import { fromHex } from "./ids.ts";
import * as limits from "./limits.ts";

const u47 = fc.maxSafeNat().map((n) => n % 2 ** 47);
const statement: fc.Arbitrary<AnnouncementStatement> = fc
  .tuple(
    record<Omit<AnnouncementStatement, "issuedAt" | "expiresAt">>({
      id: fc.constant(evacuation.id),
      revision: fc.integer({ min: 1, max: 0xffff_ffff }),
      whole: fc.boolean(),
      level: fc.constantFrom(...announcementLevels),
      environment: fc.constantFrom(...environments),
      eventTag: fc.constantFrom("public", "owl-2026"),
      nextUpdate: u47,
      rooms: fc.uniqueArray(id("RoomId"), { maxLength: 4 }),
      withdrawn: fc.boolean(),
      texts: fc.uniqueArray(
        record({
          language: fc.constantFrom("en", "de", "pt-BR", "zh-Hant-TW"),
          title: text(1, limits.announcementTitleBytes),
          body: text(0, limits.announcementBodyBytes),
          action: text(0, limits.announcementTitleBytes),
        }),
        { minLength: 1, maxLength: 4, selector: ({ language }) => language },
      ),
    }),
    u47,
    fc.integer({ min: 1, max: 2 ** 40 }),
  )
  .map(([rest, issuedAt, life]) => ({ ...rest, issuedAt, expiresAt: issuedAt + life }));

/** Whatever decodes has no second encoding. */
function assertCanonical(given: Uint8Array): void {
  const frame = decodeAnnouncementFrame(given);
  if (frame?.ok === true) deepEqual(encodeAnnouncementFrame(frame.value), Uint8Array.from(given));
  const decoded = decodeAnnouncementStatement(given);
  if (decoded.ok) deepEqual(encodeAnnouncementStatement(decoded.value), Uint8Array.from(given));
}

test("[F8, N1] every statement comes back from its bytes as it was", () => {
  fc.assert(
    fc.property(statement, (value) => {
      deepEqual(decodeAnnouncementStatement(encodeAnnouncementStatement(value)), {
        ok: true,
        value,
      });
    }),
    { numRuns: 500 },
  );
});

test("[F8] bytes that decode are the only bytes of their announcement", () => {
  fc.assert(fc.property(mutated(statement.map(encodeAnnouncementStatement)), assertCanonical), {
    numRuns: 1_000,
  });
});

test("[F5] no bytes make the decoders of announcements throw", () => {
  const anything = fc
    .tuple(fc.constantFrom(1, 55, 56, 57, 58), fc.uint8Array({ maxLength: 200 }))
    .map(([type, rest]) => concatBytes(Uint8Array.of(type), rest));
  fc.assert(fc.property(anything, assertCanonical), { numRuns: 1_000 });
});

test("[F4, F9] to whoever does not know them they are frames of unknown types", async () => {
  const known = new Set<number>(Object.values(frameTypes));
  const announced = await Promise.all(sampleStatements.map((one) => signedAnnouncement(one)));
  for (const frame of [...announced, ...seenFrames]) {
    const type = announcementFrameTypes[frame.kind];
    ok(!known.has(type));
    const bytes = encodeAnnouncementFrame(frame);
    deepEqual(decodeFrame(bytes), { ok: true, value: { kind: "unknown", type } });
    deepEqual(decodeAnnouncementFrame(bytes), { ok: true, value: frame });
  }
  equal(decodeAnnouncementFrame(Uint8Array.of(frameTypes.ping, 5)), undefined);
  equal(decodeAnnouncementFrame(new Uint8Array(0)), undefined);
});

for (const { why, hex } of refusedAnnouncementFrames) {
  test(`[F2] golden refusal of an announcement frame: ${why}`, () => {
    equal(decodeAnnouncementFrame(fromHex(hex) ?? new Uint8Array(0))?.ok, false);
  });
}

test("[N8] what a phone tells of an announcement is its id, its revision and one of three marks", () => {
  for (const frame of seenFrames) {
    const bytes = encodeAnnouncementFrame(frame);
    equal(bytes.length, 1 + 16 + 4 + 1);
  }
});

test("[F6, N1] a statement is bounded, and names rooms and languages once", () => {
  const decodes = (changes: Partial<AnnouncementStatement>): boolean =>
    decodeAnnouncementStatement(encodeAnnouncementStatement({ ...evacuation, ...changes })).ok;
  const [text] = evacuation.texts;
  const [room] = sampleStatements[2]?.rooms ?? [];
  ok(text !== undefined && room !== undefined);
  const titled = (length: number) => [{ ...text, title: "x".repeat(length) }];
  equal(decodes({}), true);
  equal(decodes({ texts: titled(limits.announcementTitleBytes) }), true);
  equal(decodes({ texts: titled(limits.announcementTitleBytes + 1) }), false);
  equal(decodes({ texts: titled(0) }), false);
  equal(decodes({ texts: [] }), false);
  equal(decodes({ texts: [text, text] }), false);
  equal(decodes({ texts: [{ ...text, language: "en us" }] }), false);
  equal(decodes({ rooms: [room, room] }), false);
  equal(decodes({ eventTag: "Owl 2026" }), false);
  equal(decodes({ revision: 0 }), false);
  equal(decodes({ expiresAt: evacuation.issuedAt }), false);
  const whole = encodeAnnouncementStatement(evacuation);
  equal(decodeAnnouncementStatement(concatBytes(whole, Uint8Array.of(0))).ok, false);
  equal(decodeAnnouncementStatement(Uint8Array.of(2, ...whole.subarray(1))).ok, false);
});
