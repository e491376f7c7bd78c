/**
 * Resume tickets (SPEC L8): proof that this device joined this room from this origin within the last
 * quarter of an hour. A reconnect then costs one HMAC instead of two signatures.
 *
 *   1 | expiry u48 | device tag[8] | HMAC-SHA256(key, label || room || origin hash || those)[32]
 */
import { createHmac, createSecretKey, hash, timingSafeEqual } from "node:crypto";
import {
  concatBytes,
  type DeviceTag,
  idFromBytes,
  idToBytes,
  type Millis,
  Reader,
  type RoomId,
  utf8,
  Writer,
} from "@festival-chat/protocol/wire";

const label = utf8("fc1/ticket\0");
const macBytes = 32;

export interface Tickets {
  issue(room: RoomId, device: DeviceTag, origin: string, now: Millis): Uint8Array;
  /** The device of a ticket that is ours, of this room and origin, and not expired. */
  check(ticket: Uint8Array, room: RoomId, origin: string, now: Millis): DeviceTag | undefined;
}

/** @param key secret of the relay database, so that tickets survive a restart but not a new log */
export function createTickets(key: Uint8Array, lifeMillis: Millis): Tickets {
  // Made once: importing the bytes costs five times as much as the HMAC itself.
  const secret = createSecretKey(key);
  const mac = (room: RoomId, origin: string, claims: Uint8Array): Uint8Array =>
    createHmac("sha256", secret)
      .update(label)
      .update(idToBytes(room))
      .update(hash("sha256", origin, "buffer"))
      .update(claims)
      .digest();
  return {
    issue(room, device, origin, now) {
      const claims = new Writer(16)
        .u8(1)
        .uint(now + lifeMillis, 6)
        .raw(idToBytes(device))
        .finish();
      return concatBytes(claims, mac(room, origin, claims));
    },
    check(ticket, room, origin, now) {
      const reader = new Reader(ticket);
      const version = reader.u8();
      const expiry = reader.uint(6);
      const device = reader.raw(8);
      const given = reader.raw(macBytes);
      if (!reader.done || version !== 1) return undefined;
      const expected = mac(room, origin, ticket.subarray(0, ticket.length - macBytes));
      if (!timingSafeEqual(given, expected)) return undefined;
      // Checked after the MAC, so that an answer tells nothing about a forged ticket.
      return expiry > now ? idFromBytes("DeviceTag", device) : undefined;
    },
  };
}
