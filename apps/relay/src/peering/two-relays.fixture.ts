/** Two relays in one virtual time, a network between them that can be cut, and members on both. */
import { envelopeId, type Frame, toSeq } from "@festival-chat/protocol/wire";
import { createMemoryBackend } from "../backend/memory.ts";
import { type KeyPair, keyPair, testEnvelope, type TestRoom } from "../raw-member.fixture.ts";
import type { RelayOptions } from "../relay.ts";
import { createTickets } from "../ticket.ts";
import {
  virtualOrigin,
  virtualRelay,
  type VirtualMember,
  type VirtualRelay,
} from "../virtual-relay.fixture.ts";
import { payloadOf } from "../ws-frame.ts";
import { createMemoryPeerCursors, type PeerCursors } from "./peer-cursors.ts";
import type { PeerSocket } from "./peer-link.ts";
import { createPeering, type Peering, type PeerNotice, type PeerSocketEvents } from "./peering.ts";

const key = new Uint8Array(32).fill(9);
const stepMillis = 100;

export interface TwoRelays {
  /** On site: it dials. */
  readonly box: VirtualRelay;
  readonly cloud: VirtualRelay;
  readonly notices: readonly PeerNotice[];
  peering(): Peering;
  pass(millis: number): Promise<void>;
  /** Nothing gets through, and nobody is told. */
  split(): void;
  heal(): void;
  /** The box's process ends and another one begins; with or without what it knew of the exchange. */
  restart(cursors: "kept" | "lost"): void;
  close(): void;
}

export interface TwoRelaysOptions {
  readonly rooms: readonly TestRoom[];
  /** Of the box. */
  readonly key?: Uint8Array;
  readonly cloud?: Pick<RelayOptions, "environment">;
  /** What the box remembers of an earlier exchange. */
  readonly cursors?: PeerCursors;
  /** It dials itself. */
  readonly mirror?: boolean;
}

export function twoRelays(options: TwoRelaysOptions): TwoRelays {
  let seed = 0;
  const random = (length: number): Uint8Array =>
    new Uint8Array(length).map(() => (seed = (seed * 73 + 41) % 251));
  const backend = createMemoryBackend({ now: () => box.now(), random });
  const box = virtualRelay({ backend, peerKey: key });
  const cloud = options.mirror === true ? box : virtualRelay({ peerKey: key, ...options.cloud });
  const notices: PeerNotice[] = [];
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let connected = true;
  let cursors = options.cursors ?? createMemoryPeerCursors();

  function schedule(run: () => void, millis: number): () => void {
    const timer = { at: box.now() + millis, run };
    timers.add(timer);
    return () => void timers.delete(timer);
  }

  function dial(events: PeerSocketEvents): PeerSocket {
    if (!connected) {
      schedule(() => events.closed(), 1_000);
      return { send: () => undefined, hold: () => undefined, close: () => undefined };
    }
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      queueMicrotask(() => {
        link.closed();
        events.closed();
      });
    };
    const link = cloud.relay.accept(
      {
        send(message) {
          const bytes = payloadOf(message).slice();
          if (connected) queueMicrotask(() => void (over || events.received(bytes)));
          return true;
        },
        pendingBytes: () => 0,
        ping: () => void (connected && (link.heard(), events.heard())),
        close: end,
        destroy: end,
      },
      { origin: virtualOrigin, ipTag: "box" },
    );
    return {
      send: (bytes) => void (connected && !over && link.receive(bytes)),
      hold: () => undefined,
      close: end,
    };
  }

  const start = (): Peering =>
    createPeering({
      dial,
      schedule,
      now: box.now,
      random: () => 0.5,
      origin: virtualOrigin,
      environment: "development",
      log: backend.log,
      tickets: createTickets(options.key ?? key, 900_000),
      cursors,
      metrics: box.relay.metrics,
      rooms: async () => options.rooms.map(({ id }) => id),
      async certificate(room) {
        const held = await backend.log.certificate(room);
        return held.ok ? held.value : undefined;
      },
      takeCard: (room, certificate) => void backend.log.putRoom(room, certificate),
      notice: (notice) => void notices.push(notice),
    });
  let peering = start();
  backend.log.tail((entries) => peering.appended(entries));

  return {
    box,
    cloud,
    notices,
    peering: () => peering,
    async pass(millis) {
      for (let passed = 0; passed < millis; passed += stepMillis) {
        await box.pass(stepMillis);
        if (cloud !== box) await cloud.pass(stepMillis);
        for (const timer of timers) {
          if (timer.at > box.now()) continue;
          timers.delete(timer);
          timer.run();
        }
      }
      await cloud.settle();
      await box.settle();
    },
    split: () => void (connected = false),
    heal: () => void (connected = true),
    restart(kept) {
      peering.close();
      if (kept === "lost") cursors = createMemoryPeerCursors();
      peering = start();
    },
    close: () => peering.close(),
  };
}

/** A member of a relay who writes, and remembers what. */
export interface Writer {
  readonly member: VirtualMember;
  readonly said: string[];
  say(): void;
}

export async function writerAt(
  relay: VirtualRelay,
  room: TestRoom,
  device: KeyPair = keyPair(),
): Promise<Writer> {
  const member = relay.dial(device);
  const { channel } = await member.join(room, { certificate: room.certificate() });
  const said: string[] = [];
  return {
    member,
    said,
    say() {
      const envelope = testEnvelope();
      said.push(envelopeId(room.id, envelope));
      const frame: Frame = { kind: "publish", channel, ref: said.length, envelope };
      member.send(frame);
    },
  };
}

/** Every envelope id of a room, in the order of this log. */
export async function idsAt({ backend }: VirtualRelay, room: TestRoom): Promise<readonly string[]> {
  const all: string[] = [];
  let from = toSeq(0);
  for (;;) {
    const read = await backend.log.read(room.id, "after", from, 200, 1 << 20);
    if (!read.ok || read.value.length === 0) return all;
    for (const { seq, envelope } of read.value) {
      all.push(envelopeId(room.id, envelope));
      from = seq;
    }
  }
}
