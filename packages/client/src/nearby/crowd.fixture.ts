/** Phones of one room in one process, with links over another implementation of WebRTC. */
import { createAuthorChecks, createIdentity, deriveRoomKeys } from "@festival-chat/protocol/e2e";
import { type DeviceTag, deviceTagOf } from "@festival-chat/protocol/wire";
import { createNodeSignatures } from "../node/signatures.ts";
import type { Greeted } from "./greeting.ts";
import { createLinks, type Links } from "./links.ts";
import type { PeerLink } from "./ports.ts";
import type { CreateConnection } from "./rtc.ts";
import { soon } from "./schedule.fixture.ts";
import { createWeriftConnection } from "./werift.fixture.ts";

const signatures = createNodeSignatures();
const commonRoot = new Uint8Array(16).fill(9);

export interface CrowdPhone {
  readonly tag: DeviceTag;
  readonly links: Links;
  readonly linked: Map<DeviceTag, PeerLink>;
  readonly frames: Uint8Array[];
  /** Signals that it sent. */
  readonly signals: { readonly to: DeviceTag; readonly sealed: Uint8Array }[];
}

export interface CrowdOptions {
  /** What happens to signals on their way; they arrive as they are unless given. */
  readonly pass?: (
    deliver: (to: DeviceTag, from: DeviceTag, sealed: Uint8Array) => void,
    to: DeviceTag,
    from: DeviceTag,
    sealed: Uint8Array,
  ) => void;
}

export interface Crowd {
  phone(secret: number, options?: PhoneOptions): Promise<CrowdPhone>;
  deliver(to: DeviceTag, from: DeviceTag, sealed: Uint8Array): void;
  goHome(): void;
}

export interface PhoneOptions {
  readonly createConnection?: CreateConnection;
  /** Secret of its room (16 bytes); all are in one unless told. */
  readonly root?: Uint8Array;
}

export function createCrowd(options: CrowdOptions = {}): Crowd {
  const phones = new Map<DeviceTag, CrowdPhone>();
  const deliver = (to: DeviceTag, from: DeviceTag, sealed: Uint8Array): void =>
    phones.get(to)?.links.signalled(from, sealed);
  const pass = options.pass ?? ((arrive, ...signal) => arrive(...signal));
  return {
    deliver,
    async phone(secret, { createConnection = createWeriftConnection, root = commonRoot } = {}) {
      const keys = await deriveRoomKeys(root, signatures);
      const identity = await createIdentity(new Uint8Array(32).fill(secret), signatures);
      const tag = deviceTagOf(keys.room, identity.publicKey);
      const linked = new Map<DeviceTag, PeerLink>();
      const frames: Uint8Array[] = [];
      const signals: { to: DeviceTag; sealed: Uint8Array }[] = [];
      const links = createLinks({
        member: { keys, identity, tag, signatures, authors: createAuthorChecks() },
        createConnection,
        iceServers: () => [],
        schedule: soon,
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        now: Date.now,
        signal(to, sealed) {
          signals.push({ to, sealed });
          pass(deliver, to, tag, sealed);
          return true;
        },
        events: {
          linked: (link, greeted: Greeted) => void linked.set(greeted.tag, link),
          frame: (_link, bytes) => void frames.push(bytes.slice()),
          writable: () => undefined,
          gone(link) {
            for (const [other, held] of linked) if (held === link) linked.delete(other);
          },
          changed: () => undefined,
        },
      });
      const phone = { tag, links, linked, frames, signals };
      phones.set(tag, phone);
      return phone;
    },
    goHome() {
      for (const { links } of phones.values()) links.close();
    },
  };
}
