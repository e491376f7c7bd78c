/**
 * The relay without sockets, timers and clocks: used unchanged by the real process and by the
 * simulation.
 *
 * How to drive it: `accept` each link and report what its socket does; call `tick` when the time
 * given to the `wake` port has come (0 delay means: when this turn is over). Everything that takes
 * time goes through the ports `backend` and `verify`. The relay is gone when nobody calls it: to
 * simulate a crash, forget it, kill the backend and close the sockets.
 */
import {
  type Certificate,
  type Environment,
  type Millis,
  type RoomId,
} from "@festival-chat/protocol/wire";
import { acceptLink, type LinkOrigin, type RelayLink } from "./accept-link.ts";
import { type Admission, createAdmission } from "./admission.ts";
import type { Backend } from "./backend/backend.ts";
import { hearBus, sendAcks } from "./carry-out.ts";
import { createCatchUp } from "./catch-up.ts";
import { createFanOut } from "./fan-out.ts";
import { applyRule, createGovernment, type Government } from "./govern.ts";
import { createFlusher } from "./flush.ts";
import { createHousekeeping } from "./housekeeping.ts";
import { createHub } from "./hub.ts";
import type { SignatureCheck } from "./join-check.ts";
import { closeLink } from "./link.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import type { Pressure, RelayContext, RelayNotice } from "./relay-context.ts";
import { noReach, type Reach } from "./reach.ts";
import { type RelayLimits, withLimits } from "./relay-limits.ts";
import { takePeerCard } from "./room-cards.ts";
import type { Session } from "./session.ts";
import type { SocketPort } from "./socket-port.ts";
import { createTickets } from "./ticket.ts";
import { createKeyedBuckets, fullBucket } from "./token-bucket.ts";
import { noWarden, type Warden } from "./warden.ts";

export interface RelayOptions {
  readonly backend: Backend;
  readonly environment: Environment;
  /** Milliseconds since 1970, for what goes over the wire and for limits and deadlines. */
  readonly now: () => Millis;
  /** Milliseconds with fractions, for the cost of writes; virtual time will do. */
  readonly monotonic?: () => Millis;
  /** Random bytes of this length. */
  readonly random: (length: number) => Uint8Array;
  /** Verifies an Ed25519 signature; false for anything that is none. */
  readonly verify: (check: SignatureCheck) => Promise<boolean>;
  /** 32 secret bytes that belong to the log: tickets survive as long as it does. */
  readonly ticketKey: Uint8Array;
  /** 32 secret bytes that relays share which exchange rooms (SPEC 14). */
  readonly peerKey?: Uint8Array | undefined;
  /** Asks for `tick` in this many milliseconds; a later call with less time replaces it. */
  readonly wake: (delay: Millis) => void;
  /** Whether a page of this origin may speak here; `host` is the Host header. */
  readonly allowsOrigin?: (origin: string | undefined, host: string | undefined) => boolean;
  readonly limits?: Partial<RelayLimits>;
  /** Pushes to devices whose app is closed; nobody is pushed to without it. */
  readonly reach?: Reach;
  /** Decisions of the organiser; nobody organises without it. */
  readonly warden?: Warden;
  /** Counts of this relay; its own unless others count too. */
  readonly metrics?: Metrics;
  readonly pressure?: () => Pressure;
  readonly onNotice?: (notice: RelayNotice) => void;
}

export interface Relay {
  /** Before an upgrade: 0 when it may come, else milliseconds until it may be tried again. */
  admit(ipTag: string): Millis;
  /**
   * A link was established; hello is written before this returns. A link of an origin that is not
   * allowed is refused and closed.
   */
  accept(socket: SocketPort, from: LinkOrigin): RelayLink;
  /** Does what is due. */
  tick(): void;
  /** Retention removed entries from the log. */
  trimmed(): void;
  /** Another relay has this card: taken if its signature verifies and it is newer than ours. */
  takeCard(room: RoomId, certificate: Certificate): Promise<void>;
  /**
   * Says bye to every link with a reconnect slot of its own, waits for the commits under way, sends
   * their acks and closes all links with 1012.
   */
  drain(slots?: { readonly minMillis: number; readonly maxMillis: number }): Promise<void>;
  readonly metrics: Metrics;
  /** Acts of the organiser on what is live. */
  readonly government: Government;
  gauges(): RelayGauges;
}

/** Sizes of the moment. */
export interface RelayGauges {
  readonly links: number;
  readonly unauthenticated: number;
  readonly rooms: number;
  readonly ringBytes: number;
  readonly appendsUnderWay: number;
  /** Joins and cards whose proof is being checked. */
  readonly joinsUnderWay: number;
  readonly writeMillis: number;
  readonly draining: boolean;
}

/** A relay over this backend. See the head of the file for how to drive it. */
export function createRelay(options: RelayOptions): Relay {
  const { backend, now, random, monotonic = now, allowsOrigin = () => true } = options;
  const limits = withLimits(options.limits);
  const { metrics = createMetrics() } = options;
  const sessions = new Set<Session>();
  let wakeAt = Infinity;

  function wakeBy(at: Millis): void {
    if (at >= wakeAt) return;
    wakeAt = at;
    options.wake(Math.max(0, at - now()));
  }
  const wakeSoon = (): void => wakeBy(-Infinity);

  const fanOut = createFanOut(monotonic, limits.sliceMillis, wakeSoon);
  const hub = createHub({
    log: backend.log,
    limits,
    metrics,
    now,
    flusher: () => flusher,
    onOpen: (room) => applyRule(relay, room, relay.warden.rule(room.id)),
  });
  const { refreshExtent } = hub;
  const catchUp = createCatchUp({ log: backend.log, metrics, now, refreshExtent });
  const flusher = createFlusher({
    limits,
    metrics,
    fanOut,
    now,
    catchUp: catchUp.advance,
  });
  const admission: Admission = createAdmission(limits, now);

  const relay: RelayContext = {
    backend,
    node: random(8),
    environment: options.environment,
    limits,
    metrics,
    tickets: createTickets(options.ticketKey, limits.ticketMillis),
    peerTickets:
      options.peerKey === undefined
        ? undefined
        : createTickets(options.peerKey, limits.ticketMillis),
    hub,
    fanOut,
    catchUp,
    admission,
    reach: options.reach ?? noReach,
    warden: options.warden ?? noWarden,
    roomCreations: createKeyedBuckets(limits.roomCreations, limits.ipTags),
    ephemeralBucket: fullBucket(limits.ephemeralWritesAll, now()),
    offersBucket: fullBucket(limits.offeredIds, now()),
    creating: new Set(),
    owedAcks: new Set(),
    now,
    verify: options.verify,
    pressure: options.pressure ?? (() => "none"),
    notice: options.onNotice ?? (() => undefined),
    wakeSoon,
    underWay: { proofs: 0, appends: 0 },
    draining: false,
  };

  const housekeeping = createHousekeeping(relay, sessions);
  const government = createGovernment(relay, sessions, monotonic);

  backend.log.tail((entries) => {
    hub.committed(entries);
    // In the turn of the commit: the first message of a quiet room waits for nothing.
    if (fanOut.run()) wakeSoon();
    wakeBy(flusher.nextWake());
  });
  backend.bus.subscribe((room, bytes) => hearBus(relay, room, bytes));

  const drained: (() => void)[] = [];
  async function settled(): Promise<void> {
    while (relay.underWay.appends > 0) await new Promise<void>((resolve) => drained.push(resolve));
  }

  return {
    metrics,
    government,
    admit(ipTag) {
      if (relay.draining) return limits.reconnectMinMillis;
      if (relay.pressure() !== "none") return limits.overloadRetryMillis;
      const wait = admission.admit(ipTag);
      if (wait > 0) metrics.add("handshakes_refused");
      return wait;
    },
    accept(socket, from) {
      const ports = { sessions, random, allowsOrigin, watch: housekeeping.watch };
      const link = acceptLink(relay, ports, socket, from);
      wakeBy(housekeeping.nextWake());
      return link;
    },
    tick() {
      wakeAt = Infinity;
      const at = now();
      sendAcks(relay);
      if (relay.underWay.appends === 0) for (const resolve of drained.splice(0)) resolve();
      housekeeping.tick(at);
      if (government.run()) wakeSoon();
      flusher.due(at);
      if (fanOut.run()) wakeSoon();
      wakeBy(flusher.nextWake());
      wakeBy(housekeeping.nextWake());
    },
    trimmed: () => hub.trimmed(),
    takeCard: (room, certificate) => takePeerCard(relay, room, certificate),
    async drain(slots) {
      relay.draining = true;
      const { minMillis, maxMillis } = slots ?? {
        minMillis: limits.reconnectMinMillis,
        maxMillis: limits.reconnectMaxMillis,
      };
      await settled();
      sendAcks(relay);
      const all = [...sessions];
      all.forEach((session, i) => {
        const slot = Math.round(minMillis + ((maxMillis - minMillis) * i) / all.length);
        closeLink(session.link, "Draining", now(), slot);
      });
    },
    gauges: () => ({
      links: sessions.size,
      unauthenticated: admission.unauthenticated(),
      rooms: hub.count(),
      ringBytes: hub.ringBytes(),
      appendsUnderWay: relay.underWay.appends,
      joinsUnderWay: relay.underWay.proofs,
      writeMillis: flusher.writeMillis(),
      draining: relay.draining,
    }),
  };
}
