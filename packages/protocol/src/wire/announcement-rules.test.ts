/** What a phone shows of what calls itself an announcement. */
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import {
  audience,
  evacuation,
  nextSecret,
  organiserKey,
  organiserSecret,
  sampleStatements,
  signedAnnouncement,
  signedSuccession,
} from "../../test-support/announcement-vectors.ts";
import { countingBytes, keys, otherRoom, signatures } from "../../test-support/scene.ts";
import { decodeAnnouncementStatement, encodeAnnouncementStatement } from "./announcement.ts";
import {
  type AnnouncementRank,
  type AnnouncementView,
  followOrganiserKey,
  isShownIn,
  openAnnouncement,
} from "./announcement-rules.ts";
import * as limits from "./limits.ts";

const { verify } = signatures;
const held = (rank: AnnouncementRank | undefined) => () => rank;
const view: AnnouncementView = {
  ...audience,
  key: organiserKey,
  now: evacuation.issuedAt + 1,
  held: held(undefined),
};
const frame = await signedAnnouncement(evacuation);

/** What becomes of a frame, in one word. */
async function outcome(
  given: typeof frame,
  changes: Partial<AnnouncementView> = {},
): Promise<string> {
  const opened = await openAnnouncement(given, { ...view, ...changes }, verify);
  return opened.ok ? "shown" : opened.error;
}

test("[N2, N5] the organiser's own words are shown as they were signed", async () => {
  deepEqual(await openAnnouncement(frame, view, verify), { ok: true, value: evacuation });
});

test("[N5] nothing forged is shown", async () => {
  const mallory = countingBytes(32, 0x99);
  const forged = await signedAnnouncement({ ...evacuation, revision: 9 }, mallory);
  equal(await outcome(forged), "other-key");
  equal(await outcome({ ...forged, key: organiserKey }), "bad-signature");
  const changed = encodeAnnouncementStatement({ ...evacuation, level: "info" });
  equal(await outcome({ ...frame, statement: changed }), "bad-signature");
  equal(await outcome(frame, { key: undefined }), "other-key");
  equal(await outcome({ ...frame, statement: new Uint8Array(3) }), "malformed");
});

test("[N5] every bit of the signature counts", async () => {
  for (const at of [0, 31, 32, 62]) {
    const signature = frame.signature.slice();
    signature[at] = (signature[at] ?? 0) ^ 1;
    equal(await outcome({ ...frame, signature }), "bad-signature");
  }
});

test("[N5] nothing expired, replayed or of another festival is shown", async () => {
  equal(await outcome(frame, { now: evacuation.expiresAt - 1 }), "shown");
  equal(await outcome(frame, { now: evacuation.expiresAt }), "expired");
  equal(await outcome(frame, { held: held({ revision: 2, whole: true }) }), "shown");
  equal(await outcome(frame, { held: held({ revision: 3, whole: true }) }), "older");
  equal(await outcome(frame, { held: held({ revision: 4, whole: true }) }), "older");
  equal(await outcome(frame, { eventTag: "owl-2027" }), "other-audience");
  equal(await outcome(frame, { environment: "staging" }), "other-audience");
});

test("[N5, N7] the whole of a revision replaces the part that a push brought, never the reverse", async () => {
  equal(await outcome(frame, { held: held({ revision: 3, whole: false }) }), "shown");
  const part = await signedAnnouncement({ ...evacuation, whole: false });
  equal(await outcome(part, { held: held({ revision: 3, whole: true }) }), "older");
  equal(await outcome(part, { held: held({ revision: 3, whole: false }) }), "older");
});

test("[N6] an announcement for rooms is shown in those, one for everybody everywhere", async () => {
  const [, withdrawn, forRooms] = sampleStatements;
  if (withdrawn === undefined || forRooms === undefined) throw new RangeError("samples");
  const elsewhere = decodeAnnouncementStatement(
    encodeAnnouncementStatement({ ...forRooms, rooms: [keys.room] }),
  );
  equal(elsewhere.ok && isShownIn(elsewhere.value, keys.room), true);
  equal(elsewhere.ok && isShownIn(elsewhere.value, otherRoom.room), false);
  equal(elsewhere.ok && isShownIn(elsewhere.value, undefined), false);
  equal(isShownIn(evacuation, otherRoom.room), true);
  equal(isShownIn(evacuation, undefined), true);
  equal(isShownIn(withdrawn, keys.room), false);
});

const nextKey = await signatures.publicKey(nextSecret);
const step = await signedSuccession(organiserSecret, nextSecret);

test("[N3] the first key that a phone sees is the one it believes", async () => {
  deepEqual(await followOrganiserKey(undefined, organiserKey, [], audience, verify), organiserKey);
  deepEqual(await followOrganiserKey(organiserKey, nextKey, [], audience, verify), organiserKey);
  deepEqual(await followOrganiserKey(organiserKey, undefined, [], audience, verify), organiserKey);
  equal(await followOrganiserKey(undefined, undefined, [], audience, verify), undefined);
});

test("[N4] a key gives way to the one that it signed for, and to no other", async () => {
  const follow = (steps: readonly (typeof step)[], offered = nextKey) =>
    followOrganiserKey(organiserKey, offered, steps, audience, verify);
  deepEqual(await follow([step]), nextKey);
  const forged = { ...step, signature: new Uint8Array(64) };
  deepEqual(await follow([forged]), organiserKey);
  const backwards = await signedSuccession(nextSecret, organiserSecret);
  deepEqual(await follow([backwards]), organiserKey);
  const elsewhere = { ...audience, eventTag: "owl-2027" };
  deepEqual(
    await followOrganiserKey(organiserKey, nextKey, [step], elsewhere, verify),
    organiserKey,
  );
});

test("[N4] a chain of keys is followed to the key that is offered, up to 16 of them", async () => {
  const secrets = Array.from({ length: limits.keySuccessions + 2 }, (_, at) =>
    countingBytes(32, 7 * at),
  );
  const steps = await Promise.all(
    secrets.slice(1).map((to, at) => signedSuccession(secrets[at] ?? to, to)),
  );
  const keyAt = async (at: number) => signatures.publicKey(secrets[at] ?? new Uint8Array(32));
  const first = await keyAt(0);
  const last = await keyAt(limits.keySuccessions);
  const tooFar = await keyAt(limits.keySuccessions + 1);
  deepEqual(await followOrganiserKey(first, last, steps, audience, verify), last);
  deepEqual(await followOrganiserKey(first, tooFar, steps, audience, verify), first);
  const round = [step, await signedSuccession(nextSecret, organiserSecret)];
  deepEqual(await followOrganiserKey(organiserKey, first, round, audience, verify), organiserKey);
});
