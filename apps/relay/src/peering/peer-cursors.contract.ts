/** What every store of peer cursors promises. */
import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes, toSeq } from "@festival-chat/protocol/wire";
import { noCursor, type PeerCursor, type PeerCursors } from "./peer-cursors.ts";

const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const peer = idFromBytes("RelayId", bytes(8, 1));
const room = idFromBytes("RoomId", bytes(16, 2));
const epoch = idFromBytes("LogEpoch", bytes(8, 3));

export function peerCursorsContract(name: string, open: () => Promise<PeerCursors>): void {
  const place = { logEpoch: epoch, seq: toSeq(7) };
  const taken = { ...place, ourEpoch: idFromBytes("LogEpoch", bytes(8, 5)) };
  const given = { ...place, theirEpoch: idFromBytes("LogEpoch", bytes(8, 4)) };
  const shapes: readonly PeerCursor[] = [
    noCursor,
    { taken, given: undefined },
    { taken: undefined, given },
    { taken, given },
  ];
  test(`[Q2, Q3] ${name}: what was put is what is got, by peer and by room`, async () => {
    const cursors = await open();
    for (const shape of shapes) {
      cursors.put(peer, room, shape);
      deepEqual(cursors.get(peer, room), shape);
    }
    deepEqual(cursors.get(idFromBytes("RelayId", bytes(8, 9)), room), noCursor);
    deepEqual(cursors.get(peer, idFromBytes("RoomId", bytes(16, 9))), noCursor);
    cursors.close();
  });
}
