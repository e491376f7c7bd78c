/**
 * Mesh: one room over links to other phones (SPEC section 13). Inputs and the time in, effects out.
 *
 * Puts together what floods, what is compared and what flows back, and lets nothing in that was not
 * opened. Not its job: making links (their maker), opening and keeping envelopes (nearby/*).
 */
import {
  type DeviceTag,
  type EnvelopeId,
  envelopeId,
  type LogEpoch,
  type MeshFrame,
  type MeshFrameOf,
  meshLimits,
  type Millis,
  type RoomId,
  type Seq,
  wireErrors,
} from "@festival-chat/protocol/wire";
import { createAuthorPace } from "./author-pace.ts";
import { createCarry } from "./carry.ts";
import { createCompare } from "./compare.ts";
import { earlier } from "../effect.ts";
import { createFlood } from "./flood.ts";
import { createHoldings, type Placed } from "./holdings.ts";
import { createIntroductions } from "./introductions.ts";
import * as meshBounds from "./mesh-bounds.ts";
import { type Arrival, type LinkId, type MeshEffect, ranks, type Verdict } from "./mesh-effect.ts";
import { createMeshPeer, type MeshPeer } from "./mesh-peer.ts";
import { createSeen } from "./seen.ts";
import { createStamps, type Told } from "./stamps.ts";
import { createViews } from "./views.ts";
import { createWatched } from "./watched.ts";

export interface Mesh {
  readonly peers: readonly DeviceTag[];
  readonly counts: Readonly<MeshCounts>;
  ready(link: LinkId, device: DeviceTag, now: Millis, slow?: boolean): MeshEffect[];
  gone(link: LinkId): void;
  /** Its byte fields may be views of what came. */
  heard(link: LinkId, frame: MeshFrame, now: Millis): MeshEffect[];
  /** The link takes no more, or more again. */
  blocked(link: LinkId, blocked: boolean, now: Millis): MeshEffect[];
  /** What opening an envelope came to. */
  opened(id: EnvelopeId, verdict: Verdict, now: Millis): MeshEffect[];
  /** The engine holds a message that did not come through the mesh. */
  arrived(arrival: Arrival, now: Millis): void;
  dropped(id: EnvelopeId): void;
  /** The relay gave it a place in its log. */
  stamped(id: EnvelopeId, told: Told, now: Millis): MeshEffect[];
  carry(to: DeviceTag, sealed: Uint8Array, token: Uint8Array): void;
  save(on: boolean): void;
  wayOf(id: EnvelopeId): Way;
  wake(now: Millis): MeshEffect[];
  deadline(now: Millis): Millis | undefined;
}

/** What is known of the way of a message. */
export interface Way {
  readonly holders: readonly DeviceTag[];
  readonly hearsay: { readonly logEpoch: LogEpoch; readonly seq: Seq } | undefined;
  readonly carriedBy: DeviceTag | undefined;
}

export interface MeshCounts {
  junk: number;
  held: number;
  taken: number;
  duplicates: number;
}

export interface MeshPorts {
  readonly room: RoomId;
  readonly me: DeviceTag;
  random(): number;
  /** Whether the engine has it in whatever state, so that it need not be opened. */
  knows(id: EnvelopeId): boolean;
  /** Its bytes; undefined when it is gone or not to be passed on. */
  envelope(id: EnvelopeId): Uint8Array | undefined;
}

/** Being opened. */
interface Pending {
  readonly from: LinkId[];
  /** How often it may be passed on from here. */
  readonly hops: number;
  /** It was wanted: no pace of its author holds it back. */
  readonly wanted: boolean;
}

export function createMesh(ports: MeshPorts): Mesh {
  const peersByLink = new Map<LinkId, MeshPeer>();
  const pendingById = new Map<EnvelopeId, Pending>();
  const junk = createSeen<EnvelopeId>(meshBounds.refusedIds);
  /** Looked at and not taken, without anybody's fault. */
  const ignored = createSeen<EnvelopeId>(meshBounds.refusedIds);
  const pace = createAuthorPace();
  const counts: MeshCounts = { junk: 0, held: 0, taken: 0, duplicates: 0 };
  let saving = false;

  const holdings = createHoldings();
  const views = createViews();
  const stamps = createStamps((id) => holdings.spotOf(id) !== undefined);
  const carry = createCarry(ports.me);
  const introductions = createIntroductions();
  const watched = createWatched((id) => {
    const spot = holdings.spotOf(id);
    return spot === undefined ? 0 : views.holders(spot).length;
  });
  const all = (): MeshPeer[] => [...peersByLink.values()];
  const compare = createCompare({
    me: ports.me,
    holdings,
    views,
    random: ports.random,
    hereSince: () => Math.min(...all().map(({ since }) => since)),
    saving: () => saving,
    envelope: ({ id }) => ports.envelope(id),
  });
  const flood = createFlood({
    envelope: ports.envelope,
    holds(peer, id) {
      const spot = holdings.spotOf(id);
      return spot !== undefined && views.holds(peer.device, spot);
    },
  });

  const jitter = (now: Millis): Millis =>
    now +
    meshLimits.jitterMinMillis +
    ports.random() * (meshLimits.jitterMaxMillis - meshLimits.jitterMinMillis);

  /** Sends what may go now. */
  function pump(now: Millis): MeshEffect[] {
    const effects: MeshEffect[] = [];
    for (const { link, queue } of peersByLink.values()) {
      for (const queued of queue.take(now)) effects.push({ kind: "send", link, ...queued });
    }
    return effects;
  }

  function tellPassed(): MeshEffect[] {
    const ids = watched.passed();
    return ids.length === 0 ? [] : [{ kind: "passed", ids }];
  }

  function brought(peer: MeshPeer, placed: Placed): void {
    views.brought(peer.device, placed);
  }

  function strike(peer: MeshPeer): MeshEffect[] {
    peer.strikes += 1;
    counts.junk += 1;
    if (peer.strikes !== meshBounds.strikes) return [];
    return [{ kind: "hangUp", link: peer.link, code: wireErrors.BadSignature.code }];
  }

  /** One envelope of a link. */
  function offered(
    peer: MeshPeer,
    envelope: Uint8Array,
    how: Omit<Pending, "from">,
    now: Millis,
  ): MeshEffect[] {
    if (!peer.brings.take(envelope.length, now)) {
      counts.held += 1;
      return [];
    }
    const id = envelopeId(ports.room, envelope);
    peer.had.add(id);
    if (junk.has(id)) return strike(peer);
    const placed = holdings.spotOf(id);
    if (placed !== undefined) brought(peer, placed);
    const pending = pendingById.get(id);
    if (pending !== undefined) pending.from.push(peer.link);
    if (placed !== undefined || pending !== undefined || ignored.has(id) || ports.knows(id)) {
      counts.duplicates += 1;
      return [];
    }
    if (pendingById.size >= meshBounds.pending) {
      counts.held += 1;
      peer.had.delete(id);
      return [];
    }
    pendingById.set(id, { ...how, from: [peer.link] });
    // A view of the frame would keep the whole frame alive.
    return [{ kind: "open", id, envelope: envelope.slice() }];
  }

  function gossip(peer: MeshPeer, frame: MeshFrameOf<"gossip">, now: Millis): MeshEffect[] {
    const how = { hops: frame.hops - 1, wanted: false };
    return frame.envelopes.flatMap((envelope) => offered(peer, envelope, how, now));
  }

  function give(peer: MeshPeer, frame: MeshFrameOf<"give">, now: Millis): MeshEffect[] {
    if (!compare.give(peer, frame, now)) {
      counts.held += frame.envelopes.length;
      return [];
    }
    const how = { hops: meshLimits.gossipHops, wanted: true };
    return frame.envelopes.flatMap((envelope) => offered(peer, envelope, how, now));
  }

  function route(peer: MeshPeer, frame: MeshFrame, now: Millis): MeshEffect[] {
    switch (frame.kind) {
      case "gossip":
        return gossip(peer, frame, now);
      case "give":
        return give(peer, frame, now);
      case "digest":
        compare.digest(peer, frame, now);
        return tellPassed();
      case "vector":
        compare.vector(peer, frame, now);
        return tellPassed();
      case "want":
        if (!compare.want(peer, frame, now)) counts.held += 1;
        return [];
      case "stamp": {
        const ids = stamps.heard(frame, now);
        return ids.length === 0 ? [] : [{ kind: "passed", ids }];
      }
      case "peers":
        return [{ kind: "introduced", link: peer.link, peers: frame.peers }];
      case "carry":
        return [...carry.heard(peer, frame, all(), now)];
      case "hello":
        // Before the link was handed over; after that it says nothing.
        return [];
    }
  }

  function take(id: EnvelopeId, pending: Pending, verdict: Verdict & { kind: "new" }, now: Millis) {
    const { placed, author, rank } = verdict;
    if (!pending.wanted && !pace.mayPass(author, now)) {
      counts.held += 1;
      return [];
    }
    counts.taken += 1;
    holdings.put(placed);
    const [first] = pending.from;
    for (const link of pending.from) {
      const peer = peersByLink.get(link);
      if (peer === undefined) continue;
      brought(peer, placed);
      if (link !== first) continue;
      stamps.brought(id, peer.device);
      if (pending.hops === meshLimits.gossipHops - 1) compare.thank(peer, now);
    }
    flood.pass(id, pending.hops, rank, jitter(now));
    compare.changed(placed, peersByLink.values(), now);
    return [{ kind: "take", id } as const];
  }

  return {
    get peers() {
      return all().map(({ device }) => device);
    },
    counts,

    ready(link, device, now, slow = false) {
      const before = all().filter((peer) => peer.device === device);
      for (const old of before) peersByLink.delete(old.link);
      const peer = createMeshPeer(link, device, now, slow);
      peersByLink.set(link, peer);
      introductions.newcomer(link, now);
      compare.ready(peer, now);
      const { code } = wireErrors.Normal;
      return [
        ...before.map((old) => ({ kind: "hangUp", link: old.link, code }) as const),
        ...pump(now),
      ];
    },

    gone(link) {
      if (peersByLink.delete(link)) compare.gone(link);
    },

    heard(link, frame, now) {
      const peer = peersByLink.get(link);
      return peer === undefined ? [] : [...route(peer, frame, now), ...pump(now)];
    },

    blocked(link, blocked, now) {
      peersByLink.get(link)?.queue.block(blocked);
      return blocked ? [] : pump(now);
    },

    opened(id, verdict, now) {
      const pending = pendingById.get(id);
      if (pending === undefined || !pendingById.delete(id)) return [];
      switch (verdict.kind) {
        case "junk": {
          junk.add(id);
          const from = pending.from.flatMap((link) => peersByLink.get(link) ?? []);
          if (from.length === 0) counts.junk += 1;
          return from.flatMap(strike);
        }
        case "unreadable":
        case "known":
          ignored.add(id);
          counts.duplicates += verdict.kind === "known" ? 1 : 0;
          return [];
        case "full":
          counts.held += 1;
          return [];
        case "new":
          return take(id, pending, verdict, now);
      }
    },

    arrived({ placed, rank, own, fresh }, now) {
      const known = holdings.spotOf(placed.id) !== undefined;
      const there = holdings.at(placed);
      // A message that was taken back before anybody had it leaves its number to the next one.
      if (there !== undefined && there.id !== placed.id && !ports.envelope(there.id)) {
        holdings.drop(there.id);
      }
      holdings.put(placed);
      if (known) return;
      if (own) watched.add(placed.id);
      // To whom it may concern later, digests tell.
      if (fresh && peersByLink.size > 0) {
        const { gossipHops } = meshLimits;
        flood.pass(placed.id, gossipHops, own ? ranks.own : rank, own ? now : jitter(now));
      }
      compare.changed(placed, peersByLink.values(), now);
    },

    dropped: (id) => holdings.drop(id),

    stamped(id, told, now) {
      stamps.stamped(id, told, now);
      return [{ kind: "passed", ids: [id] }];
    },

    carry: (to, sealed, token) => carry.send(to, sealed, token, all()),
    save(on) {
      saving = on;
    },

    wayOf(id) {
      const spot = holdings.spotOf(id);
      return {
        holders: spot === undefined ? [] : views.holders(spot),
        hearsay: stamps.hearsay(id),
        carriedBy: stamps.carriedBy(id),
      };
    },

    wake(now) {
      counts.held += flood.wake(peersByLink.values(), now);
      compare.wake(all(), now);
      stamps.wake(all(), now);
      introductions.wake(all(), now);
      return pump(now);
    },

    deadline(now) {
      if (peersByLink.size === 0) return undefined;
      let next = earlier(flood.deadline(), compare.deadline(peersByLink.values()));
      next = earlier(next, earlier(stamps.deadline(), introductions.deadline()));
      for (const { queue } of peersByLink.values()) next = earlier(next, queue.deadline(now));
      return next;
    },
  };
}
