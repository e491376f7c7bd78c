/**
 * Flush: turns the commits of a room into shared deliver messages.
 *
 * The first message of a quiet room goes out in the turn of its commit. Under load the window
 * widens with the cost of writing to all members, so that writes per second stay bounded while
 * messages per frame grow.
 */
import { encodeDeliverHeader, limits, type Millis, type Seq } from "@festival-chat/protocol/wire";
import type { FanOut } from "./fan-out.ts";
import { writeMessage } from "./link.ts";
import type { Metrics } from "./metrics.ts";
import type { RelayLimits } from "./relay-limits.ts";
import type { Room, Seat } from "./room.ts";
import type { OutMessage } from "./socket-port.ts";
import { allocateMessage } from "./ws-frame.ts";

/** A deliver message and the seq of its last record. */
export interface Page {
  readonly to: Seq;
  readonly message: OutMessage;
}

/** The records after `after` that one deliver frame holds; undefined when the ring lacks them. */
export function pageFromRing(room: Room, after: Seq): Page | "none" | undefined {
  if (room.lastPage?.after === after) return room.lastPage;
  const header = encodeDeliverHeader(room.channel);
  const span = room.ring.after(after, limits.outboundFrameBytes - header.length);
  if (span === undefined || span === "none") return span;
  const message = allocateMessage(header.length + span.end - span.start);
  message.whole.set(header, message.payloadAt);
  room.ring.copy(span, message.whole, message.payloadAt + header.length);
  return { to: span.to, message };
}

/** Pause after a flush in milliseconds: twice what the flush costs. */
export function flushWindow(members: number, writeMillis: Millis, relay: RelayLimits): Millis {
  const cost = 2 * members * writeMillis;
  return Math.min(relay.flushMaxMillis, Math.max(relay.flushMinMillis, cost));
}

/** One slow flush, because the machine did something else, must not widen the window much. */
const smoothed = (before: Millis, sample: Millis): Millis =>
  before + (Math.min(sample, 2 * before + 0.001) - before) / 8;

export interface Flusher {
  /** The room's head rose. Starts a flush if the room is quiet; run the fan-out afterwards. */
  committed(room: Room, now: Millis): void;
  /** Starts the flushes whose window is over. */
  due(now: Millis): void;
  /** When `due` wants to be called; Infinity for never. */
  nextWake(): Millis;
  /** Smoothed cost of one write in milliseconds. */
  writeMillis(): Millis;
}

export interface FlusherPorts {
  readonly limits: RelayLimits;
  readonly metrics: Metrics;
  readonly fanOut: FanOut;
  readonly now: () => Millis;
  /** Brings a seat that is not in sync up to the head by itself. */
  readonly catchUp: (seat: Seat) => void;
}

export function createFlusher(ports: FlusherPorts): Flusher {
  const { limits: relay, metrics, fanOut, now, catchUp } = ports;
  const waiting = new Set<Room>();
  let writeMillis = 0.01;

  /** Writes the shared pages to a seat in sync. A socket that fills up keeps the rest for later. */
  function deliver(seat: Seat, from: Seq, pages: readonly Page[], at: Millis): void {
    if (seat.phase !== "live" || seat.link.pendingSince !== undefined) return;
    if (seat.cursor !== from || pages.length === 0) return catchUp(seat);
    for (const { to, message } of pages) {
      seat.cursor = to;
      if (!writeMessage(seat.link, message, at)) return;
    }
  }

  function start(room: Room, at: Millis): void {
    waiting.delete(room);
    room.flush = { kind: "passing" };
    const from = room.flushed;
    const pages = sharedPages(room, from);
    room.flushed = room.head;
    const since = room.waitingSince;
    room.waitingSince = undefined;
    metrics.add("flushes");
    let writes = 0;
    fanOut.start(
      room,
      (seat) => {
        deliver(seat, from, pages, at);
        writes++;
      },
      (spent) => {
        if (writes > 0) writeMillis = smoothed(writeMillis, spent / writes);
        if (writes > 0 && since !== undefined) metrics.delivered(now() - since);
        settle(room);
      },
    );
  }

  function settle(room: Room): void {
    const openAt = now() + flushWindow(room.seatCount, writeMillis, relay);
    if (room.head === room.flushed) {
      room.flush = { kind: "quiet", openAt };
      return;
    }
    room.flush = { kind: "waiting", dueAt: openAt };
    waiting.add(room);
  }

  return {
    committed(room, at) {
      const { flush } = room;
      if (flush.kind !== "quiet") return;
      if (flush.openAt <= at) return start(room, at);
      room.flush = { kind: "waiting", dueAt: flush.openAt };
      waiting.add(room);
    },
    due(at) {
      for (const room of waiting) {
        if (room.flush.kind === "waiting" && room.flush.dueAt <= at) start(room, at);
      }
    },
    nextWake() {
      let next = Infinity;
      for (const { flush } of waiting) {
        if (flush.kind === "waiting") next = Math.min(next, flush.dueAt);
      }
      return next;
    },
    writeMillis: () => writeMillis,
  };
}

/** Everything between the last flush and the head; empty when the ring lacks some of it. */
function sharedPages(room: Room, from: Seq): Page[] {
  const pages: Page[] = [];
  for (let after = from; after < room.head;) {
    const page = pageFromRing(room, after);
    if (page === undefined || page === "none") return [];
    pages.push(page);
    after = page.to;
  }
  return pages;
}
