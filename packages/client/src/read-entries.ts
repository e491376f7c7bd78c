/** Reads what a room holds; a store that does not answer is asked once more, and then it is said. */
import type { RoomId } from "@festival-chat/protocol/wire";
import type { Notice } from "./api.ts";
import type { Store, StoredEntry } from "./ports.ts";

/**
 * @param newest only so many, those that arrived last
 * @returns undefined when the store cannot tell: nothing is known then, not "nothing is held"
 */
export async function readEntries(
  store: Store,
  room: RoomId,
  notice: (notice: Notice) => void,
  newest?: number,
): Promise<readonly StoredEntry[] | undefined> {
  const first = await store.entries(room, newest);
  const entries = first.ok ? first : await store.entries(room, newest);
  if (entries.ok) return entries.value;
  notice({ kind: "storage-denied" });
  return undefined;
}
