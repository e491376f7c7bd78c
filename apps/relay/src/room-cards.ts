/** Room cards: rooms are created by the certificate of their card, and follow newer ones. */
import {
  type Certificate,
  equalBytes,
  type FrameOf,
  type Millis,
  type RoomId,
  type WireErrorName,
} from "@festival-chat/protocol/wire";
import { certificateSignature } from "./join-check.ts";
import { refuse, sendFrame } from "./link.ts";
import type { RelayContext } from "./relay-context.ts";
import type { Seat } from "./room.ts";
import type { Session } from "./session.ts";

/** Why a join or a card was refused, and after how many milliseconds it may be tried again. */
export interface Refused {
  readonly error: WireErrorName;
  readonly retryAfter?: Millis;
}

/** Tells that the disk failed. @returns what to answer */
export const storageRefused = (relay: RelayContext, what: string): Refused => {
  relay.notice({ kind: "storage-failed", what });
  return { error: "Storage", retryAfter: relay.limits.storageRetryMillis };
};

/** Whether this very certificate is the one the relay has, verified before. */
export function isKnown(relay: RelayContext, id: RoomId, certificate: Certificate): boolean {
  const held = relay.hub.active(id)?.certificate;
  return (
    held !== undefined &&
    held.version === certificate.version &&
    equalBytes(held.signature, certificate.signature) &&
    equalBytes(held.hostKey, certificate.hostKey) &&
    equalBytes(held.card, certificate.card)
  );
}

/** Creates the room, or takes the newer card, of a certificate whose signature was verified. */
export async function presentCertificate(
  relay: RelayContext,
  session: Session,
  id: RoomId,
  certificate: Certificate,
): Promise<Refused | undefined> {
  const { log } = relay.backend;
  if (relay.hub.active(id) === undefined) {
    const held = await log.certificate(id);
    if (!held.ok) return storageRefused(relay, held.error.what);
    if (held.value === undefined) {
      const refused = countCreation(relay, session, id);
      if (refused !== undefined) return refused;
    }
  }
  const put = await log.putRoom(id, certificate);
  relay.creating.delete(id);
  if (!put.ok) return storageRefused(relay, put.error.what);
  switch (put.value) {
    case "other-host":
      return { error: "BadCertificate" };
    case "created":
      relay.notice({ kind: "room-created" });
      relay.warden.happened({ kind: "room-created", room: id });
      return undefined;
    case "updated":
      relay.notice({ kind: "room-updated" });
      announceCard(relay, id, certificate);
      return undefined;
    case "unchanged":
      return undefined;
  }
}

/** Counts a room against the address that creates it: once, however many members bring it back. */
function countCreation(relay: RelayContext, session: Session, id: RoomId): Refused | undefined {
  if (relay.creating.has(id)) return undefined;
  const retryAfter = relay.limits.overloadRetryMillis;
  const refused = { error: "TooManyRooms", retryAfter } as const;
  if (relay.warden.stopsNewRooms()) {
    relay.warden.happened({ kind: "rooms-refused" });
    return { ...refused, retryAfter: relay.limits.roomsStoppedMillis };
  }
  const { rooms } = relay.backend.log.stats();
  if (rooms >= relay.limits.rooms) return refused;
  const crowded = rooms >= relay.limits.rooms * relay.limits.softShare;
  const cost = crowded ? relay.limits.crowdedRoomCost : 1;
  const wait = relay.roomCreations.take(session.ipTag, relay.now(), cost);
  if (wait > 0) return { error: "TooManyRooms", retryAfter: wait };
  relay.creating.add(id);
  return undefined;
}

/** Takes a newer card of a room that another relay serves as well (SPEC Q4). */
export async function takePeerCard(
  relay: RelayContext,
  id: RoomId,
  certificate: Certificate,
): Promise<void> {
  relay.underWay.proofs++;
  const signed = await relay.verify(certificateSignature(id, certificate));
  relay.underWay.proofs--;
  if (!signed) return;
  const put = await relay.backend.log.putRoom(id, certificate);
  if (!put.ok) relay.notice({ kind: "storage-failed", what: put.error.what });
  else if (put.value === "updated") announceCard(relay, id, certificate);
}

/** Hands the new card to every member. */
function announceCard(relay: RelayContext, id: RoomId, certificate: Certificate): void {
  const room = relay.hub.active(id);
  if (room === undefined || certificate.version <= room.certificate.version) return;
  room.certificate = certificate;
  const { channel } = room;
  relay.fanOut.start(
    room,
    ({ link }) => sendFrame(link, { kind: "card", channel, certificate }, relay.now()),
    () => undefined,
  );
}

/** Takes a new room card from its host. */
export async function takeCard(
  relay: RelayContext,
  session: Session,
  seat: Seat,
  frame: FrameOf<"card">,
): Promise<void> {
  const { room } = seat;
  const { certificate } = frame;
  const no = (refused: Refused) =>
    refuse(session.link, { refused: "card", ref: 0, ...refused }, relay.now());
  const held = room.certificate;
  if (!equalBytes(held.hostKey, certificate.hostKey)) return no({ error: "BadCertificate" });
  if (certificate.version <= held.version) return no({ error: "BadCertificate" });
  relay.underWay.proofs++;
  const signed = await relay.verify(certificateSignature(room.id, certificate));
  relay.underWay.proofs--;
  if (!signed) return no({ error: "BadCertificate" });
  const refused = await presentCertificate(relay, session, room.id, certificate);
  if (refused !== undefined) no(refused);
}
