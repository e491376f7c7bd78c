/**
 * Warden: what the organiser decided, as the relay asks it, and what the relay tells it.
 *
 * A port: the relay asks at each join, creation and announcement, and obeys. Nothing here waits.
 */
import type { AnnouncementFrameOf, DeviceTag, RoomId } from "@festival-chat/protocol/wire";
import type { OutMessage } from "./socket-port.ts";

/** What holds for everybody in a room. */
export interface RoomRule {
  /** Nobody publishes. */
  readonly closed: boolean;
  /** Least seconds between two messages of one device; 0: no slow mode. */
  readonly slowSeconds: number;
}

export const noRule: RoomRule = { closed: false, slowSeconds: 0 };

/** An announcement as it is written to links. */
export interface Notice {
  /** Names it with its revision, so that no link gets it twice. */
  readonly name: string;
  readonly message: OutMessage;
}

/** Something that organisers want to know of. */
export type Happening =
  | { readonly kind: "room-created" | "busy-room"; readonly room: RoomId }
  | {
      readonly kind: "busy-device" | "banned-device";
      readonly room: RoomId;
      readonly device: DeviceTag;
    }
  | { readonly kind: "rooms-refused" | "storage-failed" };

export interface Warden {
  /** Whether a device may join, before anything is created for it. */
  judge(room: RoomId, device: DeviceTag): "welcome" | "deleted" | "banned";
  /** Whether this relay keeps the room at all: not one that was deleted, whoever brings it. */
  keeps(room: RoomId): boolean;
  /** No new rooms for the moment. */
  stopsNewRooms(): boolean;
  rule(room: RoomId): RoomRule;
  /** What a link in this room is to be told: announcements that have not expired. */
  noticesFor(room: RoomId): readonly Notice[];
  seen(frame: AnnouncementFrameOf<"announcement-seen">): void;
  happened(happening: Happening): void;
}

/** Where nobody organises. */
export const noWarden: Warden = {
  judge: () => "welcome",
  keeps: () => true,
  stopsNewRooms: () => false,
  rule: () => noRule,
  noticesFor: () => [],
  seen: () => undefined,
  happened: () => undefined,
};
