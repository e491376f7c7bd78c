/**
 * A whole client under frames of a relay that lies, in this process and in virtual time.
 *
 * Frames are right, almost right and random; links come and go. Every few thousand frames an honest
 * relay takes over: the client must let itself be served, send what it has and show it as sent; and
 * nothing that a relay sends may make it hold more than its bounds, or ask without pause.
 */
import { type Client, createClient, createMemoryStore, type Room } from "@festival-chat/client";
import { lateParts } from "@festival-chat/client/late";
import { createSoftwareSignatures, type Signatures } from "@festival-chat/protocol/e2e";
import {
  decodeFrame,
  encodeFrame,
  type Frame,
  idFromBytes,
  type LogRecord,
  noExtensions,
  toHex,
  toSeq,
  wireErrors,
} from "@festival-chat/protocol/wire";
import { type Chance, createChance, mutate } from "./mutate.ts";
import type { FuzzProgram } from "./target.ts";

const links = ["#AAECAwQFBgcICQoLDA0ODw", "#EAECAwQFBgcICQoLDA0ODw"];
const framesPerTurn = 100;
const framesPerCheck = 5_000;
/** Frames a client may send for each that it hears, and some for links and time that passes. */
const allowedAnswers = 20;

const credulous: Signatures = { ...createSoftwareSignatures(), verify: async () => true };

interface World {
  readonly client: Client;
  readonly rooms: readonly Room[];
  readonly chance: Chance;
  /** Frames that the client sent and nobody looked at. */
  readonly heard: Frame[];
  readonly counts: { answers: number };
  say(bytes: Uint8Array): void;
  hangUp(): void;
  pass(millis: number): Promise<void>;
}

async function createWorld(seed: number): Promise<World> {
  const chance = createChance(seed);
  const heard: Frame[] = [];
  const counts = { answers: 0 };
  let now = Date.UTC(2026, 5, 1);
  let timer: { readonly at: number; readonly wake: () => void } | undefined;
  let told: { received(frame: Uint8Array): void; closed(code: number): void } | undefined;
  const client = createClient({
    settings: {
      relayUrl: "ws://fuzz",
      origin: "https://fuzz.example",
      environment: undefined,
      eventTag: "public",
    },
    store: createMemoryStore({ durable: true }),
    random: { bytes: (length) => chance.bytes(length) },
    signatures: credulous,
    loadLate: () => lateParts,
    clock: {
      now: () => now,
      wakeAt: (at, wake) => void (timer = { at, wake }),
      cancel: () => void (timer = undefined),
    },
    dialer: {
      dial(_url, events) {
        const own = { received: events.received, closed: events.closed };
        queueMicrotask(() => {
          told = own;
          events.opened();
          events.received(encodeFrame(hello(now)));
        });
        return {
          kind: "relay",
          send(frame) {
            counts.answers += 1;
            const decoded = decodeFrame(frame);
            if (!decoded.ok) throw new Error(`the client sent no frame: ${toHex(frame)}`);
            if (decoded.value.kind !== "unknown") heard.push(decoded.value);
            if (heard.length > 2_000) heard.splice(0, 1_000);
            return true;
          },
          close(code) {
            if (told === own) told = undefined;
            queueMicrotask(() => events.closed(code));
          },
        };
      },
    },
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  async function pass(millis: number): Promise<void> {
    const end = now + millis;
    for (let wakes = 0; ; wakes++) {
      await turn();
      if (timer === undefined || timer.at > end) break;
      if (wakes > 10_000) throw new Error("the client's timer never rests");
      const { at, wake } = timer;
      timer = undefined;
      now = Math.max(now, at);
      wake();
    }
    now = end;
  }
  await client.open();
  const rooms: Room[] = [];
  for (const link of links) {
    const joined = await client.join(link);
    if (joined.ok) rooms.push(joined.value);
  }
  await pass(10);
  return {
    client,
    rooms,
    chance,
    heard,
    counts,
    say: (bytes) => told?.received(bytes),
    hangUp() {
      const gone = told;
      told = undefined;
      gone?.closed(1006);
    },
    pass,
  };
}

const hello = (now: number): Frame => ({
  kind: "hello",
  versions: { min: 1, max: 1 },
  nonce: new Uint8Array(32),
  relayTime: now,
  relay: idFromBytes("RelayId", new Uint8Array(8)),
  environment: "development",
  extensions: noExtensions,
});

const epochOf = (n: number) => idFromBytes("LogEpoch", new Uint8Array(8).fill(n));

function joined(ref: number, channel: number, place: readonly [number, number, number], epoch = 1) {
  const [first, head, from] = place;
  return {
    kind: "joined",
    ref,
    channel,
    device: idFromBytes("DeviceTag", new Uint8Array(8)),
    logEpoch: epochOf(epoch),
    first: toSeq(first),
    head: toSeq(head),
    from: toSeq(from),
    relayTime: Date.UTC(2026, 5, 1),
    members: 3,
    ticket: new Uint8Array(8),
    certificate: undefined,
    extensions: noExtensions,
  } as const satisfies Frame;
}

/** Something a relay may say, about channels and refs that may be the client's. */
function frameOf({ chance, heard }: World): Frame {
  const said = heard.length === 0 ? undefined : chance.pick(heard);
  const ref = said !== undefined && "ref" in said ? said.ref : chance.below(300);
  const channel = 1 + chance.below(3);
  const seq = (most = 400): number => (chance.below(40) === 0 ? 2 ** 40 : chance.below(most));
  const tag = () => idFromBytes("DeviceTag", chance.bytes(8));
  const ids = () =>
    Array.from({ length: chance.below(5) }, () => idFromBytes("EnvelopeId", chance.bytes(16)));
  const records = (): LogRecord[] => {
    let at = seq();
    return Array.from({ length: chance.below(6) }, () => {
      const prev = at;
      at += 1 + (chance.below(8) === 0 ? chance.below(20) : 0);
      const envelope =
        said?.kind === "publish" ? said.envelope : chance.bytes(1 + chance.below(60));
      return { seq: toSeq(at), prev: toSeq(prev), receivedAt: chance.below(2 ** 31), envelope };
    });
  };
  const code = chance.pick([...Object.values(wireErrors).map((one) => one.code), 4_777]);
  const place = [1 + seq(), seq(), seq()] as const;
  const makers: readonly (() => Frame)[] = [
    () => joined(ref, channel, place, 1 + chance.below(3)),
    () => joined(ref, channel, [1, 5, 0]),
    () => ({ kind: "deliver", channel, records: records() }),
    () => ({ kind: "deliver", channel, records: records() }),
    () => ({ kind: "page", channel, ref, more: chance.below(2) === 0, records: records() }),
    () => {
      const { logEpoch, first, head, from } = joined(0, channel, place, 1 + chance.below(3));
      return { kind: "reset", channel, logEpoch, first, head, from, reason: "new-log" };
    },
    () => ({ kind: "ack", channel, acks: [{ ref, seq: toSeq(seq()) }] }),
    () => ({
      kind: "refuse",
      refused: chance.below(24),
      ref,
      code,
      retryAfter: chance.below(5_000),
    }),
    () => ({ kind: "pong", token: ref, heads: [{ channel, head: toSeq(seq()) }] }),
    () => ({ kind: "want", channel, ids: ids() }),
    () => ({ kind: "have", channel, ids: ids() }),
    () => ({
      kind: "presence",
      channel,
      body: { mode: "exact", present: [{ tag: tag(), sealed: chance.bytes(158) }] },
    }),
    () => ({ kind: "ephemeral", channel, from: tag(), sealed: chance.bytes(94) }),
    () => ({ kind: "bye", code, reconnectAfter: chance.below(1_000) }),
    () => hello(chance.below(2 ** 40)),
  ];
  return chance.pick(makers)();
}

/** An honest relay takes over. @returns what the client did not do */
async function serve(world: World, log: number): Promise<string | undefined> {
  const { rooms, heard } = world;
  const [room] = rooms;
  if (room === undefined) return "no room";
  world.hangUp();
  heard.length = 0;
  // Whatever pause was imposed is over then; what had to be paused goes out one by one.
  let head = 0;
  for (let second = 0; second < 360; second++) {
    // It answers within a second: one that takes longer than a phone waits is given up with reason.
    await world.pass(1_000);
    for (let frame = heard.shift(); frame !== undefined; frame = heard.shift()) {
      if ("room" in frame && frame.room !== room.id) continue;
      if (frame.kind === "join" || frame.kind === "resume") {
        world.say(encodeFrame(joined(frame.ref, 9, [1, head, 0], 100 + (log % 100))));
      } else if (frame.kind === "ping") {
        world.say(encodeFrame({ kind: "pong", token: frame.token, heads: [] }));
      } else if (frame.kind === "pull") {
        const { channel, ref } = frame;
        world.say(encodeFrame({ kind: "page", channel, ref, more: false, records: [] }));
      } else if (frame.kind === "publish" && frame.channel === 9) {
        head += 1;
        const acks = [{ ref: frame.ref, seq: toSeq(head) }];
        world.say(encodeFrame({ kind: "ack", channel: 9, acks }));
      }
      await world.pass(10);
    }
    if (second >= 120 && room.messages().every(({ state }) => state === "sent")) return undefined;
  }
  const left = room.messages().filter(({ state }) => state !== "sent" && state !== "refused");
  return left.length === 0
    ? undefined
    : `${left.length} messages stay ${left[0]?.state}, ${world.client.connection.kind}`;
}

/** As {@link FuzzProgram}, with a client in the place of the relay. */
export const fuzzClient: FuzzProgram = async ({ frames, seconds, seed }) => {
  const world = await createWorld(seed);
  const { chance, counts, rooms } = world;
  const deadline = performance.now() + (seconds ?? Infinity) * 1_000;
  let rejected: unknown;
  const onRejection = (reason: unknown): void => void (rejected ??= reason);
  process.on("unhandledRejection", onRejection);
  let sent = 0;
  const finish = async (finding: string | undefined) => {
    await world.client.close();
    process.off("unhandledRejection", onRejection);
    return { frames: sent, finding };
  };
  while (sent < (frames ?? Infinity) && performance.now() < deadline) {
    const before = counts.answers;
    for (let i = 0; i < framesPerTurn; i++) {
      const good = encodeFrame(frameOf(world));
      // Mutants mostly end the link as malformed, so they are the smaller part.
      const bytes = chance.below(20) === 0 ? mutate(chance, [good]) : good;
      sent += 1;
      try {
        world.say(bytes);
      } catch (thrown) {
        return finish(`${String(thrown)} on ${toHex(bytes)}`);
      }
    }
    if (chance.below(30) === 0) world.hangUp();
    if (chance.below(4) === 0) await chance.pick(rooms).send(`message ${sent}`);
    try {
      await world.pass(chance.below(3_000));
    } catch (thrown) {
      return finish(String(thrown));
    }
    if (rejected !== undefined) return finish(`a rejection nobody took: ${String(rejected)}`);
    if (counts.answers - before > allowedAnswers * framesPerTurn) {
      return finish(`${counts.answers - before} answers to ${framesPerTurn} frames`);
    }
    if (sent % framesPerCheck >= framesPerTurn) continue;
    const unserved = await serve(world, sent / framesPerCheck);
    if (unserved !== undefined) return finish(`after ${sent} frames: ${unserved}`);
  }
  return finish(undefined);
};
