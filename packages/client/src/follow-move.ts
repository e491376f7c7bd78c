/**
 * Follows a room that its host moved (SPEC H6): finds the entry of this device, checks what it opens
 * to, and takes along what this person had. One of the late parts.
 */
import {
  deriveRoomKeys,
  hostFingerprint,
  type Move,
  openCertificate,
  openRoot,
} from "@festival-chat/protocol/e2e";
import type { RoomId } from "@festival-chat/protocol/wire";
import type { RoomKeeping } from "./client-ports.ts";
import type { Commits } from "./commits.ts";
import type { StoreChange, StoredRoom } from "./core/stored.ts";
import type { LateLoadingPorts } from "./late-loading.ts";
import type { RoomCore } from "./room-core.ts";

/** Set once a device was taken along: whoever leaves the new room afterwards has left it. */
const followedKey = (room: RoomId): string => `followed/${room}`;

export const followedSetting = (room: RoomId): StoreChange => ({
  kind: "putSetting",
  key: followedKey(room),
  value: "yes",
});

/** The record of a successor, with what the old one had of its person. */
export function successorOf(
  old: StoredRoom,
  founded: Pick<StoredRoom, "room" | "root" | "certificate" | "expectedHost">,
  now: number,
): StoredRoom {
  const { deviceSecret, hostSecret, myName } = old;
  return {
    ...founded,
    deviceSecret,
    hostSecret,
    myName,
    confirmed: true,
    spoken: false,
    cursor: undefined,
    earliest: undefined,
    addedAt: now,
    openedAt: now,
  };
}

/** Takes a successor in, and puts the old room away. */
export async function adopt(
  old: RoomCore,
  record: StoredRoom,
  rooms: RoomKeeping,
  keep: Commits["add"],
): Promise<void> {
  const core = await rooms.makeCore(record);
  const { settings, blocked, draft } = old.notes;
  const text = draft?.text ?? "";
  core.notes = { ...core.notes, settings: { ...settings, archived: false }, blocked };
  const known = rooms.handle(record.room) !== undefined;
  const kept = rooms.keepNew(core);
  keep([followedSetting(old.id)], () => undefined);
  await kept;
  if (!known) {
    // Through the keeper of the notes, so that they are stored and other tabs hear of them.
    const moved = { settings: core.notes.settings, blocked };
    const words = text === "" ? {} : { draft: { text, replyTo: undefined } };
    await rooms.handle(record.room)?.notes.keep({ ...moved, ...words });
  }
  const put = { settings: { ...old.notes.settings, archived: true } };
  await rooms.handle(old.id)?.notes.keep(put);
}

/** @param hostKey of the host that signed `moves`, which lead all to one successor */
export async function followMove(
  core: RoomCore,
  hostKey: Uint8Array,
  moves: readonly Move[],
  given: LateLoadingPorts,
): Promise<void> {
  const { store, signatures, clock } = given.ports;
  const { rooms } = given.listener;
  const followed = await store.setting(followedKey(core.id));
  if (followed.ok && followed.value !== undefined) return;
  const expectedHost = hostFingerprint(hostKey);
  for (const move of moves) {
    const root = openRoot(core.id, move, core.identity);
    if (root === undefined) continue;
    const keys = await deriveRoomKeys(root, signatures);
    if (keys.room !== move.successor) continue;
    const { version, card, cardSignature: signature } = move;
    const certificate = { hostKey, version, card, signature };
    const opened = await openCertificate(keys, certificate, expectedHost, signatures);
    if (!opened.ok || rooms.handle(core.id)?.core !== core) continue;
    const founded = { room: keys.room, root: root.slice(), certificate, expectedHost };
    await adopt(core, successorOf(core.stored, founded, clock.now()), rooms, given.commits.add);
    return;
  }
}
