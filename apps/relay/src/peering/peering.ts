/**
 * Exchange with one other relay (SPEC 14): keeps links to it for as long as the process lives, and
 * shares the rooms out among them. Pure but for its ports; nothing here waits for the peer.
 */
import { limits, type Certificate, type Millis, type RoomId } from "@festival-chat/protocol/wire";
import type { Entry } from "../backend/backend.ts";
import {
  createPeerLink,
  type PeerFailure,
  type PeerLink,
  type PeerLinkPorts,
  type PeerSocket,
} from "./peer-link.ts";

/** What a dialled socket tells. Nothing follows `closed`. */
export interface PeerSocketEvents {
  received(bytes: Uint8Array): void;
  /** Any byte. */
  heard(): void;
  closed(): void;
}

export interface PeeringPorts extends Pick<
  PeerLinkPorts,
  "origin" | "environment" | "log" | "tickets" | "cursors" | "metrics" | "schedule"
> {
  /** Never throws: what fails is told as closed. */
  dial(events: PeerSocketEvents): PeerSocket;
  now(): Millis;
  /** From 0 to below 1. */
  random(): number;
  /** Rooms of our log, the one that was active last first. */
  rooms(limit: number): Promise<readonly RoomId[]>;
  certificate(room: RoomId): Promise<Certificate | undefined>;
  /** Verifies a newer card, stores it and hands it to members. */
  takeCard(room: RoomId, certificate: Certificate): void;
  /** For the log of the process. */
  notice(notice: PeerNotice): void;
}

export type PeerNotice =
  | { readonly kind: "linked" }
  | { readonly kind: "failed"; readonly why: PeerFailure };

export interface Peering {
  /** Entries that were committed here, from wherever they came. */
  appended(entries: readonly Entry[]): void;
  /** Links that exchange rooms, and rooms they exchange. */
  status(): { readonly links: number; readonly rooms: number };
  close(): void;
}

/** Links to one peer: 64 rooms each. A relay with more active rooms is a cluster's work. */
const lanes = 16;
const roomsOfAll = lanes * limits.roomsPerLink;

/** Full jitter below a bound that doubles: a healed split is noticed within seconds. */
const firstRetryMillis = 500;
const lastRetryMillis = 8_000;
/** What a person has to mend is asked about rarely. */
const hopelessRetryMillis = 60_000;
/** A room the peer lacks may be created there; a card may change. */
const lookMillis = 20_000;

const hopeless: ReadonlySet<PeerFailure> = new Set(["itself", "other-environment", "wrong-key"]);

interface Lane {
  link: PeerLink | undefined;
  attempt: number;
}

export function createPeering(ports: PeeringPorts): Peering {
  const known = new Set<RoomId>();
  const absentUntil = new Map<RoomId, Millis>();
  const open: Lane[] = [];
  const stops = new Set<() => void>();
  let ended = false;

  function later(run: () => void, millis: Millis): void {
    const stop = ports.schedule(() => {
      stops.delete(stop);
      if (!ended) run();
    }, millis);
    stops.add(stop);
  }

  function dial(lane: Lane): void {
    let failure: PeerFailure | undefined;
    let over = false;
    const socket = ports.dial({
      received: (bytes) => link.received(bytes),
      heard: () => link.heard(),
      closed() {
        if (over) return;
        over = true;
        link.closed();
        lane.link = undefined;
        const bound = Math.min(lastRetryMillis, firstRetryMillis * 2 ** lane.attempt++);
        const hopelessNow = failure !== undefined && hopeless.has(failure);
        later(() => dial(lane), hopelessNow ? hopelessRetryMillis : ports.random() * bound);
      },
    });
    const link = createPeerLink({
      ...ports,
      socket,
      ready() {
        if (lane.attempt > 0 || open.length === 1) ports.notice({ kind: "linked" });
        lane.attempt = 0;
        share();
      },
      absent(room, retryAfter) {
        absentUntil.set(room, ports.now() + Math.max(retryAfter, lookMillis / 2));
      },
      card: (room, theirs) => void compareCards(room, theirs, link),
      failed(why) {
        failure = why;
        ports.notice({ kind: "failed", why });
      },
    });
    lane.link = link;
  }

  async function compareCards(room: RoomId, theirs: Certificate, link: PeerLink): Promise<void> {
    const ours = await ports.certificate(room);
    if (ours === undefined || theirs.version > ours.version) ports.takeCard(room, theirs);
    else if (ours.version > theirs.version) link.giveCard(room, ours);
  }

  /** Gives every room that nobody carries to a link with space. */
  function share(): void {
    const now = ports.now();
    const carried = new Set(open.flatMap(({ link }) => [...(link?.rooms ?? [])]));
    for (const room of known) {
      if (carried.has(room) || (absentUntil.get(room) ?? 0) > now) continue;
      const free = open.find(({ link }) => link?.ready && link.rooms.size < limits.roomsPerLink);
      if (free === undefined) {
        // A further link only while all the others are up: else rooms wait for those.
        if (open.length < lanes && open.every(({ link }) => link?.ready)) more();
        return;
      }
      free.link?.join(room);
    }
  }

  function more(): void {
    const lane: Lane = { link: undefined, attempt: 0 };
    open.push(lane);
    dial(lane);
  }

  async function look(): Promise<void> {
    for (const room of await ports.rooms(roomsOfAll)) if (known.size < roomsOfAll) known.add(room);
    const now = ports.now();
    for (const [room, until] of absentUntil) if (until <= now) absentUntil.delete(room);
    if (ended) return;
    share();
    later(() => void look(), lookMillis);
  }

  more();
  void look();

  return {
    appended(entries) {
      const rooms = new Set(entries.map(({ room }) => room));
      for (const { link } of open) for (const room of rooms) link?.appended(room);
      const fresh = [...rooms].filter((room) => !known.has(room));
      for (const room of fresh) if (known.size < roomsOfAll) known.add(room);
      if (fresh.length > 0) share();
    },
    status: () => ({
      links: open.filter(({ link }) => link?.ready).length,
      rooms: open.reduce((sum, { link }) => sum + (link?.rooms.size ?? 0), 0),
    }),
    close() {
      ended = true;
      for (const stop of stops) stop();
      for (const { link } of open) link?.end();
    },
  };
}
