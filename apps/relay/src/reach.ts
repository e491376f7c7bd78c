/**
 * Reach: how the relay hears of devices to be pushed to, and of messages that ring (SPEC section 10).
 *
 * A port: the relay decides who may ring and who looks, whoever is behind it stores subscriptions
 * and speaks to push services. Nothing here waits for it.
 */
import type { DeviceTag, PushTarget, RingMode, RoomId } from "@festival-chat/protocol/wire";

/** A message that rings, committed a moment ago. */
export interface Call {
  readonly room: RoomId;
  readonly envelope: Uint8Array;
  /** The device that published it: never rung. */
  readonly author: DeviceTag;
  readonly everybody: boolean;
  readonly called: ReadonlySet<DeviceTag>;
  /** Whether somebody looks at the app on this device at this moment. */
  isLooking(device: DeviceTag): boolean;
}

export interface Reach {
  /**
   * Keeps the only subscription of this device in this room.
   * @returns false when it is not kept: a bound is reached, or its address is not pushed to
   */
  subscribe(room: RoomId, device: DeviceTag, mode: RingMode, target: PushTarget): Promise<boolean>;
  unsubscribe(room: RoomId, device: DeviceTag): void;
  ring(call: Call): void;
}

/** Reaches nobody. */
export const noReach: Reach = {
  subscribe: async () => false,
  unsubscribe: () => undefined,
  ring: () => undefined,
};
