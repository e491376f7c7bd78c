/**
 * A room that is active on this relay: its members' seats, where its log stands, its ring.
 *
 * Seats are kept in an array so that a fan-out can stop and go on; a seat that leaves in the middle
 * of one leaves a hole, which is closed when no fan-out is under way.
 */
import type {
  Certificate,
  DeviceTag,
  Millis,
  ReachFrameOf,
  Result,
  RoomId,
  Seq,
} from "@festival-chat/protocol/wire";
import type { StorageError } from "./backend/backend.ts";
import type { Link } from "./link.ts";
import type { Pace } from "./pace.ts";
import { createPresence, type Presence } from "./presence.ts";
import type { Ring } from "./ring.ts";
import type { OutMessage } from "./socket-port.ts";
import { fullBucket, type KeyedBuckets, type Rate, type TokenBucket } from "./token-bucket.ts";

/** One link's place in one room. */
export interface Seat {
  readonly room: Room;
  readonly link: Link;
  readonly device: DeviceTag;
  /** Everything up to here was written to the socket. */
  cursor: Seq;
  /** live: fed by flushes. reading: a page from the store is on its way. gone: left. */
  phase: "live" | "reading" | "gone";
  announced: boolean;
  /** Whether it holds the presence that changes refer to. */
  presenceKnown: boolean;
  acks: { ref: number; seq: Seq }[];
  /** Envelopes it was asked for and has not brought yet: that many pass at the heal rate. */
  wanted: number;
  /** Messages published since it joined. */
  published: number;
  /** Rings whose publish has not come yet, oldest first (SPEC R1). */
  rings: readonly ReachFrameOf<"ring">[];
  /** Somebody looks at the app on the other end (SPEC R4). */
  looking: boolean;
  /** Index in room.seats. */
  index: number;
}

/** Where the fan-out of a room's commits stands. */
export type FlushState =
  | { readonly kind: "quiet"; readonly openAt: Millis }
  | { readonly kind: "waiting"; readonly dueAt: Millis }
  | { readonly kind: "passing" };

export interface Room {
  readonly id: RoomId;
  /** The same number on every link of this process. */
  readonly channel: number;
  readonly ring: Ring;
  readonly presence: Presence;
  readonly pace: Pace;
  readonly publishBucket: TokenBucket;
  readonly ephemeralBucket: TokenBucket;
  certificate: Certificate;
  /** The organiser closed it: nobody publishes. */
  closed: boolean;
  /** Slow mode of the organiser: least seconds between two messages of one device; 0 when off. */
  slowSeconds: number;
  slow: KeyedBuckets<DeviceTag> | undefined;
  /** Relay time of the oldest commit that is not flushed yet. */
  waitingSince: Millis | undefined;
  first: Seq;
  head: Seq;
  /** Members are in sync when they have everything up to here. */
  flushed: Seq;
  flush: FlushState;
  /** Retention ran since `first` was read. */
  extentStale: boolean;
  seats: (Seat | undefined)[];
  seatCount: number;
  readonly seatsByDevice: Map<DeviceTag, Seat[]>;
  /** Fan-outs under way: while there are any, seats are not moved. */
  passes: number;
  /** Where the next fan-out begins, so that the same members are not always last. */
  turn: number;
  /** The newest catch-up page: after a cut many members stand at the same cursor. */
  lastPage: { readonly after: Seq; readonly to: Seq; readonly message: OutMessage } | undefined;
  /** The newest answer to "how far back are the newest records", for the same reason. */
  recentPoint:
    | {
        readonly head: Seq;
        readonly recent: number;
        readonly point: Promise<Result<Seq, StorageError>>;
      }
    | undefined;
  /** Seats that wait for a page of the store after this seq. */
  readonly reads: Map<Seq, Seat[]>;
  presenceSentAt: Millis;
  /** When the log last heard that the room has members. */
  keptAt: Millis;
  lastActive: Millis;
}

export interface RoomStart {
  readonly id: RoomId;
  readonly channel: number;
  readonly certificate: Certificate;
  readonly first: Seq;
  readonly head: Seq;
  readonly ring: Ring;
  readonly pace: Pace;
  readonly publishRate: Rate;
  readonly ephemeralRate: Rate;
}

export const createRoom = (start: RoomStart, now: Millis): Room => ({
  id: start.id,
  channel: start.channel,
  ring: start.ring,
  pace: start.pace,
  presence: createPresence(),
  publishBucket: fullBucket(start.publishRate, now),
  ephemeralBucket: fullBucket(start.ephemeralRate, now),
  certificate: start.certificate,
  closed: false,
  slowSeconds: 0,
  slow: undefined,
  waitingSince: undefined,
  first: start.first,
  head: start.head,
  flushed: start.head,
  flush: { kind: "quiet", openAt: now },
  extentStale: false,
  seats: [],
  seatCount: 0,
  seatsByDevice: new Map(),
  passes: 0,
  turn: 0,
  lastPage: undefined,
  recentPoint: undefined,
  reads: new Map(),
  presenceSentAt: -Infinity,
  keptAt: -Infinity,
  lastActive: now,
});

const noRings: Seat["rings"] = [];

/** Takes a place in the room; deliveries continue after `cursor`. */
export function takeSeat(room: Room, link: Link, device: DeviceTag, cursor: Seq): Seat {
  const seat: Seat = {
    room,
    link,
    device,
    cursor,
    phase: "live",
    announced: false,
    presenceKnown: false,
    acks: [],
    wanted: 0,
    published: 0,
    rings: noRings,
    looking: false,
    index: room.seats.length,
  };
  room.seats.push(seat);
  room.seatCount++;
  room.seatsByDevice.set(device, [...seatsOf(room, device), seat]);
  return seat;
}

/** Leaves the room. Presence is the caller's to withdraw. */
export function leaveSeat(seat: Seat, now: Millis): void {
  const { room } = seat;
  if (seat.phase === "gone") return;
  seat.phase = "gone";
  room.seats[seat.index] = undefined;
  room.seatCount--;
  room.lastActive = now;
  const others = seatsOf(room, seat.device).filter((other) => other !== seat);
  if (others.length > 0) room.seatsByDevice.set(seat.device, others);
  else room.seatsByDevice.delete(seat.device);
  closeHoles(room, seat.index);
}

/** Moves the last seat into a hole; with no index, closes all of them. */
export function closeHoles(room: Room, only?: number): void {
  if (room.passes > 0) return;
  if (only !== undefined) {
    const last = room.seats.pop();
    if (last === undefined || last.index === only) return;
    last.index = only;
    room.seats[only] = last;
    return;
  }
  if (room.seats.length === room.seatCount) return;
  room.seats = room.seats.filter((seat) => seat !== undefined);
  room.seats.forEach((seat, index) => {
    if (seat !== undefined) seat.index = index;
  });
}

/** Whether somebody looks at the app on this device, as far as its links say and live. */
export const isLooking = (room: Room, device: DeviceTag): boolean =>
  seatsOf(room, device).some(({ looking, link }) => looking && link.misses === 0 && !link.closed);

/** Seats of one device, for limits and signalling. */
export const seatsOf = (room: Room, device: DeviceTag): readonly Seat[] =>
  room.seatsByDevice.get(device) ?? [];
