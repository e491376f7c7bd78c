/** The record of a room: as it is made on this device, and as another tab stored it. */
import type { Signatures } from "@festival-chat/protocol/e2e";
import type { Millis, RoomId } from "@festival-chat/protocol/wire";
import type { Driver } from "./driver.ts";
import type { Random, StoredRoom } from "./ports.ts";
import { type RoomCore, takeCertificate } from "./room-core.ts";

/** The record of a room that comes to this device now, with a device key of its own. */
export const newRecord = (
  room: RoomId,
  root: Uint8Array,
  now: Millis,
  random: Random,
): StoredRoom => ({
  room,
  root: root.slice(),
  deviceSecret: random.bytes(32),
  hostSecret: undefined,
  expectedHost: undefined,
  certificate: undefined,
  myName: undefined,
  confirmed: false,
  spoken: false,
  cursor: undefined,
  earliest: undefined,
  addedAt: now,
  openedAt: now,
});

/** Takes what another tab stored. Position and membership are the leader's; the rest is whoever's wrote last. */
export async function learnRecord(
  core: RoomCore,
  stored: StoredRoom,
  driver: Pick<Driver, "leading" | "announce" | "flush" | "emit">,
  signatures: Signatures,
): Promise<void> {
  const before = core.stored;
  const { myName, openedAt } = stored;
  const { cursor, earliest } = driver.leading ? before : stored;
  const confirmed = before.confirmed || stored.confirmed;
  const spoken = before.spoken || stored.spoken;
  core.stored = { ...before, myName, openedAt, confirmed, spoken, cursor, earliest };
  await takeCertificate(core, stored.certificate, signatures);
  const renamed = myName !== before.myName;
  if (renamed || spoken !== before.spoken) driver.announce(core);
  if (renamed) {
    core.timeline.refold();
    driver.flush(core);
  }
  driver.emit({ kind: "room", room: core.id });
}
