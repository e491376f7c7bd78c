/**
 * Bells: the port that keeps who is to be pushed to, in which room, and where.
 *
 * Kept apart from the log: subscriptions are renewed by every launch of the app, so losing them
 * costs a launch, and they live longer than messages. Every implementation passes bells.contract.ts.
 */
import type { DeviceTag, Millis, Result, RingMode, RoomId } from "@festival-chat/protocol/wire";
import type { StorageError } from "../backend/backend.ts";

/** One subscription. Immutable. */
export interface Bell {
  readonly device: DeviceTag;
  readonly mode: RingMode;
  /** URL of a push service: it names a browser, so it is never logged. */
  readonly endpoint: string;
  readonly key: Uint8Array;
  readonly auth: Uint8Array;
}

/** How many are kept. */
export interface BellBounds {
  readonly perRoom: number;
  readonly all: number;
}

export interface Bells {
  /** Keeps the one bell of this device in this room; a known one is replaced even where it is full. */
  put(room: RoomId, bell: Bell, at: Millis): Promise<Result<"kept" | "full", StorageError>>;
  /** @returns whether there was one */
  remove(room: RoomId, device: DeviceTag): Promise<Result<boolean, StorageError>>;
  /** Removes every bell of this endpoint, in all rooms. @returns how many */
  forget(endpoint: string): Promise<Result<number, StorageError>>;
  get(room: RoomId, device: DeviceTag): Promise<Result<Bell | undefined, StorageError>>;
  /** Bells of a room in the order of their device tags, after that of `after`. */
  page(
    room: RoomId,
    after: DeviceTag | undefined,
    limit: number,
  ): Promise<Result<readonly Bell[], StorageError>>;
  /** One bell of each endpoint, in the order of endpoints, after `after`. */
  everywhere(after: string, limit: number): Promise<Result<readonly Bell[], StorageError>>;
  /** Removes up to `limit` that were last put before `before`. @returns how many */
  trim(before: Millis, limit: number): Promise<Result<number, StorageError>>;
  count(): number;
  close(): void;
}
