/**
 * What a room is made of, for parts that are loaded later than its late parts: they have the room, and
 * its keys are nobody's business who only holds a {@link Room}.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import type { Room } from "./api.ts";
import type { ClientPorts } from "./client-ports.ts";
import type { RoomCore } from "./room-core.ts";

export interface RoomInside {
  readonly core: RoomCore;
  readonly ports: ClientPorts;
  /** Local time, by the relay's clock as far as known. */
  now(): Millis;
}

const insides = new WeakMap<Room, RoomInside>();

/** Called once for each room, when its late parts come. */
export const keepInside = (room: Room, inside: RoomInside): void => void insides.set(room, inside);

/** Undefined before the late parts are here. */
export const insideOf = (room: Room): RoomInside | undefined => insides.get(room);
