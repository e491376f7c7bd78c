/**
 * A whole client under frames of phones that lie, over links that come and go, in virtual time.
 *
 * Frames are right, almost right and random. Now and then an honest phone comes: what it brings must
 * be taken and passed on, and nothing that the others send may make the client hold more than its
 * bounds.
 */
import {
  type Client,
  createClient,
  createMemoryStore,
  type PeerLink,
  type Room,
} from "@festival-chat/client";
import { lateParts } from "@festival-chat/client/late";
import {
  createIdentity,
  createSoftwareSignatures,
  deriveRoomKeys,
  parseLink,
  seal,
  type Signatures,
} from "@festival-chat/protocol/e2e";
import {
  chainTag,
  decodeMeshFrame,
  encodeMeshFrame,
  idFromBytes,
  type MeshFrame,
  toHex,
  toSeq,
} from "@festival-chat/protocol/wire";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { goldenBytes } from "./corpus.ts";
import { type Chance, createChance, mutate } from "./mutate.ts";
import type { FuzzProgram } from "./target.ts";

const link = "#AAECAwQFBgcICQoLDA0ODw";
const framesPerTurn = 100;
const framesPerCheck = 10_000;
const crowd = 6;
/** What maps and rings of a bounded size may still take after the first rounds. */
const allowedGrowthBytes = 24 * 1_024 * 1_024;

const real = createSoftwareSignatures();
const credulous: Signatures = { ...real, verify: async () => true };

interface Liar {
  readonly link: PeerLink;
  open: boolean;
}

function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Something that a phone may say. */
function frameOf(chance: Chance, envelopes: readonly Uint8Array[]): MeshFrame {
  const some = (): Uint8Array[] =>
    Array.from({ length: 1 + chance.below(3) }, () =>
      chance.below(3) === 0 ? chance.bytes(200) : chance.pick(envelopes),
    );
  const chains = () =>
    [...new Set(Array.from({ length: chance.below(4) }, () => toHex(chance.bytes(8))))].sort();
  const tag = () => idFromBytes("DeviceTag", chance.bytes(8));
  const far = (): number => 1 + chance.below(chance.below(9) === 0 ? 2 ** 31 : 40);
  const makers: readonly (() => MeshFrame)[] = [
    () => ({ kind: "gossip", hops: 1 + chance.below(7), envelopes: some() }),
    () => ({ kind: "give", more: chance.below(2) === 0, envelopes: some() }),
    () => ({ kind: "digest", roster: chance.bytes(8), state: chance.bytes(8) }),
    () => {
      const named = chains();
      const tags = named.map((hex) => chainTag(Uint8Array.from(Buffer.from(hex, "hex"))));
      const held = tags.map(() => {
        const top = far() + 1;
        return { top, steps: chance.below(2) === 0 ? [] : [1 + chance.below(top - 1)] };
      });
      const asks = chance.below(2) === 0;
      return { kind: "vector", asks, roster: chance.bytes(8), chains: tags, held };
    },
    () => ({
      kind: "want",
      wanted: [{ chain: chainTag(chance.bytes(8)), from: far(), count: 1 + chance.below(200) }],
    }),
    () => ({
      kind: "stamp",
      logEpoch: idFromBytes("LogEpoch", chance.bytes(8)),
      stamps: [{ id: idFromBytes("EnvelopeId", chance.bytes(16)), seq: toSeq(far()) }],
    }),
    () => ({ kind: "peers", peers: [tag(), tag()] }),
    () => {
      const hops = 1 + chance.below(6);
      const sealed = chance.bytes(chance.below(60));
      return { kind: "carry", token: chance.bytes(8), hops, to: tag(), from: tag(), sealed };
    },
  ];
  return chance.pick(makers)();
}

/** See {@link FuzzProgram}. */
export const fuzzMesh: FuzzProgram = async ({ frames, seconds, seed }) => {
  const chance = createChance(seed);
  let now = Date.UTC(2026, 5, 1);
  let timers: { at: number; wake: () => void }[] = [];
  const newClock = () => {
    let mine: { at: number; wake: () => void } | undefined;
    const cancel = (): void => void (timers = timers.filter((one) => one !== mine));
    return {
      now: () => now,
      wakeAt(at: number, wake: () => void) {
        cancel();
        mine = { at, wake };
        timers.push(mine);
      },
      cancel,
    };
  };
  const client: Client = createClient({
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
    clock: newClock(),
    // No relay: phones are all there is.
    dialer: { dial: () => ({ kind: "relay", send: () => true, close: () => undefined }) },
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  async function pass(millis: number): Promise<void> {
    const end = now + millis;
    for (let wakes = 0; ; wakes++) {
      await turn();
      const next = timers.reduce<(typeof timers)[number] | undefined>(
        (first, one) => (first === undefined || one.at < first.at ? one : first),
        undefined,
      );
      if (next === undefined || next.at > end) break;
      if (wakes > 10_000) throw new Error("a timer never rests");
      timers = timers.filter((one) => one !== next);
      now = Math.max(now, next.at);
      next.wake();
    }
    now = end;
  }

  await client.open();
  const joined = await client.join(link);
  const invite = parseLink(link);
  if (!joined.ok || !invite.ok) throw new Error("no room");
  const room: Room = joined.value;
  const keys = await deriveRoomKeys(invite.value.root, real);
  const author = await createIdentity(new Uint8Array(32).fill(3), real);
  const nothing = (): void => undefined;
  const events = { signal: nothing, introduced: nothing, passed: nothing };
  const nearby = await client.nearby(room.id, { clock: newClock(), events });
  if (nearby === undefined) throw new Error("no nearby");

  let ctr = 0;
  async function message(): Promise<Uint8Array> {
    ctr += 1;
    const draft = {
      chain: idFromBytes("ChainId", new Uint8Array(8).fill(1)),
      ctr,
      prev: undefined,
      hlc: { ms: now, count: 0 },
      name: undefined,
      content: { kind: "text", text: `honest ${ctr}` },
    } as const;
    const sealed = await seal(keys, 0, author, draft, chance.bytes(24), real);
    if (!sealed.ok) throw new Error(sealed.error.what);
    return sealed.value.bytes;
  }

  let heard: MeshFrame[] = [];
  function newLink(keep: boolean): Liar {
    const liar: Liar = {
      open: true,
      link: {
        send(bytes) {
          const decoded = decodeMeshFrame(bytes);
          if (decoded?.ok !== true) throw new Error(`the client sent no frame: ${toHex(bytes)}`);
          if (keep) heard.push(decoded.value);
          return chance.below(50) > 0 || keep;
        },
        close() {
          liar.open = false;
          nearby?.peerGone(liar.link);
        },
      },
    };
    nearby?.peerReady(liar.link, { device: idFromBytes("DeviceTag", chance.bytes(8)) });
    return liar;
  }

  /** Whether two honest phones can talk through the client. */
  async function serves(): Promise<string | undefined> {
    const [left, right] = [newLink(false), newLink(true)];
    heard = [];
    // Its author may have been passed on a lot: what liars repeat costs their own messages.
    await pass(15_000);
    const envelope = await message();
    const before = room.messages().length;
    nearby?.heard(left.link, encodeMeshFrame({ kind: "gossip", hops: 7, envelopes: [envelope] }));
    await pass(1_000);
    const passed = heard.some(
      (frame) =>
        frame.kind === "gossip" &&
        frame.envelopes.some((one) => Buffer.compare(one, envelope) === 0),
    );
    left.link.close(1000);
    right.link.close(1000);
    if (room.messages().length !== before + 1) return "a good message was not shown";
    return passed ? undefined : "a good message was not passed on";
  }

  const golden = goldenBytes("mesh.json", "hex");
  const good = await Promise.all(Array.from({ length: 12 }, message));
  const liars: Liar[] = [];
  let rejected: unknown;
  const onRejection = (reason: unknown): void => void (rejected ??= reason);
  process.on("unhandledRejection", onRejection);
  const deadline = performance.now() + (seconds ?? Infinity) * 1_000;
  let sent = 0;
  let baseline: number | undefined;
  const finish = async (finding: string | undefined) => {
    nearby.close();
    await client.close();
    process.off("unhandledRejection", onRejection);
    return { frames: sent, finding };
  };

  function step(): string | undefined {
    const index = chance.below(crowd);
    let liar = liars[index];
    if (liar?.open !== true) liar = liars[index] = newLink(false);
    if (chance.below(300) === 0) liar.link.close(1000);
    if (chance.below(10) === 0) nearby?.writable(liar.link);
    const honest = encodeMeshFrame(frameOf(chance, good));
    const bytes = chance.below(8) === 0 ? mutate(chance, [honest, ...golden]) : honest;
    sent += 1;
    try {
      nearby?.heard(liar.link, bytes);
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
    try {
      await pass(chance.below(2_000));
    } catch (thrown) {
      return finish(String(thrown));
    }
    if (rejected !== undefined) return finish(`a rejection nobody took: ${String(rejected)}`);
    if (sent % framesPerCheck >= framesPerTurn) continue;
    const unserved = await serves();
    if (unserved !== undefined) return finish(`after ${sent} frames ${unserved}`);
    if (baseline === undefined && sent >= 3 * framesPerCheck) baseline = heapBytes();
  }
  const growth = baseline === undefined ? 0 : heapBytes() - baseline;
  return finish(
    growth > allowedGrowthBytes ? `memory grew by ${growth} bytes in ${sent} frames` : undefined,
  );
};
