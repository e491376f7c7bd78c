/**
 * Joining: from a checked join or resume to a seat in the room.
 *
 * Order: load, ticket or signatures, certificate, room, seat. Every await may outlive the link, so
 * each is followed by a look whether it is still there.
 */
import {
  type Cursor,
  deviceTagOf,
  type DeviceTag,
  type FrameOf,
  limits,
  noExtensions,
  type ResetReason,
  type RoomId,
  type Seq,
  timing,
} from "@festival-chat/protocol/wire";
import { tell } from "./govern.ts";
import { recentPoint } from "./hub.ts";
import { certificateSignature, joinSignatures } from "./join-check.ts";
import { refuse, sendFrame } from "./link.ts";
import { sendPresenceTo } from "./presence-fan-out.ts";
import type { RelayContext } from "./relay-context.ts";
import { isKnown, presentCertificate, type Refused, storageRefused } from "./room-cards.ts";
import { type Room, seatsOf, takeSeat } from "./room.ts";
import { unseat } from "./seating.ts";
import type { Session } from "./session.ts";

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
