/**
 * What the host of a room decides (SPEC H rules), as an app sees it: what the room is now, what
 * happened to it, and the powers of whoever is host.
 */
import type { AuthorKey, MessageId, Millis, Result, RoomId } from "@festival-chat/protocol/wire";
import type { Room } from "./api.ts";

/** What a room is now, by its host. The same object until something changes. */
export interface RoomPolicy {
  /** Whether this person may write here now: the room is open, and not read-only for them. */
  readonly writable: boolean;
  /** Least pause between two messages of a member; 0 when there is none. The host is free of it. */
  readonly slowModeSeconds: number;
  /** Only the host writes. */
  readonly locked: boolean;
  /** Nobody writes any more. */
  readonly closed: boolean;
  /** Where the room went on; this device may or may not have been taken along. */
  readonly movedTo: RoomId | undefined;
  /** The host removed this device. */
  readonly removed: boolean;
  /** As which authors the host is known: those who did something as host, and me if I am. */
  readonly hosts: readonly AuthorKey[];
}

/** Something that happened to the room itself: a quiet line between its messages. */
export type QuietLine = {
  /** Names the line in lists. */
  readonly key: string;
  /** Where it stands: comparable with {@link Message.at}. */
  readonly at: Millis;
} & (
  | { readonly kind: "renamed" }
  /** 0 seconds: slow mode ended. */
  | { readonly kind: "slow-mode"; readonly seconds: number }
  | { readonly kind: "locked" | "unlocked" | "closed" | "moved" }
  | { readonly kind: "removed"; readonly author: AuthorKey; readonly name: string }
  /** Told by presence, as long as this page is open, and only where the settings want it. */
  | { readonly kind: "came" | "went"; readonly name: string }
);

/**
 * Why a host could not do it. not-host: this device does not hold the room's host key. failed: what
 * it takes could not be loaded or stored: try again.
 */
export type HostError =
  | { readonly kind: "not-host" }
  | { readonly kind: "empty" }
  | { readonly kind: "too-long"; readonly maxBytes: number }
  | { readonly kind: "failed" };

/** What the host of a room can do. Each settles once it is stored here; others follow with signal. */
export interface HostPowers {
  rename(name: string): Promise<Result<void, HostError>>;
  /** Everybody's phone shows it as removed by the host. */
  removeMessage(message: MessageId): Promise<Result<void, HostError>>;
  /** Least pause between two messages of a member; 0 ends it. */
  slowMode(seconds: number): Promise<Result<void, HostError>>;
  /** Only the host writes, until it is unlocked. */
  lock(locked: boolean): Promise<Result<void, HostError>>;
  /** Nobody writes any more, for good. */
  close(): Promise<Result<void, HostError>>;
  /**
   * The room goes on in a new one, with a new code, without this member. Everybody else who wrote
   * here is taken along by their phone; who never wrote needs the new code.
   * @returns the new room
   */
  removeMember(author: AuthorKey): Promise<Result<Room, HostError>>;
}

/** A room of which no host said anything. */
export const openPolicy: RoomPolicy = {
  writable: true,
  slowModeSeconds: 0,
  locked: false,
  closed: false,
  movedTo: undefined,
  removed: false,
  hosts: [],
};
