/**
 * Ports: every outside thing the engine needs, small enough to fake in a simulation.
 *
 * The engine itself has no timers, sockets, clocks or randomness. Each port has one contract suite
 * (`*.contract.ts`) that every adapter passes.
 */
import type { Millis, Result, RoomId } from "@festival-chat/protocol/wire";
import type { StoreChange, StoredEntry, StoredRoom } from "./core/stored.ts";

export type { StoreChange, StoredEntry, StoredRoom } from "./core/stored.ts";

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
  /**
   * Entries of a room in order of arrival, which is not the order of their clocks.
   * @param newest only so many, those that arrived last
   */
  entries(room: RoomId, newest?: number): Promise<Result<readonly StoredEntry[], StoreError>>;
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
  /** Settings, draft or read mark of a room changed. */
  | { readonly kind: "settings"; readonly room: RoomId }
  /** From the leader: the connection as JSON, for the lamp of the followers. */
  | { readonly kind: "connection"; readonly state: string };
