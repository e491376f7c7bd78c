/**
 * Group write: the sequencer and the dedupe of the log. Appends and rooms of several requests, inside
 * one transaction of the writer.
 */
import type { DatabaseSync } from "node:sqlite";
import { toHex } from "@festival-chat/protocol/wire";
import { entryChecksum } from "./checksum.ts";
import { blob, integer, position } from "./columns.ts";
import type { MetaDraft } from "./meta-row.ts";
import type { WriteAnswer, WriteRequest } from "./write-messages.ts";

type RequestOf<K extends WriteRequest["kind"]> = Extract<WriteRequest, { readonly kind: K }>;
export type GroupRequest = RequestOf<"append"> | RequestOf<"putRoom">;

/** A room that the transaction touches. */
interface OpenRoom {
  readonly number: number;
  head: number;
  /** Envelope bytes added by this transaction. */
  added: number;
  activeAt: number | undefined;
}

type OpenRooms = (id: Uint8Array, at: number) => OpenRoom;

/** @param db of the writer; its owner closes it. @returns one answer for each request */
export function createGroupWrite(
  db: DatabaseSync,
): (requests: readonly GroupRequest[], draft: MetaDraft) => WriteAnswer[] {
  const findRoom = db.prepare("SELECT number, head FROM rooms WHERE room = ?");
  const beginRoom = db.prepare(
    "INSERT INTO rooms (room, created, last_active, head) VALUES (?, ?, ?, ?) RETURNING number",
  );
  const touchRoom = db.prepare(
    "UPDATE rooms SET head = ?, last_active = ?, bytes = bytes + ? WHERE number = ?",
  );
  const findCertificate = db.prepare("SELECT host_key, version FROM certificates WHERE room = ?");
  const putCertificate = db.prepare(
    "INSERT OR REPLACE INTO certificates (room, host_key, version, card, signature) VALUES (?, ?, ?, ?, ?)",
  );
  const insertEntry = db.prepare(
    `INSERT INTO entries (room, seq, id, prev, received_at, envelope, checksum)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (room, id) DO NOTHING`,
  );
  const findEntry = db.prepare(
    "SELECT seq, prev, received_at FROM entries WHERE room = ? AND id = ?",
  );

  /** The room with its head; a room that is not there begins at the floor. */
  function openRoom(id: Uint8Array, at: number, draft: MetaDraft): OpenRoom {
    const row = findRoom.get(id);
    const fresh = { added: 0, activeAt: undefined };
    if (row !== undefined) {
      return { number: integer(row, "number"), head: position(row, "head"), ...fresh };
    }
    const number = integer(beginRoom.get(id, at, at, draft.floor), "number");
    draft.rooms++;
    return { number, head: draft.floor, ...fresh };
  }

  function append(request: RequestOf<"append">, open: OpenRooms, draft: MetaDraft): WriteAnswer {
    const { packed, count, at } = request;
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    const facts = new Float64Array(4 * count);
    let from = 0;
    for (let i = 0; i < count; i++) {
      const room = open(packed.subarray(from, from + 16), at);
      const id = packed.subarray(from + 16, from + 32);
      const length = view.getUint32(from + 32);
      const envelope = packed.subarray(from + 36, from + 36 + length);
      from += 36 + length;
      const prev = room.head;
      const seq = prev + 1;
      const checksum = entryChecksum(seq, prev, at, envelope);
      if (insertEntry.run(room.number, seq, id, prev, at, envelope, checksum).changes === 1) {
        room.head = seq;
        room.activeAt = at;
        room.added += length;
        draft.entries++;
        draft.bytes += length;
        facts.set([seq, prev, at, 0], 4 * i);
      } else {
        const row = findEntry.get(room.number, id);
        facts.set(
          [integer(row, "seq"), integer(row, "prev"), integer(row, "received_at"), 1],
          4 * i,
        );
      }
    }
    return { kind: "appended", facts };
  }

  function put(request: RequestOf<"putRoom">, open: OpenRooms): WriteAnswer {
    const { at, certificate } = request;
    const room = open(request.room, at);
    const known = findCertificate.get(room.number);
    if (known !== undefined) {
      if (toHex(blob(known, "host_key")) !== toHex(certificate.hostKey)) {
        return { kind: "put", outcome: "other-host" };
      }
      if (integer(known, "version") >= certificate.version) {
        room.activeAt = at;
        return { kind: "put", outcome: "unchanged" };
      }
    }
    const { hostKey, version, card, signature } = certificate;
    putCertificate.run(room.number, hostKey, version, card, signature);
    room.activeAt = at;
    return { kind: "put", outcome: known === undefined ? "created" : "updated" };
  }

  return (requests, draft) => {
    const rooms = new Map<string, OpenRoom>();
    const open: OpenRooms = (id, at) => {
      const key = toHex(id);
      const known = rooms.get(key);
      if (known !== undefined) return known;
      const room = openRoom(id, at, draft);
      rooms.set(key, room);
      return room;
    };
    const answers = requests.map((request) =>
      request.kind === "append" ? append(request, open, draft) : put(request, open),
    );
    for (const { head, activeAt, added, number } of rooms.values()) {
      if (activeAt !== undefined) touchRoom.run(head, activeAt, added, number);
    }
    return answers;
  };
}
