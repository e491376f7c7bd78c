/** Carries out what a session decided. Acks and deliveries come only from committed appends. */
import {
  decodeFrame,
  type DeviceTag,
  encodeFrame,
  type EnvelopeId,
  equalBytes,
  type Frame,
  type FrameOf,
  limits,
  type ReachFrameOf,
  type RoomId,
  toSeq,
} from "@festival-chat/protocol/wire";
import { ring } from "./carry-reach.ts";
import { pageEnvelopeBytes } from "./catch-up.ts";
import { closeLink, refuse, sendFrame, sendLossy } from "./link.ts";
import type { RelayContext } from "./relay-context.ts";
import { type Room, type Seat, seatsOf } from "./room.ts";
import type { Session } from "./session.ts";
import { takeTokens } from "./token-bucket.ts";
import { messageOf } from "./ws-frame.ts";

/** Appends an envelope; ack or refuse follows when its commit is known. */
export async function publish(
  relay: RelayContext,
  session: Session,
  publish: {
    seat: Seat;
    ref: number;
    id: EnvelopeId;
    envelope: Uint8Array;
    ring: ReachFrameOf<"ring"> | undefined;
  },
): Promise<void> {
  const { seat, ref, id, envelope } = publish;
  const { metrics, underWay, limits: bounds } = relay;
  const no = (error: "Storage" | "Overloaded", retryAfter: number) =>
    refuse(session.link, { refused: "publish", ref, error, retryAfter }, relay.now());
  if (relay.draining) return no("Overloaded", bounds.reconnectMinMillis);
  if (underWay.appends >= bounds.appends) return no("Overloaded", bounds.overloadRetryMillis);
  metrics.add("publishes");
  session.appends++;
  underWay.appends++;
  const appended = await relay.backend.log.append(seat.room.id, id, envelope);
  session.appends--;
  underWay.appends--;
  relay.wakeSoon();
  if (!appended.ok) {
    relay.notice({ kind: "storage-failed", what: appended.error.what });
    return no("Storage", bounds.storageRetryMillis);
  }
  if (appended.value.known) metrics.add("publishes_known");
  // Whether or not its author is still there: it may have been the last thing before the pocket.
  else if (publish.ring !== undefined) ring(relay, seat, envelope, publish.ring);
  // An ack may come before the delivery of the same entry, never before its commit.
  if (seat.phase === "gone") return;
  seat.acks.push({ ref, seq: appended.value.seq });
  relay.owedAcks.add(seat);
}

/** Sends the acks of this turn: one frame per seat, as a rule. */
export function sendAcks(relay: RelayContext): void {
  const now = relay.now();
  for (const seat of relay.owedAcks) {
    const { channel } = seat.room;
    while (seat.acks.length > 0) {
      const acks = seat.acks.splice(0, limits.acks);
      sendFrame(seat.link, { kind: "ack", channel, acks }, now);
    }
  }
  relay.owedAcks.clear();
}

/** Answers a pull, or keeps it until the socket takes bytes again. */
export async function pull(
  relay: RelayContext,
  session: Session,
  seat: Seat,
  frame: FrameOf<"pull">,
): Promise<void> {
  if (session.link.pendingSince !== undefined) {
    session.waitingPulls.push({ seat, frame });
    return;
  }
  const { room } = seat;
  const { ref, direction, seq, limit } = frame;
  const { log } = relay.backend;
  const read = await log.read(room.id, direction, seq, limit, pageEnvelopeBytes);
  const extent = await log.extent(room.id);
  if (!read.ok || !extent.ok) {
    const retryAfter = relay.limits.storageRetryMillis;
    return refuse(
      session.link,
      { refused: "pull", ref, error: "Storage", retryAfter },
      relay.now(),
    );
  }
  if (seat.phase === "gone") return;
  const records = read.value;
  const edge = direction === "before" ? (records[0]?.seq ?? seq) : (records.at(-1)?.seq ?? seq);
  const { first, head } = extent.value;
  // Nothing on this side, though the room is not at its end: retention or damage took the rest.
  const ended = records.length === 0 && limit > 0;
  const more = !ended && (direction === "before" ? edge > first && first <= head : edge < head);
  relay.metrics.add("pages");
  const { channel } = room;
  sendFrame(session.link, { kind: "page", channel, ref, more, records }, relay.now());
}

/** Of the ids offered, asks for those the log lacks. */
export async function have(
  relay: RelayContext,
  session: Session,
  seat: Seat,
  frame: FrameOf<"have">,
): Promise<void> {
  const { channel } = seat.room;
  const wait = takeTokens(
    relay.offersBucket,
    relay.limits.offeredIds,
    relay.now(),
    frame.ids.length,
  );
  if (wait > 0) {
    const refusal = { refused: "have", ref: 0, error: "Overloaded", retryAfter: wait } as const;
    return refuse(session.link, refusal, relay.now());
  }
  const missing = await relay.backend.log.missing(seat.room.id, frame.ids);
  if (!missing.ok) {
    const retryAfter = relay.limits.storageRetryMillis;
    const refusal = { refused: "have", ref: 0, error: "Storage", retryAfter } as const;
    return refuse(session.link, refusal, relay.now());
  }
  if (seat.phase === "gone") return;
  seat.wanted = Math.min(relay.limits.wantedIds, seat.wanted + missing.value.length);
  sendFrame(session.link, { kind: "want", channel, ids: missing.value }, relay.now());
}

/** Marks a device as seen in the room, or as gone. */
export function announce(relay: RelayContext, seat: Seat, frame: FrameOf<"announce">): void {
  const { presence } = seat.room;
  seat.room.lastActive = relay.now();
  if (frame.here) {
    // A view of the frame would keep all of it.
    presence.announce(seat.device, frame.sealed.slice(), !seat.announced);
    seat.announced = true;
    return;
  }
  if (seat.announced) presence.withdraw(seat.device, relay.now());
  seat.announced = false;
}

/** The exact list of who is here, as far as one frame holds it. */
export function roster(relay: RelayContext, seat: Seat): void {
  const { channel, presence } = seat.room;
  const body = presence.roster(limits.outboundFrameBytes - 16);
  sendFrame(seat.link, { kind: "presence", channel, body }, relay.now());
}

/** Passes typing and the like to everybody else here, and to other relays. */
export function ephemeral(relay: RelayContext, seat: Seat, sealed: Uint8Array): void {
  const frame = { kind: "ephemeral", channel: 0, from: seat.device, sealed } as const;
  spreadEphemeral(relay, seat.room, frame, seat);
  publishOnBus(relay, seat.room.id, frame);
}

function spreadEphemeral(
  relay: RelayContext,
  room: Room,
  frame: FrameOf<"ephemeral">,
  author: Seat | undefined,
): void {
  const now = relay.now();
  const { ephemeralWrites, ephemeralWritesAll } = relay.limits;
  const cost = room.seatCount;
  if (
    takeTokens(room.ephemeralBucket, ephemeralWrites, now, cost) > 0 ||
    takeTokens(relay.ephemeralBucket, ephemeralWritesAll, now, cost) > 0
  ) {
    relay.metrics.add("lossy_limited", cost);
    return;
  }
  const message = messageOf({ ...frame, channel: room.channel });
  relay.fanOut.start(
    room,
    (seat) => void (seat !== author && sendLossy(seat.link, message, now)),
    () => undefined,
  );
}

/** Passes opaque signalling to the links of one device. */
export function signal(relay: RelayContext, seat: Seat, to: DeviceTag, sealed: Uint8Array): void {
  const frame = { kind: "signal", channel: 0, to, from: seat.device, sealed } as const;
  deliverSignal(relay, seat.room, frame);
  publishOnBus(relay, seat.room.id, frame);
}

function deliverSignal(relay: RelayContext, room: Room, frame: FrameOf<"signal">): void {
  for (const seat of seatsOf(room, frame.to)) {
    sendFrame(seat.link, { ...frame, channel: room.channel }, relay.now());
  }
}

/** Answers a ping with the heads of the rooms on this link. */
export function pong(relay: RelayContext, session: Session, token: number): void {
  const heads = [...session.seats.values()].map(({ room }) => ({
    channel: room.channel,
    head: toSeq(room.head),
  }));
  sendFrame(session.link, { kind: "pong", token, heads }, relay.now());
}

function publishOnBus(relay: RelayContext, room: RoomId, frame: Frame): void {
  const bytes = encodeFrame(frame);
  const marked = new Uint8Array(relay.node.length + bytes.length);
  marked.set(relay.node);
  marked.set(bytes, relay.node.length);
  relay.backend.bus.publish(room, marked);
}

/** Takes a word of another relay node; our own come back and are known by their mark. */
export function hearBus(relay: RelayContext, id: RoomId, bytes: Uint8Array): void {
  const { node } = relay;
  const room = relay.hub.active(id);
  if (room === undefined || equalBytes(bytes.subarray(0, node.length), node)) return;
  const decoded = decodeFrame(bytes.subarray(node.length));
  if (!decoded.ok) return;
  if (decoded.value.kind === "ephemeral") spreadEphemeral(relay, room, decoded.value, undefined);
  if (decoded.value.kind === "signal") deliverSignal(relay, room, decoded.value);
}

/** Ends a link at the wish of its other end. */
export function hangUp(relay: RelayContext, session: Session): void {
  closeLink(session.link, "Normal", relay.now());
}
