/**
 * One room that two relays serve, over one link (SPEC 14): what the peer delivers is appended here,
 * what is appended here is handed to the peer.
 *
 * Both ways go by a cursor of their own and by appends that are idempotent, so a cut at any moment
 * costs a repetition and never a message. Not its job: the link, and which rooms there are.
 */
import {
  type EnvelopeId,
  envelopeId,
  type Frame,
  type FrameOf,
  type LogEpoch,
  type LogRecord,
  type Millis,
  parseEnvelope,
  type RelayId,
  type RoomId,
  type Seq,
  toSeq,
} from "@festival-chat/protocol/wire";
import type { RoomLog } from "../backend/backend.ts";
import { pageEnvelopeBytes } from "../catch-up.ts";
import type { Metrics } from "../metrics.ts";
import type { PeerCursor, PeerCursors } from "./peer-cursors.ts";
import type { PeerRequests } from "./peer-requests.ts";

/** Records read and handed over at once: one group commit at the other end. */
const pageRecords = 128;

/** So few are handed over unasked: asking costs a round trip, and what is new is new there as well. */
const unasked = 8;

/** Envelopes of theirs that are not offered back to them: those of the last moments. */
const rememberedIds = 1_024;

/** What goes wrong for good: the link ends, and another one begins from the cursors. */
export type PeerFault = "storage" | "sequence";

export interface PeerRoomPorts {
  readonly room: RoomId;
  readonly peer: RelayId;
  readonly log: Pick<RoomLog, "append" | "read" | "logEpoch">;
  readonly cursors: PeerCursors;
  readonly metrics: Metrics;
  readonly requests: PeerRequests;
  send(frame: Frame): void;
  /** Waits this long; undefined when the link goes first. */
  pause(millis: Millis): Promise<void>;
  /** One offer at a time on a link. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** A frame's records wait for the disk, or do so no more: for back-pressure. */
  busy(bytes: number): void;
  fault(fault: PeerFault): void;
}

export interface PeerRoom {
  readonly channel: number;
  /** The cursor a join of this room continues from. */
  heard(frame: FrameOf<"deliver"> | FrameOf<"reset">): void;
  /** Something was appended here. */
  appended(): void;
  lost(): void;
}

/**
 * A room that the peer let us into.
 * @param joined whose deliveries continue after `joined.from`
 */
export function createPeerRoom(ports: PeerRoomPorts, joined: FrameOf<"joined">): PeerRoom {
  const { room, peer, log, cursors, metrics, requests } = ports;
  const { channel } = joined;
  let logEpoch: LogEpoch = joined.logEpoch;
  /** Up to here their records came; what is stored of them follows in order. */
  let heardTo: Seq = joined.from;
  let storing: Promise<void> = Promise.resolve();
  const theirs = new Set<EnvelopeId>();
  let pumping = false;
  let again = false;
  let gone = false;

  const keep = (change: Partial<PeerCursor>): void =>
    cursors.put(peer, room, { ...cursors.get(peer, room), ...change });

  function remember(id: EnvelopeId): void {
    theirs.add(id);
    const [oldest] = theirs;
    if (theirs.size > rememberedIds && oldest !== undefined) theirs.delete(oldest);
  }

  async function store(records: readonly LogRecord[], upTo: Seq): Promise<void> {
    if (gone) return;
    const appends = records.flatMap(({ envelope }) => {
      // What we would not take from a phone we do not take from a relay.
      if (!parseEnvelope(envelope).ok) return [];
      const id = envelopeId(room, envelope);
      remember(id);
      return [log.append(room, id, envelope.slice())];
    });
    const appended = await Promise.all(appends);
    if (appended.some((one) => !one.ok)) return ports.fault("storage");
    const fresh = appended.filter((one) => one.ok && !one.value.known).length;
    metrics.add("peer_taken", fresh);
    keep({ taken: { logEpoch, seq: upTo, ourEpoch: log.logEpoch } });
  }

  function deliver(records: readonly LogRecord[]): void {
    const fresh = records.filter(({ seq }) => seq > heardTo);
    const [first] = fresh;
    const last = fresh.at(-1);
    if (first === undefined || last === undefined) return;
    if (first.prev > heardTo) return ports.fault("sequence");
    heardTo = last.seq;
    const bytes = fresh.reduce((sum, { envelope }) => sum + envelope.length, 0);
    ports.busy(bytes);
    storing = storing.then(() => store(fresh, last.seq)).finally(() => ports.busy(-bytes));
  }

  /** Of ours, the records they lack. undefined: the link is gone */
  async function lacking(records: readonly LogRecord[]): Promise<readonly LogRecord[] | undefined> {
    const named = records
      .map((record) => ({ record, id: envelopeId(room, record.envelope) }))
      .filter(({ id }) => !theirs.delete(id));
    if (named.length <= unasked) return named.map(({ record }) => record);
    const ids = named.map(({ id }) => id);
    while (!gone) {
      const wanted = await ports.alone(() => {
        ports.send({ kind: "have", channel, ids });
        return requests.offer();
      });
      if (wanted === "lost") return undefined;
      if ("kind" in wanted) {
        await ports.pause(wanted.millis);
        continue;
      }
      const missing = new Set(wanted);
      return named.filter(({ id }) => missing.has(id)).map(({ record }) => record);
    }
    return undefined;
  }

  /** @returns false when the link went first */
  async function hand({ envelope }: LogRecord): Promise<boolean> {
    while (!gone) {
      const { ref, answer } = requests.publish();
      ports.send({ kind: "publish", channel, ref, envelope });
      const handed = await answer;
      switch (handed.kind) {
        case "acked":
          metrics.add("peer_given");
          return true;
        case "never":
          // Of a kind that only this relay takes; its phones have it.
          metrics.add("peer_refused");
          return true;
        case "later":
          await ports.pause(handed.millis);
          continue;
        case "lost":
          return false;
      }
    }
    return false;
  }

  /** Where their copy of our log ends. */
  function givenTo(): Seq {
    const { given } = cursors.get(peer, room);
    const same = given?.logEpoch === log.logEpoch && given.theirEpoch === logEpoch;
    return same ? given.seq : toSeq(0);
  }

  async function page(): Promise<"more" | "end" | "lost"> {
    const from = givenTo();
    const read = await log.read(room, "after", from, pageRecords, pageEnvelopeBytes);
    if (!read.ok) {
      ports.fault("storage");
      return "lost";
    }
    const last = read.value.at(-1);
    if (last === undefined) return "end";
    const missing = await lacking(read.value);
    if (missing === undefined) return "lost";
    const handed = await Promise.all(missing.map(hand));
    if (handed.includes(false)) return "lost";
    keep({ given: { logEpoch: log.logEpoch, theirEpoch: logEpoch, seq: last.seq } });
    return "more";
  }

  async function pump(): Promise<void> {
    again = true;
    if (pumping) return;
    pumping = true;
    while (again && !gone) {
      again = false;
      for (let next = await page(); next === "more" && !gone; next = await page());
    }
    pumping = false;
  }
  void pump();

  return {
    channel,
    heard(frame) {
      if (frame.kind === "deliver") return deliver(frame.records);
      // What is gone there is gone: we go on where it goes on.
      logEpoch = frame.logEpoch;
      heardTo = frame.from;
    },
    appended: () => void pump(),
    lost() {
      gone = true;
    },
  };
}
