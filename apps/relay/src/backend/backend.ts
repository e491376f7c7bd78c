/**
 * The port behind a relay: RoomLog (durable) + Bus (ephemeral).
 *
 * It promises only what SQLite on one machine and a replicated log on many can both keep; every
 * backend passes backend.contract.ts. Nothing above this file knows which one runs.
 */
import type {
  Certificate,
  EnvelopeId,
  LogEpoch,
  LogRecord,
  Millis,
  RelayId,
  Result,
  RoomId,
  Seq,
} from "@festival-chat/protocol/wire";

/** Why the log did not take or give something. It may recover: the caller refuses and goes on. */
export interface StorageError {
  readonly kind: "storage";
  /** For logs: disk full, read-only, I/O error. Never content. */
  readonly what: string;
}

export interface Appended {
  readonly seq: Seq;
  readonly prev: Seq;
  readonly receivedAt: Millis;
  /** True when the id was in the log already: nothing was added and nothing will be tailed. */
  readonly known: boolean;
}

/** Where a room's log begins and ends. `first` is head + 1 when it holds nothing. */
export interface Extent {
  readonly first: Seq;
  readonly head: Seq;
}

/** An entry that was committed, by this node or another. */
export interface Entry extends LogRecord {
  readonly room: RoomId;
  readonly id: EnvelopeId;
}

/** A room as a log knows it. */
export interface LoggedRoom {
  readonly room: RoomId;
  /** Envelope bytes. */
  readonly bytes: number;
  readonly lastActive: Millis;
}

/** What a log holds. */
export interface LogStats {
  readonly rooms: number;
  readonly entries: number;
  /** Envelope bytes; indexes and pages come on top. */
  readonly bytes: number;
  /** Entries found damaged since the start, each reported once. */
  readonly corrupt: number;
}

export type Unsubscribe = () => void;

export interface RoomLog {
  /** Names this database; survives restarts. */
  readonly relay: RelayId;
  /** 64 random bits, new whenever the database is new, restored or rolled back. */
  readonly logEpoch: LogEpoch;

  /**
   * Creates a room, or updates its certificate when `certificate.version` is higher and the host
   * key is the same. Idempotent. The signature was verified by the caller. Whatever the outcome
   * but "other-host", the room counts as active at this moment.
   */
  putRoom(
    room: RoomId,
    certificate: Certificate,
  ): Promise<Result<"created" | "updated" | "unchanged" | "other-host", StorageError>>;
  /** The room's certificate, or undefined when the room does not exist here. */
  certificate(room: RoomId): Promise<Result<Certificate | undefined, StorageError>>;
  extent(room: RoomId): Promise<Result<Extent, StorageError>>;

  /**
   * Appends durably: tail listeners hear of it, and then the promise settles, only after the commit.
   * Idempotent by id for the whole retention. Appends of one room keep their call order.
   * The log keeps `envelope` by reference: hand over a copy of your own and leave it unchanged.
   * A room that does not exist begins without a certificate; who may write is the caller's matter.
   * After an error nothing of this entry is in the log, unless the process dies before the next commit.
   */
  append(
    room: RoomId,
    id: EnvelopeId,
    envelope: Uint8Array,
  ): Promise<Result<Appended, StorageError>>;

  /**
   * Records in ascending order: `after` gives those with seq > seq, `before` the newest of those
   * with seq < seq. Stops at `limit` records or when the next would pass `maxBytes` (but gives at
   * least one if there is one).
   */
  read(
    room: RoomId,
    direction: "after" | "before",
    seq: Seq,
    limit: number,
    maxBytes: number,
  ): Promise<Result<readonly LogRecord[], StorageError>>;

  /** Of these ids, the ones the room's log does not hold. */
  missing(
    room: RoomId,
    ids: readonly EnvelopeId[],
  ): Promise<Result<readonly EnvelopeId[], StorageError>>;

  /** Hears every committed entry exactly once, per room in seq order, grouped by commit. */
  tail(onCommit: (entries: readonly Entry[]) => void): Unsubscribe;

  /**
   * Retention: removes up to `limit` entries that arrived before `before`, and rooms that are empty
   * and were last active before `before`. `prev` of a kept entry does not change. A room that begins
   * again continues above the head it had, so a (logEpoch, seq) never names two entries.
   * @returns how many entries went
   */
  trim(before: Millis, limit: number): Promise<Result<number, StorageError>>;
  /**
   * Removes entries, at most `limit`, while the log holds more than `maxBytes`: each time the oldest
   * of the room that holds most, so that who floods a room does not push others' history out.
   */
  trimToSize(maxBytes: number, limit: number): Promise<Result<number, StorageError>>;

  /** Rooms, the one that was active last first. */
  rooms(limit: number): Promise<Result<readonly LoggedRoom[], StorageError>>;
  /**
   * Removes a room with its certificate and everything in its log, in slices. Begun again, it
   * continues above the head it had. Nothing happens to a room that does not exist.
   * @returns how many entries went
   */
  removeRoom(room: RoomId): Promise<Result<number, StorageError>>;

  stats(): LogStats;
  /** Commits what is pending, checkpoints, closes. */
  close(): Promise<void>;
}

/**
 * Ephemeral words between relay nodes: lost when nobody listens, never stored. Every subscriber of
 * every node hears them, also on the node that published.
 */
export interface Bus {
  publish(room: RoomId, bytes: Uint8Array): void;
  subscribe(onMessage: (room: RoomId, bytes: Uint8Array) => void): Unsubscribe;
}

export interface Backend {
  readonly log: RoomLog;
  readonly bus: Bus;
}
