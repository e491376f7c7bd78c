import { deepEqual, equal, notEqual, rejects } from "node:assert/strict";
import { test } from "node:test";
import { countingBytes, keys, otherRoom, signatures } from "../../test-support/scene.ts";
import { toHex } from "../wire/ids.ts";
import { roomIdOf } from "../wire/transcript.ts";
import { deriveRoomKeys, keyPurposes, messageKey } from "./room-key.ts";

test("[K1] one root gives one room, on every phone", async () => {
  const again = await deriveRoomKeys(keys.root, signatures);
  deepEqual([again.room, again.authKey], [keys.room, keys.authKey]);
  for (const purpose of keyPurposes) deepEqual(again.key(purpose, 0), keys.key(purpose, 0));
  notEqual(otherRoom.room, keys.room);
});

test("[K1] each purpose has a key of its own, and none is the room's signing key", () => {
  const all = [keys, otherRoom].flatMap((room) => [
    toHex(room.authSecret),
    toHex(room.fingerprint),
    ...keyPurposes.map((purpose) => toHex(room.key(purpose, 0) ?? new Uint8Array(0))),
  ]);
  equal(new Set(all).size, all.length);
  equal(
    all.every((key) => key.length === 64),
    true,
  );
});

test("[K1] the key of an epoch that was not handed out is not known", () => {
  equal(keys.key("msg", 1), undefined);
});

test("[K1] a root has 16 bytes", async () => {
  for (const length of [0, 15, 17, 32]) {
    await rejects(deriveRoomKeys(new Uint8Array(length), signatures), RangeError);
  }
});

test("[K4] the room id is a hash of the key that members prove: it cannot be squatted", () => {
  equal(keys.room, roomIdOf(keys.authKey));
  equal(keys.room.length, 32);
});

test("[K5] every nonce gives its message a key of its own", () => {
  const key = keys.key("msg", 0) ?? new Uint8Array(0);
  const derived = Array.from({ length: 100 }, (_, n) =>
    toHex(messageKey(key, countingBytes(24, n))),
  );
  equal(new Set(derived).size, 100);
});
