/**
 * Presence: who is here, as far as the relay tells. Holds sealed names; opening them is not its job.
 */
import { type DeviceTag, limits, type PresenceBody } from "@festival-chat/protocol/wire";

export interface PresenceView {
  readonly count: number;
  /** Sealed name by device; empty where the relay sends only counts. */
  readonly present: ReadonlyMap<DeviceTag, Uint8Array>;
}

export interface PresenceTable {
  readonly view: PresenceView;
  /** This device, since it joined. */
  readonly me: DeviceTag | undefined;
  /** The relay told how many are here when we joined, and which of them is us. */
  joined(members: number, device: DeviceTag): void;
  update(body: PresenceBody): void;
  /** Nobody can be seen without a link. */
  lost(): void;
}

export function createPresenceTable(): PresenceTable {
  let view: PresenceView = { count: 0, present: new Map() };
  let me: DeviceTag | undefined;

  function list(present: Map<DeviceTag, Uint8Array>): void {
    view = { count: present.size, present };
  }

  return {
    get view() {
      return view;
    },

    get me() {
      return me;
    },

    joined(members, device) {
      me = device;
      view = { count: members, present: new Map() };
    },

    update(body) {
      switch (body.mode) {
        case "exact":
          list(new Map(body.present.map(({ tag, sealed }) => [tag, sealed.slice()])));
          return;
        case "change": {
          const present = new Map(view.present);
          for (const tag of body.left) present.delete(tag);
          for (const { tag, sealed } of body.arrived) {
            // A relay that lists more than it may is not believed further.
            if (present.size < limits.presenceDigest || present.has(tag)) {
              present.set(tag, sealed.slice());
            }
          }
          list(present);
          return;
        }
        case "digest":
        case "count":
          view = { count: body.count, present: new Map() };
      }
    },

    lost() {
      view = { count: 0, present: new Map() };
    },
  };
}
