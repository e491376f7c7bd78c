/**
 * Joining: from a checked join or resume to a seat in the room.
 *
 * Order: load, ticket or signatures, certificate, room, seat. Every await may outlive the link, so
 * each is followed by a look whether it is still there.
 */
import {
  type Certificate,
  type Cursor,
  deviceTagOf,
  type DeviceTag,
  equalBytes,
  type FrameOf,
  limits,
  noExtensions,
  type ResetReason,
  type RoomId,
  type Seq,
  timing,
  type WireErrorName,
} from "@festival-chat/protocol/wire";
import { tell } from "./govern.ts";
import { recentPoint } from "./hub.ts";
import { certificateSignature, joinSignatures } from "./join-check.ts";
import { refuse, sendFrame } from "./link.ts";
import { sendPresenceTo } from "./presence-fan-out.ts";
import type { RelayContext } from "./relay-context.ts";
import { type Room, seatsOf, takeSeat } from "./room.ts";
import { unseat } from "./seating.ts";
import type { Session } from "./session.ts";

/** Why a join was refused, and when it may be tried again. */
interface Refused {
  readonly error: WireErrorName;
  readonly retryAfter?: number;
}

/** What a join and a resume have in common. */
interface Request {
  readonly kind: "join" | "resume";
  readonly ref: number;
  readonly room: RoomId;
  readonly cursor: Cursor | undefined;
  readonly recent: number;
}

/** Carries a join through; answers with joined or refuse. */
export async function join(
  relay: RelayContext,
  session: Session,
  frame: FrameOf<"join">,
): Promise<void> {
  await admit(relay, session, frame, async () => {
    const { certificate } = frame;
    const checks = joinSignatures(session, frame);
    const known = certificate !== undefined && isKnown(relay, frame.room, certificate);
    if (certificate !== undefined && !known) {
      checks.push(certificateSignature(frame.room, certificate));
    }
    const [room = false, device = false, host = true] = await Promise.all(checks.map(relay.verify));
    if (!room || !device) return { error: "BadSignature" };
    if (!host) return { error: "BadCertificate" };
    const tag = deviceTagOf(frame.room, frame.deviceKey);
    const shut = judged(relay, frame.room, tag);
    if (shut !== undefined) return shut;
    if (certificate !== undefined && !known) {
      const refused = await presentCertificate(relay, session, frame.room, certificate);
      if (refused !== undefined) return refused;
    }
    return tag;
  });
}

/** Carries a resume through; answers with joined or refuse. */
export async function resume(
  relay: RelayContext,
  session: Session,
  frame: FrameOf<"resume">,
): Promise<void> {
  await admit(relay, session, frame, async () => {
    const { ticket, room } = frame;
    const now = relay.now();
    const peer = relay.peerTickets?.check(ticket, room, session.origin, now);
    // Before the room is looked for: another relay asks for rooms that may not be here.
    if (peer !== undefined) session.peer = true;
    const device = peer ?? relay.tickets.check(ticket, room, session.origin, now);
    return device === undefined ? { error: "BadTicket" } : (judged(relay, room, device) ?? device);
  });
}

/** What the organiser shut stays shut, whoever holds a certificate or a ticket. */
function judged(relay: RelayContext, room: RoomId, device: DeviceTag): Refused | undefined {
  const verdict = relay.warden.judge(room, device);
  if (verdict === "welcome") return undefined;
  relay.metrics.add("joins_banned");
  if (verdict === "banned") relay.warden.happened({ kind: "banned-device", room, device });
  return { error: "RoomClosed" };
}

async function admit(
  relay: RelayContext,
  session: Session,
  request: Request,
  prove: () => Promise<DeviceTag | Refused>,
): Promise<void> {
  const { ref, kind } = request;
  const answer = (refused: Refused) =>
    refuse(session.link, { refused: kind, ref, ...refused }, relay.now());
  const busy = overload(relay);
  if (busy !== undefined) return answer(busy);
  session.joining++;
  relay.underWay.proofs++;
  try {
    const device = await prove();
    const refused =
      typeof device === "string" ? await sit(relay, session, request, device) : device;
    if (refused !== undefined) answer(refused);
  } finally {
    session.joining--;
    relay.underWay.proofs--;
  }
}

function overload(relay: RelayContext): Refused | undefined {
  if (relay.draining) return { error: "Draining", retryAfter: relay.limits.reconnectMinMillis };
  const loaded = relay.underWay.proofs >= relay.limits.joining || relay.pressure() !== "none";
  return loaded ? { error: "Overloaded", retryAfter: relay.limits.overloadRetryMillis } : undefined;
}

const storageRefused = (relay: RelayContext, what: string): Refused => {
  relay.notice({ kind: "storage-failed", what });
  return { error: "Storage", retryAfter: relay.limits.storageRetryMillis };
};

/** Whether this very certificate is the one the relay has, verified before. */
function isKnown(relay: RelayContext, id: RoomId, certificate: Certificate): boolean {
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
  if (put.ok && put.value === "updated") announceCard(relay, id, certificate);
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

/** Where deliveries continue, and why not after the cursor. */
async function startingPoint(relay: RelayContext, room: Room, request: Request) {
  const { cursor, recent } = request;
  const reason = cursor === undefined ? undefined : cursorFault(relay, room, cursor);
  if (cursor !== undefined && reason === undefined) {
    return { ok: true as const, value: { from: cursor.seq, reason } };
  }
  const point = await recentPoint(relay.backend.log, room, recent);
  return point.ok ? { ok: true as const, value: { from: point.value, reason } } : point;
}

function cursorFault(relay: RelayContext, room: Room, cursor: Cursor): ResetReason | undefined {
  if (cursor.logEpoch !== relay.backend.log.logEpoch) return "new-log";
  if (cursor.seq > room.head) return "rolled-back";
  return cursor.seq < room.first - 1 ? "trimmed" : undefined;
}

async function sit(
  relay: RelayContext,
  session: Session,
  request: Request,
  device: DeviceTag,
): Promise<Refused | undefined> {
  const opened = await relay.hub.open(request.room);
  if (!opened.ok) return storageRefused(relay, opened.error.what);
  const room = opened.value;
  if (room === undefined) return { error: "NoSuchRoom" };
  const start = await startingPoint(relay, room, request);
  if (!start.ok) return storageRefused(relay, start.error.what);
  if (session.state.kind === "closed") return undefined;
  const links = seatsOf(room, device).filter(({ link }) => link !== session.link);
  if (links.length >= relay.limits.linksPerDevice) {
    return { error: "Overloaded", retryAfter: relay.limits.overloadRetryMillis };
  }
  const { from, reason } = start.value;
  seatAt(relay, session, request, room, device, from, reason);
  return undefined;
}

function seatAt(
  relay: RelayContext,
  session: Session,
  request: Request,
  room: Room,
  device: DeviceTag,
  from: Seq,
  reason: ResetReason | undefined,
): void {
  const now = relay.now();
  const before = session.seats.get(room.channel);
  // Joining again on the same link moves the seat: the client lost track and says where it stands.
  // To the others it never left, if it announces itself again.
  if (before !== undefined) unseat(relay, session, before, now + timing.leaveMillis);
  const seat = takeSeat(room, session.link, device, from);
  session.seats.set(room.channel, seat);
  if (session.state.kind === "greeting") relay.admission.proved(session.ipTag);
  session.state = { kind: "joined" };
  relay.metrics.add(request.kind === "join" ? "joins" : "resumes");
  const { channel, first, head, certificate } = room;
  const { logEpoch } = relay.backend.log;
  sendFrame(
    session.link,
    {
      kind: "joined",
      ref: request.ref,
      channel,
      device,
      logEpoch,
      first,
      head,
      from,
      relayTime: now,
      members: room.presence.count(),
      ticket: relay.tickets.issue(room.id, device, session.origin, now),
      certificate,
      extensions: noExtensions,
    },
    now,
  );
  if (reason !== undefined) {
    relay.metrics.add("resets");
    sendFrame(session.link, { kind: "reset", channel, logEpoch, first, head, from, reason }, now);
  }
  if (room.presence.count() > 0 && room.presence.count() <= limits.presenceExact) {
    sendPresenceTo(seat, now);
  }
  for (const notice of relay.warden.noticesFor(room.id)) tell(relay, session, notice);
  relay.catchUp.advance(seat);
}
