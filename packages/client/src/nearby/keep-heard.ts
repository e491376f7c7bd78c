/** Stores and shows what came from another phone, as if the relay had brought it. */
import type { Opened } from "@festival-chat/protocol/e2e";
import type { StoredEntry } from "../core/stored.ts";
import type { Driver } from "../driver.ts";
import type { LateLoadingPorts } from "../late-loading.ts";
import type { RoomCore } from "../room-core.ts";

/** It was opened already, so it is not opened again to be shown. */
export function keepHeard(
  core: RoomCore,
  driver: Driver,
  { listener, ports }: Pick<LateLoadingPorts, "listener" | "ports">,
  entry: StoredEntry,
  opened: Opened,
): void {
  // Of a room that was left meanwhile nothing is stored again.
  if (driver.cores.get(core.id) !== core) return;
  const now = ports.clock.now();
  core.log.put(entry);
  const surplus = core.log.makeRoom();
  const { cursor, earliest } = core.log;
  if (surplus.length > 0) {
    driver.run(core, [
      ...surplus.map((one) => ({ kind: "dropEntry", entry: one }) as const),
      { kind: "keepPosition", cursor, earliest },
    ]);
  }
  if (entry.waiting && driver.leading) driver.run(core, core.outbox.enqueue(entry, now));
  driver.keep([{ kind: "putEntry", entry }], () => {
    const newest = core.log.get(entry.id);
    if (driver.cores.get(core.id) !== core || newest === undefined) return;
    // The relay may have brought it while it was being stored.
    if (core.timeline.messageOf(entry.id) === undefined) {
      core.timeline.put(opened, newest);
      core.late?.put(opened, entry.id);
      driver.seen(core, opened);
    }
    driver.flush(core);
    listener.stored(core.id);
    driver.run(core, []);
  });
}
