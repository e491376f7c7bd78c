/**
 * Who is seen in one room (SPEC P). Pure.
 *
 * A device is present while at least one of its links announced it; several links of one device
 * count once. A link that breaks leaves after a pause, so that a tunnel is not a farewell; a device
 * that says good-bye leaves at once. Changes are gathered until `take`.
 */
import {
  type DeviceTag,
  equalBytes,
  fromHex,
  limits,
  type Millis,
  type PresenceBody,
  type Present,
} from "@festival-chat/protocol/wire";

interface Device {
  sealed: Uint8Array;
  /** Links that announced it. */
  links: number;
  /** When it counts as gone, once no link announces it. */
  leavesAt: Millis;
  /** Whether the others were told of it. */
  told: boolean;
}

export interface Presence {
  /** One more link announces the device, or one that did says something new. */
  announce(tag: DeviceTag, sealed: Uint8Array, newLink: boolean): void;
  /** A link that announced the device is gone; `leavesAt` is now for a farewell, later for silence. */
  withdraw(tag: DeviceTag, leavesAt: Millis): void;
  /** Removes the devices whose pause is over. */
  expire(now: Millis): void;
  count(): number;
  /** Whether there is something to take, or to expire later. */
  changed(): boolean;
  restless(): boolean;
  /** What those who knew the last state must hear; forgets the changes. */
  take(): PresenceBody;
  /** The present state for one who knows nothing, as the size of the room allows. */
  snapshot(): PresenceBody;
  /** The exact list, up to limits.presenceDigest devices and `maxBytes`. */
  roster(maxBytes: number): PresenceBody;
}

export function createPresence(): Presence {
  const devices = new Map<DeviceTag, Device>();
  const leaving = new Set<DeviceTag>();
  const arrived = new Set<DeviceTag>();
  const left = new Set<DeviceTag>();
  const digest = new Uint8Array(8);
  let dirty = false;
  let lastMode: PresenceBody["mode"] = "exact";

  // XOR of the tags: tags are hashes already, and each change costs eight operations.
  function toggle(tag: DeviceTag): void {
    const bytes = fromHex(tag);
    if (bytes === undefined) return;
    for (let i = 0; i < digest.length; i++) digest[i] = (digest[i] ?? 0) ^ (bytes[i] ?? 0);
  }

  function remove(tag: DeviceTag): void {
    if (devices.get(tag)?.told === true) left.add(tag);
    devices.delete(tag);
    leaving.delete(tag);
    arrived.delete(tag);
    toggle(tag);
    dirty = true;
  }

  function exact(maxBytes: number): PresenceBody {
    const present: Present[] = [];
    let bytes = 16;
    for (const [tag, { sealed }] of devices) {
      bytes += 10 + sealed.length;
      if (present.length === limits.presenceDigest || bytes > maxBytes) break;
      present.push({ tag, sealed });
    }
    return { mode: "exact", present };
  }

  function snapshot(): PresenceBody {
    if (devices.size <= limits.presenceExact) return exact(limits.outboundFrameBytes);
    return devices.size <= limits.presenceDigest
      ? { mode: "digest", count: devices.size, digest: digest.slice() }
      : { mode: "count", count: devices.size };
  }

  return {
    announce(tag, sealed, newLink) {
      const device = devices.get(tag);
      if (device === undefined) {
        devices.set(tag, { sealed, links: 1, leavesAt: 0, told: left.has(tag) });
        toggle(tag);
        left.delete(tag);
        arrived.add(tag);
        dirty = true;
        return;
      }
      leaving.delete(tag);
      if (newLink) device.links++;
      if (equalBytes(device.sealed, sealed)) return;
      device.sealed = sealed;
      arrived.add(tag);
      dirty = true;
    },
    withdraw(tag, leavesAt) {
      const device = devices.get(tag);
      if (device === undefined) return;
      device.links = Math.max(0, device.links - 1);
      if (device.links > 0) return;
      device.leavesAt = leavesAt;
      leaving.add(tag);
    },
    expire(now) {
      for (const tag of leaving) if ((devices.get(tag)?.leavesAt ?? 0) <= now) remove(tag);
    },
    count: () => devices.size,
    changed: () => dirty,
    restless: () => dirty || leaving.size > 0,
    take() {
      const before = lastMode;
      const whole = snapshot();
      const changes: PresenceBody = {
        mode: "change",
        arrived: [...arrived].flatMap((tag) => {
          const device = devices.get(tag);
          if (device === undefined) return [];
          device.told = true;
          return [{ tag, sealed: device.sealed }];
        }),
        left: [...left].slice(0, limits.presenceDigest),
      };
      const tooMany = left.size > limits.presenceDigest;
      arrived.clear();
      left.clear();
      dirty = false;
      lastMode = whole.mode;
      // A change only makes sense to those who hold the list it changes.
      return whole.mode === "exact" && before === "exact" && !tooMany ? changes : whole;
    },
    snapshot,
    roster: exact,
  };
}
