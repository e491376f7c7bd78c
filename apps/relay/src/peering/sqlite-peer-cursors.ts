/** Peer cursors in a SQLite file of their own: one that was lost costs an exchange of ids. */
import { idFromBytes, idToBytes } from "@festival-chat/protocol/wire";
import { blob, DamagedRow, position } from "../backend/embedded/columns.ts";
import { openSideFile } from "../side-file.ts";
import { noCursor, type PeerCursor, type PeerCursors } from "./peer-cursors.ts";

const migrations: readonly string[] = [
  `
  CREATE TABLE cursors (
    peer BLOB NOT NULL CHECK (length(peer) = 8),
    room BLOB NOT NULL CHECK (length(room) = 16),
    taken_epoch BLOB,
    taken_seq INTEGER,
    taken_into BLOB,
    given_epoch BLOB,
    given_seq INTEGER,
    given_to BLOB,
    PRIMARY KEY (peer, room)
  ) STRICT, WITHOUT ROWID;
  `,
];

type Row = Readonly<Record<string, unknown>>;

const epochOf = (row: Row, column: string) => idFromBytes("LogEpoch", blob(row, column, 8));

function cursorOf(row: Row): PeerCursor {
  return {
    taken:
      row["taken_epoch"] === null
        ? undefined
        : {
            logEpoch: epochOf(row, "taken_epoch"),
            seq: position(row, "taken_seq"),
            ourEpoch: epochOf(row, "taken_into"),
          },
    given:
      row["given_epoch"] === null
        ? undefined
        : {
            logEpoch: epochOf(row, "given_epoch"),
            seq: position(row, "given_seq"),
            theirEpoch: epochOf(row, "given_to"),
          },
  };
}

/**
 * Opens or creates the file.
 * @throws Error when it cannot be used, with what to do
 */
export function openSqlitePeerCursors(path: string): PeerCursors {
  const db = openSideFile(path, migrations, "the relays compare their rooms anew.");
  const find = db.prepare("SELECT * FROM cursors WHERE peer = ? AND room = ?");
  const put = db.prepare("INSERT OR REPLACE INTO cursors VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  let closed = false;
  return {
    get(peer, room) {
      const row = closed ? undefined : find.get(idToBytes(peer), idToBytes(room));
      if (row === undefined) return noCursor;
      try {
        return cursorOf(row);
      } catch (thrown) {
        // Damaged: as if it had been lost.
        if (thrown instanceof DamagedRow) return noCursor;
        throw thrown;
      }
    },
    put(peer, room, { taken, given }) {
      // What is still on its way when the process ends is asked for again.
      if (closed) return;
      put.run(
        idToBytes(peer),
        idToBytes(room),
        taken === undefined ? null : idToBytes(taken.logEpoch),
        taken?.seq ?? null,
        taken === undefined ? null : idToBytes(taken.ourEpoch),
        given === undefined ? null : idToBytes(given.logEpoch),
        given?.seq ?? null,
        given === undefined ? null : idToBytes(given.theirEpoch),
      );
    },
    close() {
      if (closed) return;
      closed = true;
      db.close();
    },
  };
}
