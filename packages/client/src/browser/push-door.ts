/**
 * The door for service workers: reads a push with what the app keeps in IndexedDB.
 *
 * Looks and never writes: a database that is not there is not made, since an empty one would be
 * taken for the app's own.
 */
import { createSoftwareSignatures } from "@festival-chat/protocol/e2e";
import type { AnnouncementStatement, RoomId } from "@festival-chat/protocol/wire";
import { parseBelieved } from "../announcements/believe.ts";
import { openPushed } from "../announcements/pushed.ts";
import { withDeadline } from "../deadline.ts";
import { type KeptRoom, type PushNews, readPush } from "../push/read-push.ts";
import { noteKey, parseNotes } from "../room-notes.ts";
import { rowToRoom } from "../store/rows.ts";
import { pageSchedule } from "./clock.ts";
import { resultOf } from "./indexeddb-request.ts";

export type { PushNews } from "../push/read-push.ts";

/** A push wakes the phone for some seconds: storage that takes longer has hung. */
const STORAGE_MILLIS = 3_000;

/** Name of the app's database, as createBrowserClient has it. */
const DATABASE = "festival-chat";

/**
 * What a push tells; within seconds, and never rejects.
 * @param factory undefined where the browser has no IndexedDB
 */
export function readStoredPush(
  bytes: Uint8Array | undefined,
  factory: IDBFactory | undefined,
): Promise<PushNews> {
  return readPush(bytes, {
    signatures: createSoftwareSignatures(),
    async room(id) {
      const found = await withDeadline(() => lookUp(factory, id), STORAGE_MILLIS, pageSchedule);
      return found.ok ? found.value : undefined;
    },
  });
}

/**
 * What the organiser announces by a push; undefined for any other push, and for what this phone does
 * not believe. Never rejects.
 * @param believed whom the app believes, as it left a note of it
 */
export async function readPushedAnnouncement(
  bytes: Uint8Array,
  believed: string | undefined,
): Promise<AnnouncementStatement | undefined> {
  const whom = parseBelieved(believed);
  const { verify } = createSoftwareSignatures();
  return whom && openPushed(bytes, whom, Date.now(), verify);
}

async function lookUp(factory: IDBFactory | undefined, id: RoomId): Promise<KeptRoom | undefined> {
  const database = await openExisting(factory);
  try {
    const transaction = database.transaction(["rooms", "settings"]);
    const key = noteKey(id, "blocked");
    const [row, blocked]: unknown[] = await Promise.all([
      resultOf(transaction.objectStore("rooms").get(id)),
      resultOf(transaction.objectStore("settings").get(key)),
    ]);
    const stored = rowToRoom(row);
    if (!stored.ok) return undefined;
    const text = typeof blocked === "string" ? blocked : undefined;
    const notes = parseNotes((name) => (name === "blocked" ? text : undefined));
    return { stored: stored.value, blocked: notes.blocked };
  } finally {
    database.close();
  }
}

async function openExisting(factory: IDBFactory | undefined): Promise<IDBDatabase> {
  if (factory === undefined) throw new TypeError("no IndexedDB");
  const request = factory.open(DATABASE);
  request.addEventListener("upgradeneeded", () => request.transaction?.abort());
  return resultOf(request);
}
