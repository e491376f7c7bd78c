/** Both stores of peer cursors, and what the one on disk does beyond the contract. */
import { deepEqual, throws } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { idFromBytes, toSeq } from "@festival-chat/protocol/wire";
import { peerCursorsContract } from "./peer-cursors.contract.ts";
import { createMemoryPeerCursors, noCursor } from "./peer-cursors.ts";
import { openSqlitePeerCursors } from "./sqlite-peer-cursors.ts";

const folder = mkdtempSync(join(tmpdir(), "peers-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const fresh = (): string => join(folder, `peers-${++files}.sqlite`);

peerCursorsContract("memory", async () => createMemoryPeerCursors());
peerCursorsContract("SQLite", async () => openSqlitePeerCursors(fresh()));

const peer = idFromBytes("RelayId", new Uint8Array(8));
const room = idFromBytes("RoomId", new Uint8Array(16));
const epoch = idFromBytes("LogEpoch", new Uint8Array(8));
const taken = { logEpoch: epoch, seq: toSeq(3), ourEpoch: epoch };

test("[Q2] cursors on disk outlive the process, and a closed file takes and gives nothing", () => {
  const path = fresh();
  const first = openSqlitePeerCursors(path);
  first.put(peer, room, { taken, given: undefined });
  first.close();
  first.put(peer, room, noCursor);
  const second = openSqlitePeerCursors(path);
  deepEqual(second.get(peer, room), { taken, given: undefined });
  second.close();
  deepEqual(second.get(peer, room), noCursor);
});

test("a file that is no database is refused with what to do", () => {
  const path = fresh();
  writeFileSync(path, "no database at all, but long enough to be looked at as one ".repeat(20));
  throws(() => openSqlitePeerCursors(path), /move it away; the relays compare their rooms anew/);
});
