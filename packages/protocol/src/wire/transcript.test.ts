import { equal, notDeepEqual } from "node:assert/strict";
import { test } from "node:test";
import { anna, ben, countingBytes, evening, keys, otherRoom } from "../../test-support/scene.ts";
import {
  certificateDigest,
  certificateTranscript,
  deviceTagOf,
  type JoinTranscript,
  joinTranscript,
  roomIdOf,
} from "./transcript.ts";

const join: JoinTranscript = {
  origin: "https://camp.example",
  room: keys.room,
  relayNonce: countingBytes(32, 0),
  clientNonce: countingBytes(16, 0),
  deviceKey: anna.publicKey,
  relayTime: evening,
  certificateDigest: undefined,
};
const changes: readonly (readonly [string, Partial<JoinTranscript>])[] = [
  ["origin", { origin: "https://camp.example:8443" }],
  ["room", { room: otherRoom.room }],
  ["link", { relayNonce: countingBytes(32, 1) }],
  ["attempt", { clientNonce: countingBytes(16, 1) }],
  ["device", { deviceKey: ben.publicKey }],
  ["time", { relayTime: evening + 1 }],
  ["certificate", { certificateDigest: countingBytes(32, 1) }],
];
for (const [what, change] of changes) {
  test(`[L5] a join is signed for one ${what} only`, () => {
    notDeepEqual(joinTranscript({ ...join, ...change }), joinTranscript(join));
  });
}

test("[L5] a join binds every field of the certificate it presents", () => {
  const certificate = {
    hostKey: countingBytes(32, 0),
    version: 1,
    card: countingBytes(50, 0),
    signature: countingBytes(64, 0),
  };
  const digest = certificateDigest(certificate);
  for (const change of [
    { hostKey: countingBytes(32, 1) },
    { version: 2 },
    { card: countingBytes(51, 0) },
    { signature: countingBytes(64, 1) },
  ]) {
    notDeepEqual(certificateDigest({ ...certificate, ...change }), digest);
  }
});

test("[K7] the host signs room, version and card", () => {
  const card = countingBytes(50, 0);
  const signed = certificateTranscript(keys.room, 1, card);
  notDeepEqual(certificateTranscript(otherRoom.room, 1, card), signed);
  notDeepEqual(certificateTranscript(keys.room, 2, card), signed);
  notDeepEqual(certificateTranscript(keys.room, 1, countingBytes(50, 1)), signed);
});

test("[K4] another room key is another room", () => {
  equal(roomIdOf(keys.authKey), keys.room);
  equal(roomIdOf(otherRoom.authKey) === keys.room, false);
});

test("[P1] a device has another tag in every room: rooms cannot be linked", () => {
  const tag = deviceTagOf(keys.room, anna.publicKey);
  equal(tag.length, 16);
  equal(tag === deviceTagOf(otherRoom.room, anna.publicKey), false);
  equal(tag === deviceTagOf(keys.room, ben.publicKey), false);
});
