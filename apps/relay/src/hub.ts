/**
 * Hub: the rooms that are active in this process, and what the log tells about them.
 *
 * A room is opened when its first member joins and forgotten when nobody was in it for a while; its
 * log is in the store all the time. Not its job: frames, limits, sockets.
 */
import {
  type Certificate,
  err,
  type Millis,
  ok,
  type Result,
  type RoomId,
  toSeq,
} from "@festival-chat/protocol/wire";
import type { Entry, RoomLog, StorageError } from "./backend/backend.ts";
import { pageEnvelopeBytes } from "./catch-up.ts";
import type { Flusher } from "./flush.ts";
import type { Metrics } from "./metrics.ts";
import { createPace } from "./pace.ts";
import type { RelayLimits } from "./relay-limits.ts";
import { createRing } from "./ring.ts";
import { createRoom, type Room } from "./room.ts";

export interface Hub {
  /** The room, opened if need be; undefined when it does not exist in the log. */
  open(id: RoomId): Promise<Result<Room | undefined, StorageError>>;
  /** The room if it is active. */
  active(id: RoomId): Room | undefined;
  rooms(): Iterable<Room>;
  count(): number;
  /** Takes commits into the rings and starts flushes. */
  committed(entries: readonly Entry[]): void;
  /** Reads where a room's log begins and ends. @returns false when the store does not answer */
  refreshExtent(room: Room): Promise<boolean>;
  /** Retention removed entries: every `first` is to be read anew. */
  trimmed(): void;
  /** Forgets a room whose members have left: its log is gone. */
  forget(id: RoomId): void;
  /** Forgets rooms without members and rings without readers. */
  tidy(now: Millis): void;
  ringBytes(): number;
}

/** Rooms whose extent is read anew in one round after retention ran: each is one read of the store. */
const refreshesPerTidy = 50;

/** Rooms shown to retention in one round: a fraction of one group commit. */
const keepsPerTidy = 100;

export interface HubPorts {
  readonly log: RoomLog;
  readonly limits: RelayLimits;
  readonly metrics: Metrics;
  readonly now: () => Millis;
  readonly flusher: () => Flusher;
  /** A room came into memory. */
  readonly onOpen: (room: Room) => void;
}

export function createHub(ports: HubPorts): Hub {
  const { log, limits, metrics, now, flusher } = ports;
  const rooms = new Map<RoomId, Room>();
  const opening = new Map<RoomId, Promise<Result<Room | undefined, StorageError>>>();
  let channels = 0;
  let ringBytes = 0;

  const mayGrow = (bytes: number): boolean => {
    if (ringBytes + bytes > limits.ringsBytes) return false;
    ringBytes += bytes;
    return true;
  };

  async function load(id: RoomId): Promise<Result<Room | undefined, StorageError>> {
    const certificate = await log.certificate(id);
    if (!certificate.ok) return certificate;
    if (certificate.value === undefined) return ok(undefined);
    const extent = await log.extent(id);
    if (!extent.ok) return extent;
    return ok(await enter(id, certificate.value, extent.value));
  }

  async function enter(
    id: RoomId,
    certificate: Certificate,
    extent: { first: Room["first"]; head: Room["head"] },
  ): Promise<Room> {
    const { first, head } = extent;
    const room = createRoom(
      {
        id,
        channel: ++channels,
        certificate,
        first,
        head,
        ring: createRing(head, limits),
        pace: createPace(limits),
        publishRate: limits.roomPublish,
        ephemeralRate: limits.ephemeralWrites,
      },
      now(),
    );
    // From here on the tail feeds it, so no commit falls between the extent and the ring.
    rooms.set(id, room);
    ports.onOpen(room);
    metrics.add("rooms_opened");
    // Commits may have come while the extent was on its way; the store knows them.
    await refreshExtent(room);
    return room;
  }

  async function refreshExtent(room: Room): Promise<boolean> {
    const extent = await log.extent(room.id);
    if (!extent.ok) return false;
    room.first = extent.value.first;
    if (room.extentStale) {
      room.ring.forget(room.first);
      room.lastPage = undefined;
      room.recentPoint = undefined;
    }
    room.extentStale = false;
    if (extent.value.head > room.head) raiseHead(room, extent.value.head);
    return true;
  }

  /** Entries that the store has and the tail did not bring (yet): members read them from the store. */
  function raiseHead(room: Room, head: Room["head"]): void {
    ringBytes -= room.ring.capacity();
    room.ring.release(head);
    room.head = head;
    flusher().committed(room, now());
  }

  function take(room: Room, entry: Entry, at: Millis): void {
    if (entry.seq <= room.head) return;
    if (room.first > room.head) room.first = entry.seq;
    room.head = entry.seq;
    room.lastActive = at;
    room.waitingSince ??= entry.receivedAt;
    room.ring.push(entry, room.flushed, mayGrow);
  }

  /** Retention forgets empty rooms that nobody wrote in for long: not those that people are in. */
  function keep(room: Room, at: Millis): void {
    room.keptAt = at;
    void log.putRoom(room.id, room.certificate);
  }

  function release(room: Room): void {
    ringBytes -= room.ring.capacity();
    room.ring.release(room.head);
    room.lastPage = undefined;
    room.recentPoint = undefined;
  }

  return {
    async open(id) {
      const room = rooms.get(id);
      if (room !== undefined) {
        room.lastActive = now();
        if (room.extentStale && !(await refreshExtent(room))) {
          return err({ kind: "storage", what: "extent" });
        }
        return ok(room);
      }
      const pending = opening.get(id) ?? load(id).finally(() => opening.delete(id));
      opening.set(id, pending);
      return pending;
    },
    active: (id) => rooms.get(id),
    rooms: () => rooms.values(),
    count: () => rooms.size,
    committed(entries) {
      const at = now();
      const touched = new Set<Room>();
      for (const entry of entries) {
        const room = rooms.get(entry.room);
        if (room === undefined) continue;
        take(room, entry, at);
        touched.add(room);
      }
      for (const room of touched) flusher().committed(room, at);
    },
    refreshExtent,
    trimmed() {
      for (const room of rooms.values()) room.extentStale = true;
    },
    forget(id) {
      const room = rooms.get(id);
      if (room === undefined) return;
      release(room);
      rooms.delete(id);
    },
    tidy(at) {
      let refreshes = 0;
      let keeps = 0;
      for (const room of rooms.values()) {
        if (room.extentStale && refreshes++ < refreshesPerTidy) void refreshExtent(room);
        const overdue = room.seatCount > 0 && at - room.keptAt >= limits.roomKeepMillis;
        if (overdue && keeps++ < keepsPerTidy) keep(room, at);
        if (at - room.lastActive < limits.roomIdleMillis) continue;
        const still = room.flushed === room.head && room.passes === 0;
        if (!still || room.presence.restless()) continue;
        if (room.ring.capacity() > 0) release(room);
        if (room.seatCount === 0 && room.reads.size === 0) rooms.delete(room.id);
      }
    },
    ringBytes: () => ringBytes,
  };
}

/** The point `recent` records before the head, as far as one page holds them. */
export function recentPoint(
  log: RoomLog,
  room: Room,
  recent: number,
): Promise<Result<Room["head"], StorageError>> {
  if (recent === 0 || room.first > room.head) return Promise.resolve(ok(room.head));
  // The ring may hold fewer because there are no more.
  const whole = room.ring.base() < room.first ? room.ring.base() : undefined;
  const held = room.ring.before(recent, pageEnvelopeBytes) ?? whole;
  if (held !== undefined) return Promise.resolve(ok(held));
  // After a restart the whole room asks for the same point.
  const { recentPoint: memo, head } = room;
  if (memo?.head === head && memo.recent === recent) return memo.point;
  const point = readRecentPoint(log, room, recent);
  room.recentPoint = { head, recent, point };
  return point;
}

async function readRecentPoint(log: RoomLog, room: Room, recent: number) {
  const { head } = room;
  const above = toSeq(head + 1);
  const read = await log.read(room.id, "before", above, recent, pageEnvelopeBytes);
  if (!read.ok) room.recentPoint = undefined;
  return read.ok ? ok(read.value[0]?.prev ?? head) : read;
}
