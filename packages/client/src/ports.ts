/**
 * Ports: every outside thing the engine needs, small enough to fake in a simulation.
 *
 * The engine itself has no timers, sockets, clocks or randomness. Each port has one contract suite
 * (`*.contract.ts`) that every adapter passes.
 */
import type {
  Certificate,
  Cursor,
  EnvelopeId,
  Millis,
  Result,
  RoomId,
  Seq,
} from "@festival-chat/protocol/wire";

/** An open path for frames, with back-pressure. */
export interface Link {
  readonly kind: "relay" | "peer";
  /** @returns false when above the high-water mark: wait for `writable` before sending more */
  send(frame: Uint8Array): boolean;
  /** Hangs up; `closed` follows unless it came before. Idempotent. */
  close(code: number): void;
}

/** What a link tells. Nothing follows `closed`. */
export interface LinkEvents {
  opened(): void;
  received(frame: Uint8Array): void;
  writable(): void;
  closed(code: number): void;
}

/** Dials a relay. Never throws: what fails is told as `closed`. Late events of a closed link are ignored. */
export interface Dialer {
  dial(url: string, events: LinkEvents): Link;
}

/** Time, and the driver's single timer. */
export interface Clock {
  now(): Millis;
  /** Calls `wake` once, at or soon after `at`. A new call replaces the one before. */
  wakeAt(at: Millis, wake: () => void): void;
  cancel(): void;
}

/** Cryptographic randomness. */
export interface Random {
  bytes(length: number): Uint8Array;
}

/** A room as it is kept on this device. */
export interface StoredRoom {
  readonly room: RoomId;
  /** 16 bytes: the room's secret. */
  readonly root: Uint8Array;
  /** 32-byte seed of this device's key in this room. */
  readonly deviceSecret: Uint8Array;
  /** 32-byte seed of the host key, on the device that created the room. */
  readonly hostSecret: Uint8Array | undefined;
  /** 8 bytes from the invite link; undefined when joined by words. */
  readonly expectedHost: Uint8Array | undefined;
  /** Newest certificate seen; heals a relay that lost the room. */
  readonly certificate: Certificate | undefined;
  /** The name this person shows in this room; undefined until chosen or first sent. */
  readonly myName: string | undefined;
  /** Whether this device ever was let into the room by a relay, or created it. */
  readonly confirmed: boolean;
  /** Whether this device has ever sent here: only then it is seen in presence. */
  readonly spoken: boolean;
  readonly cursor: Cursor | undefined;
  /** Relay history below this seq was not fetched; undefined when nothing is known of it. */
  readonly earliest: Seq | undefined;
  readonly addedAt: Millis;
  readonly openedAt: Millis;
}

/** An envelope as it is kept. */
export interface StoredEntry {
  readonly room: RoomId;
  readonly id: EnvelopeId;
  readonly envelope: Uint8Array;
  /** Relay position and time, once a relay stamped it. */
  readonly stamp: { readonly seq: Seq; readonly receivedAt: Millis } | undefined;
  /** Local time of arrival (of authorship for own messages). */
  readonly arrivedAt: Millis;
  /** Authored on this device. */
  readonly mine: boolean;
  /** In the outbox: no relay has acknowledged it. */
  readonly waiting: boolean;
  /** A relay refused it for good; shown, never sent again by itself. Wire error code. */
  readonly refused: number | undefined;
}

/** One change; a list of them is one transaction. All are idempotent. */
export type StoreChange =
  | { readonly kind: "putRoom"; readonly room: StoredRoom }
  /** With its entries. */
  | { readonly kind: "removeRoom"; readonly room: RoomId }
  /** Inserts or replaces by (room, id). */
  | { readonly kind: "putEntry"; readonly entry: StoredEntry }
  | { readonly kind: "putSetting"; readonly key: string; readonly value: string };

export type StoreError =
  /** Storage is denied or broke for good: work in memory and say so. */
  | { readonly kind: "denied"; readonly what: string }
  /** No space: nothing of the transaction was kept. */
  | { readonly kind: "full"; readonly what: string }
  /** This transaction failed; another may succeed. */
  | { readonly kind: "failed"; readonly what: string };

/** Durable state of this device. */
export interface Store {
  /** False when everything is forgotten at the end of the page. */
  readonly durable: boolean;
  rooms(): Promise<Result<readonly StoredRoom[], StoreError>>;
  /** Entries of a room in order of arrival. */
  entries(room: RoomId): Promise<Result<readonly StoredEntry[], StoreError>>;
  setting(key: string): Promise<Result<string | undefined, StoreError>>;
  /**
   * One transaction: all or nothing. Settles when it is as durable as the platform can make it
   * (strict durability in IndexedDB, fsync in Node).
   */
  commit(changes: readonly StoreChange[]): Promise<Result<void, StoreError>>;
  close(): Promise<void>;
}

/**
 * Tabs of one browser that share a store. Exactly one leads (owns the link); the others show what
 * the leader stores. Where the browser has no locks, every tab leads: more sockets, nothing wrong.
 */
export interface Tabs {
  /** Calls back with the role at once or soon, and whenever it changes. Never blocks start. */
  onRole(listener: (role: "leader" | "follower") => void): void;
  /** Tells the other tabs. */
  post(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): void;
  close(): void;
}

/** What tabs tell each other: that the store changed, never the content. */
export type TabMessage =
  | { readonly kind: "room"; readonly room: RoomId }
  | { readonly kind: "entries"; readonly room: RoomId }
  /** For the leader: there is something new to send. */
  | { readonly kind: "outbox"; readonly room: RoomId }
  /** From the leader: the connection as JSON, for the lamp of the followers. */
  | { readonly kind: "connection"; readonly state: string };
