/**
 * A whole relay under fuzzed frames, in this process and in virtual time.
 *
 * A crowd of links, most of them joined, sends frames that are right, almost right and random; some
 * stall, some break. Every few thousand frames a member who behaves must still be let in, be
 * acknowledged and hear itself; in the end memory must be what it was near the beginning.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  concatBytes,
  decodeFrame,
  encodeEnvelope,
  encodeFrame,
  type Frame,
  idFromBytes,
  noExtensions,
  paddingBuckets,
  roomIdOf,
  toHex,
  toSeq,
} from "@festival-chat/protocol/wire";
import {
  createMemoryBackend,
  createRelay,
  payloadOf,
  type Relay,
  type RelayLink,
  type SocketPort,
} from "@festival-chat/relay";
import { type Chance, createChance, mutate } from "./mutate.ts";
import type { FuzzProgram } from "./target.ts";

const crowd = 24;
const roomCount = 4;
const framesPerTurn = 200;
const framesPerCheck = 20_000;
/** Growth that is no leak: compiled code, grown maps, a full ring for each room. */
const allowedGrowthBytes = 24 * 1024 * 1024;
/** What the log of the memory backend may hold: it is a stand-in for a disk. */
const logBytes = 2 * 1024 * 1024;

/** Signatures that begin with this byte count as right. */
const rightSignature = new Uint8Array(64).fill(1);

interface FuzzedLink {
  link: RelayLink | undefined;
  readonly frames: Frame[];
  /** Channels joined, as this end knows them. */
  readonly channels: number[];
  stalled: boolean;
  pending: number;
  closed: boolean;
}

interface World {
  readonly relay: Relay;
  readonly chance: Chance;
  pass(millis: number): void;
  settle(): Promise<void>;
  trim(): Promise<void>;
  dial(keepFrames: boolean): FuzzedLink;
}

function createWorld(seed: number): World {
  const chance = createChance(seed);
  let clock = Date.UTC(2026, 5, 1);
  let wakeAt = Infinity;
  const now = (): number => clock;
  const random = (length: number): Uint8Array => chance.bytes(length);
  const backend = createMemoryBackend({ now, random });
  const relay = createRelay({
    backend,
    environment: "development",
    now,
    random,
    verify: async ({ signature }) => signature[0] === 1,
    ticketKey: random(32),
    wake: (delay) => void (wakeAt = Math.min(wakeAt, clock + delay)),
    limits: {
      handshakes: { perSecond: 1e6, burst: 1e6 },
      roomCreations: { perSecond: 1e3, burst: 1e3 },
    },
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  function tickIfDue(): void {
    if (wakeAt > clock) return;
    wakeAt = Infinity;
    relay.tick();
  }

  return {
    relay,
    chance,
    pass: (millis) => void (clock += millis),
    async settle() {
      for (let i = 0; i < 3; i++) {
        await turn();
        tickIfDue();
      }
    },
    async trim() {
      await backend.log.trimToSize(logBytes, 100_000);
      await backend.log.trim(clock - 600_000, 100_000);
      relay.trimmed();
    },
    dial(keepFrames) {
      // Hello is written before accept returns, so the end exists before its link.
      const end: FuzzedLink = {
        link: undefined,
        frames: [],
        channels: [],
        stalled: false,
        pending: 0,
        closed: false,
      };
      const socket: SocketPort = {
        send(message) {
          const decoded = decodeFrame(payloadOf(message));
          if (!decoded.ok || decoded.value.kind === "unknown") {
            throw new Error(`the relay sent no frame: ${toHex(payloadOf(message))}`);
          }
          if (keepFrames) end.frames.push(decoded.value);
          if (decoded.value.kind === "joined") end.channels.push(decoded.value.channel);
          if (end.stalled) end.pending += message.whole.length;
          return !end.stalled;
        },
        pendingBytes: () => end.pending,
        ping: () => queueMicrotask(() => end.closed || end.link?.heard()),
        close: () => hangUp(end),
        destroy: () => hangUp(end),
      };
      const ipTag = `${chance.below(8)}`;
      end.link = relay.accept(socket, { origin: "https://fuzz.example", ipTag });
      return end;
    },
  };
}

/** As a socket does: the close is reported in a later step, and once. */
function hangUp(end: FuzzedLink): void {
  if (end.closed) return;
  end.closed = true;
  queueMicrotask(() => end.link?.closed());
}

const roomKey = (room: number): Uint8Array => new Uint8Array(32).fill(room + 1);

function joinOf(chance: Chance, room: number): Frame {
  const certificate = {
    hostKey: new Uint8Array(32).fill(9),
    version: 1,
    card: new Uint8Array(8),
    signature: rightSignature,
  };
  return {
    kind: "join",
    ref: 1,
    room: roomIdOf(roomKey(room)),
    roomKey: roomKey(room),
    deviceKey: new Uint8Array(32).fill(chance.below(200)),
    nonce: chance.bytes(16),
    roomSignature: rightSignature,
    deviceSignature: rightSignature,
    cursor: undefined,
    recent: chance.below(200),
    certificate,
    extensions: noExtensions,
  };
}

function envelopeOf(chance: Chance): Uint8Array {
  const size = chance.pick(paddingBuckets.slice(0, 6)) + 16;
  // The bytes are never opened: a few random ones make the id new.
  const ciphertext = concatBytes(chance.bytes(8), new Uint8Array(size - 8));
  return encodeEnvelope({ epoch: 0, nonce: new Uint8Array(24), ciphertext });
}

/** A frame that a client may send, on a channel that the link may have. */
function frameOf(chance: Chance, channels: readonly number[]): Frame {
  const channel =
    channels.length > 0 && chance.below(8) > 0 ? chance.pick(channels) : chance.below(9);
  const tag = idFromBytes("DeviceTag", chance.bytes(8));
  const ids = (): ReturnType<typeof idFromBytes<"EnvelopeId">>[] =>
    Array.from({ length: chance.below(6) }, () => idFromBytes("EnvelopeId", chance.bytes(16)));
  const sealed = chance.bytes(chance.below(100));
  const ref = chance.below(1_000);
  const makers: readonly (() => Frame)[] = [
    () => joinOf(chance, chance.below(roomCount)),
    () => ({ kind: "publish", channel, ref, envelope: envelopeOf(chance) }),
    () => ({ kind: "publish", channel, ref, envelope: envelopeOf(chance) }),
    () => ({ kind: "announce", channel, here: chance.below(3) > 0, sealed }),
    () => ({ kind: "ephemeral", channel, from: tag, sealed }),
    () => ({ kind: "signal", channel, to: tag, from: tag, sealed }),
    () => ({ kind: "have", channel, ids: ids() }),
    () => ({ kind: "want", channel, ids: ids() }),
    () => ({ kind: "ping", token: ref }),
    () => ({ kind: "roster", channel }),
    () => ({ kind: "leave", channel }),
    () => {
      const direction = chance.pick(["before", "after"] as const);
      const seq = toSeq(chance.below(10_000));
      return { kind: "pull", channel, ref, direction, seq, limit: chance.below(201) };
    },
    () => {
      const room = roomIdOf(roomKey(chance.below(roomCount)));
      const ticket = chance.bytes(chance.below(60));
      return { kind: "resume", ref, room, ticket, cursor: undefined, recent: 0 };
    },
    () => ({ kind: "bye", code: 1000, reconnectAfter: 0 }),
  ];
  return chance.pick(makers)();
}

/** Whether a member who behaves is still served. */
async function serves(world: World): Promise<string | undefined> {
  const { chance } = world;
  // A new room: the others may rightly be over their limits.
  const witness = world.dial(true);
  witness.link?.receive(encodeFrame(joinOf(chance, 100 + chance.below(100))));
  await world.settle();
  const [channel] = witness.channels;
  if (channel === undefined) return "a good join was not answered";
  witness.link?.receive(
    encodeFrame({ kind: "publish", channel, ref: 77, envelope: envelopeOf(chance) }),
  );
  await world.settle();
  world.pass(1_100);
  await world.settle();
  const kinds = witness.frames.map(({ kind }) => kind);
  hangUp(witness);
  await world.settle();
  if (!kinds.includes("ack")) return `a good publish was not acknowledged: ${kinds.join(" ")}`;
  return kinds.includes("deliver") ? undefined : "a committed message was not delivered";
}

function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** See {@link FuzzProgram}. */
export const fuzzRelay: FuzzProgram = async ({ frames, seconds, seed }) => {
  const world = createWorld(seed);
  const { chance, relay } = world;
  const corpus = Array.from({ length: 200 }, () => encodeFrame(frameOf(chance, [1, 2, 3, 4])));
  // Mutating costs more than the relay does: most mutants are used several times, on other links.
  const mutants = Array.from({ length: 4_096 }, () => mutate(chance, corpus));
  function mutant(): Uint8Array {
    const index = chance.below(mutants.length);
    if (chance.below(4) === 0) mutants[index] = mutate(chance, corpus);
    return mutants[index] ?? chance.bytes(8);
  }
  const deadline = performance.now() + (seconds ?? Infinity) * 1_000;
  const links: FuzzedLink[] = [];
  let rejected: unknown;
  const onRejection = (reason: unknown): void => void (rejected ??= reason);
  process.on("unhandledRejection", onRejection);
  let sent = 0;
  let baseline: number | undefined;
  const finish = (finding: string | undefined) => {
    process.off("unhandledRejection", onRejection);
    return { frames: sent, finding };
  };

  function step(): string | undefined {
    const index = chance.below(crowd);
    let end = links[index];
    if (end === undefined || end.closed) {
      end = world.dial(false);
      links[index] = end;
      if (chance.below(4) > 0) end.link?.receive(encodeFrame(joinOf(chance, index % roomCount)));
    }
    const fate = chance.below(400);
    if (fate === 0) hangUp(end);
    if (fate === 1) end.stalled = true;
    if (fate < 8 && fate > 1 && end.stalled) {
      end.stalled = false;
      end.pending = 0;
      end.link?.writable();
    }
    if (end.closed) return undefined;
    const good = chance.below(2) === 0;
    const bytes = good ? encodeFrame(frameOf(chance, end.channels)) : mutant().slice();
    sent++;
    try {
      end.link?.receive(bytes);
    } catch (thrown) {
      return `${String(thrown)} on ${toHex(bytes)}`;
    }
    return undefined;
  }

  while (sent < (frames ?? Infinity) && performance.now() < deadline) {
    for (let i = 0; i < framesPerTurn; i++) {
      const finding = step();
      if (finding !== undefined) return finish(finding);
    }
    world.pass(chance.below(400));
    await world.settle();
    if (rejected !== undefined) return finish(`a rejection nobody took: ${String(rejected)}`);
    if (sent % framesPerCheck >= framesPerTurn) continue;
    const unserved = await serves(world);
    if (unserved !== undefined) return finish(`after ${sent} frames ${unserved}`);
    await world.trim();
    // The first rounds warm up: code, maps, rings.
    if (baseline === undefined && sent >= 3 * framesPerCheck) baseline = heapBytes();
  }

  for (const end of links) hangUp(end);
  await world.settle();
  await world.trim();
  world.pass(200_000);
  for (let i = 0; i < 130; i++) {
    world.pass(1_000);
    await world.settle();
  }
  const { links: open, appendsUnderWay, unauthenticated, ringBytes } = relay.gauges();
  const left = open + appendsUnderWay + unauthenticated + ringBytes;
  if (left !== 0) return finish(`left over: ${JSON.stringify(relay.gauges())}`);
  const growth = baseline === undefined ? 0 : heapBytes() - baseline;
  return finish(
    growth > allowedGrowthBytes ? `memory grew by ${growth} bytes in ${sent} frames` : undefined,
  );
};
