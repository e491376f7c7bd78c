/**
 * Catch-up: brings one seat from its cursor to the head, page by page, from the ring or the store.
 *
 * A page is written only to a socket without pending bytes, so a stalled phone costs one page at
 * most. Seats that stand at the same cursor share one read and one message.
 */
import { limits, type LogRecord, type Millis, type Seq } from "@festival-chat/protocol/wire";
import type { RoomLog } from "./backend/backend.ts";
import { pageFromRing } from "./flush.ts";
import { sendFrame, writeMessage } from "./link.ts";
import type { Metrics } from "./metrics.ts";
import type { Room, Seat } from "./room.ts";
import type { OutMessage } from "./socket-port.ts";
import { messageOf } from "./ws-frame.ts";

/** Records and envelope bytes of one page of the store: with 25 bytes of record head each, one frame. */
const pageRecords = 500;
export const pageEnvelopeBytes = limits.outboundFrameBytes - 13 * 1_024;

export interface CatchUp {
  /** Writes what the seat lacks, as far as its socket takes it. */
  advance(seat: Seat): void;
  /** Tries again the seats whose read failed. */
  retry(): void;
}

export interface CatchUpPorts {
  readonly log: RoomLog;
  readonly metrics: Metrics;
  readonly now: () => Millis;
  /** Reads where the room's log begins and ends anew. */
  readonly refreshExtent: (room: Room) => Promise<boolean>;
}

export function createCatchUp(ports: CatchUpPorts): CatchUp {
  const { log, metrics, now, refreshExtent } = ports;
  const failed = new Set<Seat>();

  function advance(seat: Seat): void {
    const { room, link } = seat;
    while (seat.phase === "live" && link.pendingSince === undefined && !link.closed) {
      if (seat.cursor >= room.head) return;
      const page = pageFromRing(room, seat.cursor);
      if (page === undefined || page === "none") return readStore(seat);
      room.lastPage = { after: seat.cursor, ...page };
      seat.cursor = page.to;
      writeMessage(link, page.message, now());
    }
  }

  function readStore(seat: Seat): void {
    const { room, cursor } = seat;
    seat.phase = "reading";
    const others = room.reads.get(cursor);
    if (others !== undefined) return void others.push(seat);
    room.reads.set(cursor, [seat]);
    void readPage(room, cursor);
  }

  async function readPage(room: Room, after: Seq): Promise<void> {
    metrics.add("store_reads");
    const read = await log.read(room.id, "after", after, pageRecords, pageEnvelopeBytes);
    // Gone from the store, though the head is beyond: retention was faster than this reader.
    const trimmed = read.ok && (read.value[0]?.prev ?? room.head) > after;
    const known = !trimmed || (await refreshExtent(room));
    const seats = (room.reads.get(after) ?? []).filter((seat) => seat.phase === "reading");
    room.reads.delete(after);
    for (const seat of seats) seat.phase = "live";
    if (!read.ok || !known) {
      for (const seat of seats) failed.add(seat);
      return;
    }
    give(room, after, seats, read.value, trimmed);
  }

  function give(
    room: Room,
    after: Seq,
    seats: readonly Seat[],
    records: readonly LogRecord[],
    trimmed: boolean,
  ): void {
    const from = trimmed ? (records[0]?.prev ?? room.head) : after;
    const { first, head, channel } = room;
    for (const seat of seats) {
      if (!trimmed) break;
      const reset = { channel, logEpoch: log.logEpoch, first, head, from };
      sendFrame(seat.link, { kind: "reset", ...reset, reason: "trimmed" }, now());
      metrics.add("resets");
      seat.cursor = from;
    }
    const last = records.at(-1);
    if (last !== undefined) {
      const message = deliverMessage(channel, records);
      room.lastPage = { after: from, to: last.seq, message };
      for (const seat of seats) {
        if (seat.link.closed || seat.link.pendingSince !== undefined) continue;
        seat.cursor = last.seq;
        writeMessage(seat.link, message, now());
      }
    }
    for (const seat of seats) advance(seat);
  }

  return {
    advance,
    retry() {
      const seats = [...failed];
      failed.clear();
      for (const seat of seats) advance(seat);
    },
  };
}

/** Records of the store as one deliver message. */
const deliverMessage = (channel: number, records: readonly LogRecord[]): OutMessage =>
  messageOf({ kind: "deliver", channel, records });
