/** What the parts of one relay share. Made once by createRelay. */
import type { Environment, Millis, RoomId } from "@festival-chat/protocol/wire";
import type { Admission } from "./admission.ts";
import type { Backend } from "./backend/backend.ts";
import type { CatchUp } from "./catch-up.ts";
import type { FanOut } from "./fan-out.ts";
import type { Hub } from "./hub.ts";
import type { SignatureCheck } from "./join-check.ts";
import type { Metrics } from "./metrics.ts";
import type { Reach } from "./reach.ts";
import type { RelayLimits } from "./relay-limits.ts";
import type { Seat } from "./room.ts";
import type { Tickets } from "./ticket.ts";
import type { KeyedBuckets, TokenBucket } from "./token-bucket.ts";
import type { Warden } from "./warden.ts";

/** How much the process has to carry; told from outside by heap and event-loop delay. */
export type Pressure = "none" | "refuse-joins" | "shed";

/** Something worth a line in the log. No addresses, no keys, no room ids. */
export type RelayNotice =
  | { readonly kind: "storage-failed"; readonly what: string }
  | { readonly kind: "room-created" | "room-updated" };

export interface RelayContext {
  readonly backend: Backend;
  /** Random mark of this process on the bus. */
  readonly node: Uint8Array;
  readonly environment: Environment;
  readonly limits: RelayLimits;
  readonly metrics: Metrics;
  readonly tickets: Tickets;
  /** Tickets of other relays that hold the peer key; undefined where there is none. */
  readonly peerTickets: Tickets | undefined;
  readonly hub: Hub;
  readonly fanOut: FanOut;
  readonly catchUp: CatchUp;
  readonly admission: Admission;
  readonly reach: Reach;
  readonly warden: Warden;
  readonly roomCreations: KeyedBuckets<string>;
  /** Writes that ephemeral words may still cost this process. */
  readonly ephemeralBucket: TokenBucket;
  /** Offered ids that may still be looked up. */
  readonly offersBucket: TokenBucket;
  /** Rooms whose creation is being committed. */
  readonly creating: Set<RoomId>;
  /** Seats with acks to send at the end of this turn. */
  readonly owedAcks: Set<Seat>;
  readonly now: () => Millis;
  readonly verify: (check: SignatureCheck) => Promise<boolean>;
  readonly pressure: () => Pressure;
  readonly notice: (notice: RelayNotice) => void;
  /** Asks for a tick as soon as this turn is over. */
  readonly wakeSoon: () => void;
  /** Work under way, for limits and for drain. */
  readonly underWay: { proofs: number; appends: number };
  draining: boolean;
}
