/**
 * A link to another relay (SPEC 14): proves itself with the peer key, joins rooms by tickets, and
 * keeps each of them level with ours. One link carries as many rooms as the protocol allows.
 */
import {
  type Certificate,
  decodeFrame,
  encodeFrame,
  type Environment,
  type Frame,
  type FrameOf,
  frameTypes,
  idFromBytes,
  idToBytes,
  limits,
  type Millis,
  type RelayId,
  type RoomId,
  toSeq,
  wireErrorByCode,
} from "@festival-chat/protocol/wire";
import type { RoomLog } from "../backend/backend.ts";
import type { Metrics } from "../metrics.ts";
import type { Tickets } from "../ticket.ts";
import type { PeerCursor, PeerCursors } from "./peer-cursors.ts";
import { createPeerRequests } from "./peer-requests.ts";
import { createPeerRoom, type PeerFault, type PeerRoom } from "./peer-room.ts";

/** Bytes of a peer that wait for our disk before we stop reading. */
const waitingBytes = 1024 * 1024;

export interface PeerSocket {
  send(bytes: Uint8Array): void;
  /** Stops reading, or goes on. */
  hold(held: boolean): void;
  /** Ends it; `closed` of whoever listens follows. */
  close(): void;
}

export interface PeerLinkPorts {
  readonly socket: PeerSocket;
  readonly origin: string;
  readonly environment: Environment;
  readonly log: Pick<RoomLog, "append" | "read" | "logEpoch" | "relay">;
  readonly tickets: Tickets;
  readonly cursors: PeerCursors;
  readonly metrics: Metrics;
  /** Calls back after so long, unless it is told not to. */
  schedule(run: () => void, millis: Millis): () => void;
  /** It is a relay that this one exchanges with: rooms may be asked for. */
  ready(): void;
  /** The card the peer has of a room: it may be newer than ours, or older. */
  card(room: RoomId, theirs: Certificate): void;
  /** The peer has no such room, or not now. */
  absent(room: RoomId, retryAfter: Millis): void;
  /** Why it is of no use; the link is closed. */
  failed(why: PeerFailure): void;
}

export type PeerFailure =
  | PeerFault
  | "itself"
  | "other-environment"
  | "wrong-key"
  | "malformed"
  | "silent";

export interface PeerLink {
  readonly ready: boolean;
  /** Rooms asked for or joined. */
  readonly rooms: ReadonlySet<RoomId>;
  join(room: RoomId): void;
  /** Hands them a card of ours. */
  giveCard(room: RoomId, certificate: Certificate): void;
  /** Something was appended to a room of ours. */
  appended(room: RoomId): void;
  received(bytes: Uint8Array): void;
  /** Any sign of life. */
  heard(): void;
  closed(): void;
  /** Hangs up. */
  end(): void;
}

/** How often a peer is asked whether it lives, and how long it may take to answer. */
export const peerPingMillis = 10_000;

/** A room of this name is nobody's: asking for it proves the key and joins nothing. */
const nobodysRoom = idFromBytes("RoomId", new Uint8Array(16));

type State =
  | { readonly kind: "greeting" }
  | { readonly kind: "proving" }
  | { readonly kind: "ready" }
  | { readonly kind: "closed" };

export function createPeerLink(ports: PeerLinkPorts): PeerLink {
  const { socket, log, tickets, cursors } = ports;
  const requests = createPeerRequests(limits.roomsPerLink * 1_000);
  const device = idFromBytes("DeviceTag", idToBytes(log.relay));
  const rooms = new Set<RoomId>();
  const joined = new Map<number, { readonly id: RoomId; readonly room: PeerRoom }>();
  const asked = new Map<number, RoomId>();
  const pauses = new Set<() => void>();
  let state: State = { kind: "greeting" };
  let hello: FrameOf<"hello"> | undefined;
  let refs = 0;
  let waiting = 0;
  let held = false;
  let offers: Promise<unknown> = Promise.resolve();
  let alive = true;
  let stopWatch = ports.schedule(look, peerPingMillis);

  function look(): void {
    if (!alive) return fail("silent");
    alive = false;
    send({ kind: "ping", token: 0 });
    stopWatch = ports.schedule(look, peerPingMillis);
  }

  function send(frame: Frame): void {
    if (state.kind !== "closed") socket.send(encodeFrame(frame));
  }

  function fail(why: PeerFailure): void {
    if (state.kind === "closed") return;
    closed();
    ports.failed(why);
    socket.close();
  }

  function closed(): void {
    if (state.kind === "closed") return;
    state = { kind: "closed" };
    stopWatch();
    for (const { room } of joined.values()) room.lost();
    requests.lost();
    for (const end of pauses) end();
  }

  function pause(millis: Millis): Promise<void> {
    return new Promise((resolve) => {
      const stop = ports.schedule(end, millis);
      function end(): void {
        stop();
        pauses.delete(end);
        resolve();
      }
      pauses.add(end);
    });
  }

  function alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = offers.then(work);
    offers = turn.catch(() => undefined);
    return turn;
  }

  /** What our log has of theirs; nothing it had before it was restored. */
  function takenOf(peer: RelayId, room: RoomId): PeerCursor["taken"] {
    const { taken } = cursors.get(peer, room);
    return taken?.ourEpoch === log.logEpoch ? taken : undefined;
  }

  /** @param from an answer that began elsewhere: now from the beginning of their log */
  function ask(
    room: RoomId,
    { relay, relayTime }: FrameOf<"hello">,
    from?: FrameOf<"joined">,
  ): void {
    const ref = ++refs;
    asked.set(ref, room);
    // By their clock: ours may be wrong by more than a ticket lives.
    const ticket = tickets.issue(room, device, ports.origin, relayTime);
    const cursor =
      from === undefined
        ? takenOf(relay, room)
        : { logEpoch: from.logEpoch, seq: toSeq(Math.max(0, from.first - 1)) };
    send({ kind: "resume", ref, room, ticket, cursor, recent: 0 });
  }

  function greeted(frame: FrameOf<"hello">): void {
    if (state.kind !== "greeting") return fail("malformed");
    if (frame.relay === log.relay) return fail("itself");
    if (frame.environment !== ports.environment) return fail("other-environment");
    hello = frame;
    state = { kind: "proving" };
    ask(nobodysRoom, frame);
  }

  function letIn(frame: FrameOf<"joined">): void {
    const id = asked.get(frame.ref);
    asked.delete(frame.ref);
    if (id === undefined || hello === undefined) return;
    const taken = takenOf(hello.relay, id);
    const level = taken?.logEpoch === frame.logEpoch && taken.seq === frame.from;
    const whole = frame.from < frame.first;
    // Without a cursor that holds they begin at the end of their log: we ask from its beginning.
    if (!level && !whole) return ask(id, hello, frame);
    joined.get(frame.channel)?.room.lost();
    const { relay } = hello;
    const room = createPeerRoom(
      {
        room: id,
        peer: relay,
        log,
        cursors,
        metrics: ports.metrics,
        requests,
        send,
        pause,
        alone,
        busy,
        fault: fail,
      },
      frame,
    );
    joined.set(frame.channel, { id, room });
    if (frame.certificate !== undefined) ports.card(id, frame.certificate);
  }

  function busy(bytes: number): void {
    waiting += bytes;
    if (waiting > waitingBytes === held) return;
    held = !held;
    socket.hold(held);
  }

  function refused(frame: FrameOf<"refuse">): void {
    const id = asked.get(frame.ref);
    if (frame.refused !== frameTypes.resume || id === undefined) {
      requests.refused(frame);
      return;
    }
    asked.delete(frame.ref);
    const error = wireErrorByCode(frame.code);
    if (error === "BadTicket") return fail("wrong-key");
    if (id === nobodysRoom) {
      state = { kind: "ready" };
      return ports.ready();
    }
    rooms.delete(id);
    ports.absent(id, frame.retryAfter);
  }

  function route(frame: Frame): void {
    switch (frame.kind) {
      case "hello":
        return greeted(frame);
      case "joined":
        return letIn(frame);
      case "deliver":
      case "reset":
        return joined.get(frame.channel)?.room.heard(frame);
      case "ack":
        return requests.acked(frame);
      case "want":
        return requests.wanted(frame);
      case "refuse":
        return refused(frame);
      case "card": {
        const id = joined.get(frame.channel)?.id;
        if (id !== undefined) ports.card(id, frame.certificate);
        return;
      }
      case "bye":
        return socket.close();
      default:
        // Who is there and what they type is not exchanged.
        return;
    }
  }

  return {
    get ready() {
      return state.kind === "ready";
    },
    rooms,
    join(room) {
      if (state.kind !== "ready" || hello === undefined || rooms.has(room)) return;
      rooms.add(room);
      ask(room, hello);
    },
    giveCard(id, certificate) {
      for (const [channel, one] of joined) {
        if (one.id === id) send({ kind: "card", channel, certificate });
      }
    },
    appended(id) {
      for (const one of joined.values()) if (one.id === id) one.room.appended();
    },
    received(bytes) {
      alive = true;
      const decoded = decodeFrame(bytes);
      if (!decoded.ok) return fail("malformed");
      if (decoded.value.kind !== "unknown" && state.kind !== "closed") route(decoded.value);
    },
    heard() {
      alive = true;
    },
    closed,
    end() {
      closed();
      socket.close();
    },
  };
}
