import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  anna,
  ben,
  chain,
  countingBytes,
  draftOf,
  hostSecret,
  keys,
  must,
  nonce,
  otherRoom,
  sealed,
  signatures,
  target,
} from "../../test-support/scene.ts";
import { concatBytes, Writer } from "../wire/bytes.ts";
import { idFromBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { hostFingerprint } from "./card.ts";
import {
  type ControlAction,
  type ControlPlace,
  controlOps,
  createControl,
  decodeControl,
} from "./control.ts";
import { createAuthorChecks } from "./identity.ts";
import { writeMove } from "./move.ts";
import { type Draft, open, type Opened, seal } from "./seal.ts";
import { verifyControl } from "./verify-control.ts";

const place: ControlPlace = { room: keys.room, epoch: 0, author: anna.author, chain, ctr: 2 };
const hostKey = await signatures.publicKey(hostSecret);
const host = hostFingerprint(hostKey);
const authors = createAuthorChecks();
const remove: ControlAction = { op: "remove-message", message: target };

async function received(draft: Draft, identity = anna): Promise<Opened> {
  const { bytes } = must(await seal(keys, 0, identity, draft, nonce, signatures));
  return must(await open(keys, bytes, authors, signatures));
}

async function verdict(
  at: ControlPlace,
  signed: ControlAction,
  shown = signed,
  secret = hostSecret,
) {
  const event = await createControl(at, secret, signed, signatures);
  const opened = await received(draftOf({ kind: "control", ...event, action: shown }));
  const result = await verifyControl(opened, host, signatures);
  return result.ok ? result.value : result.error;
}

test("[K9] what the host signed for this place is obeyed", async () => {
  deepEqual(await verdict(place, remove), remove);
});

test("[K9] a member who signs with a key of their own is not the host", async () => {
  equal(await verdict(place, remove, remove, countingBytes(32, 1)), "other-host");
});

test("[K9] a member cannot put the host's key over their own signature", async () => {
  const forged = await createControl(place, countingBytes(32, 1), remove, signatures);
  const opened = await received(draftOf({ kind: "control", ...forged, hostKey }));
  deepEqual(await verifyControl(opened, host, signatures), { ok: false, error: "bad-signature" });
});

const moved: readonly (readonly [string, Partial<ControlPlace>])[] = [
  ["room", { room: otherRoom.room }],
  ["epoch", { epoch: 1 }],
  ["author", { author: ben.author }],
  ["chain", { chain: idFromBytes("ChainId", countingBytes(8, 0)) }],
  ["place in the chain", { ctr: 3 }],
];
for (const [what, change] of moved) {
  test(`[K9] a control event of another ${what} is refused`, async () => {
    equal(await verdict({ ...place, ...change }, remove), "bad-signature");
  });
}

test("[K9] another action under the same signature is refused", async () => {
  equal(await verdict(place, remove, { op: "close" }), "bad-signature");
  const other = idFromBytes("MessageId", countingBytes(16, 1));
  equal(await verdict(place, remove, { op: "remove-message", message: other }), "bad-signature");
});

test("[K9] a text is no control event", async () => {
  const opened = await received(draftOf({ kind: "text", text: "close the room!" }));
  deepEqual(await verifyControl(opened, host, signatures), { ok: false, error: "not-control" });
});

const body = (op: number, args: Uint8Array): Uint8Array =>
  concatBytes(hostKey, Uint8Array.of(op), new Writer().run(args).finish(), new Uint8Array(64));
const accepts = (op: number, args: Uint8Array): boolean =>
  decodeControl(body(op, args)) !== undefined;
const varint = (value: number): Uint8Array => new Writer().varint(value).finish();

test("[E11] the arguments of a known op keep its rules", () => {
  equal(accepts(controlOps.rename, varint(limits.certificateVersion)), true);
  equal(accepts(controlOps.rename, varint(limits.certificateVersion + 1)), false);
  equal(accepts(controlOps["remove-message"], new Uint8Array(15)), false);
  equal(accepts(controlOps["remove-member"], new Uint8Array(33)), false);
  equal(accepts(controlOps["slow-mode"], varint(limits.slowModeSeconds)), true);
  equal(accepts(controlOps["slow-mode"], varint(limits.slowModeSeconds + 1)), false);
  equal(accepts(controlOps.lock, Uint8Array.of(1)), true);
  equal(accepts(controlOps.lock, Uint8Array.of(2)), false);
  equal(accepts(controlOps.close, new Uint8Array(0)), true);
  equal(accepts(controlOps.close, Uint8Array.of(0)), false);
});

test("[E11, H5] a move has a whole number of entries, and no more than its bound", () => {
  const moved = (entryBytes: number, card = 2): Uint8Array =>
    new Writer()
      .raw(new Uint8Array(16))
      .varint(1)
      .run(new Uint8Array(card))
      .raw(new Uint8Array(64 + 32 + entryBytes))
      .finish();
  equal(accepts(controlOps.move, moved(0)), true);
  equal(accepts(controlOps.move, moved(40 * limits.moveEntries)), true);
  equal(accepts(controlOps.move, moved(40 * (limits.moveEntries + 1))), false);
  equal(accepts(controlOps.move, moved(39)), false);
  equal(accepts(controlOps.move, moved(0, limits.cardBytes + 1)), false);
  equal(accepts(controlOps.move, moved(0).subarray(0, 80)), false);
});

test("[H5] the largest move with the largest card fits one control event", () => {
  const card = new Uint8Array(limits.cardBytes);
  const entry = { mark: "00".repeat(8), sealed: new Uint8Array(32) };
  const args = writeMove({
    successor: otherRoom.room,
    version: limits.certificateVersion,
    card,
    cardSignature: new Uint8Array(64),
    ephemeral: new Uint8Array(32),
    entries: Array.from({ length: limits.moveEntries }, () => entry),
  });
  ok(args.length <= limits.controlBytes, `${args.length} bytes`);
});

test("[E11] an op of a newer version is kept, and its arguments have a bound", () => {
  deepEqual(decodeControl(body(200, Uint8Array.of(7)))?.action, {
    op: "unknown",
    type: 200,
    args: Uint8Array.of(7),
  });
  equal(accepts(200, new Uint8Array(limits.controlBytes)), true);
  equal(accepts(200, new Uint8Array(limits.controlBytes + 1)), false);
});

test("[E11] a control event that lacks a byte or has one more is malformed", () => {
  const whole = body(controlOps.close, new Uint8Array(0));
  ok(decodeControl(whole) !== undefined);
  equal(decodeControl(whole.subarray(0, -1)), undefined);
  equal(decodeControl(concatBytes(whole, Uint8Array.of(0))), undefined);
});

test("[E7] a control event travels sealed like any message", async () => {
  const event = await createControl(place, hostSecret, remove, signatures);
  const { bytes } = await sealed(draftOf({ kind: "control", ...event }));
  equal(bytes.length, 26 + 256 + 16);
});
