/** The whole engine on one phone, and a relay played by the test over an in-memory link. */
import { ok } from "node:assert/strict";
import type { Signatures } from "@festival-chat/protocol/e2e";
import {
  decodeFrame,
  decodeReachFrame,
  encodeFrame,
  type Frame,
  type FrameKind,
  type FrameOf,
  idFromBytes,
  type LogRecord,
  noExtensions,
  type ReachFrameOf,
  toSeq,
} from "@festival-chat/protocol/wire";
import { createNodeSignatures } from "./node/signatures.ts";
import type { Client, ClientEvent, Room } from "./api.ts";
import type { LoadLate } from "./client-ports.ts";
import { createClient } from "./client.ts";
import { lateParts } from "./late-parts.ts";
import { createMemoryLinkPair, type MemoryLinkPair } from "./link/memory.ts";
import type { Tabs } from "./ports.ts";
import { createMemoryStore, type MemoryStore } from "./store/memory.ts";

export const link = "#AAECAwQFBgcICQoLDA0ODw";
export const channel = 4;

export interface Stage {
  readonly client: Client;
  readonly events: ClientEvent[];
  readonly bugs: readonly unknown[];
  readonly room: Room;
  readonly store: MemoryStore;
  /** Frames of one kind that the phone sent since the last look. */
  took<K extends FrameKind>(kind: K): FrameOf<K>[];
  /** Rings since the last look, each with the publish that came right behind it. */
  rang(): { readonly ring: ReachFrameOf<"ring">; readonly ref: number | undefined }[];
  say(frame: Frame): Promise<void>;
  /** The relay greets; it did so once already, if there was a link. */
  hello(): Promise<void>;
  settle(): Promise<void>;
  wake(at: number): Promise<void>;
  /** Answers the join: an empty room, or one with these records. */
  letIn(head?: number): Promise<void>;
  deliver(records: readonly LogRecord[]): Promise<void>;
  /** The path to the relay breaks. */
  cut(): Promise<void>;
}

export interface StageOptions {
  readonly signatures?: Signatures;
  readonly store?: MemoryStore;
  /** Without them this client leads. */
  readonly tabs?: Tabs;
  /** At hand unless given. */
  readonly loadLate?: LoadLate;
}

export async function stageOf(given: StageOptions = {}): Promise<Stage> {
  let now = 1_000_000;
  let pair: MemoryLinkPair | undefined;
  let timer: { readonly at: number; readonly wake: () => void } | undefined;
  let received: Frame[] = [];
  let rings: { readonly ring: ReachFrameOf<"ring">; ref: number | undefined }[] = [];
  let count = 0;
  const store = given.store ?? createMemoryStore({ durable: true });
  const events: ClientEvent[] = [];
  const bugs: unknown[] = [];

  const client = createClient({
    settings: {
      relayUrl: "ws://relay",
      origin: "https://chat.example",
      environment: undefined,
      eventTag: "public",
    },
    store,
    signatures: given.signatures ?? createNodeSignatures(),
    random: { bytes: (length) => new Uint8Array(length).fill((count = (count + 1) % 256)) },
    onBug: (bug) => bugs.push(bug),
    loadLate: given.loadLate ?? (() => lateParts),
    ...(given.tabs === undefined ? {} : { tabs: given.tabs }),
    clock: {
      now: () => now,
      wakeAt: (at, wake) => void (timer = { at, wake }),
      cancel: () => void (timer = undefined),
    },
    dialer: {
      dial(_url, told) {
        pair = createMemoryLinkPair(told, {
          opened: () => undefined,
          writable: () => undefined,
          closed: () => undefined,
          received(bytes) {
            const decoded = decodeFrame(bytes);
            if (!decoded.ok) return;
            const rare = decodeReachFrame(bytes);
            if (rare?.ok === true && rare.value.kind === "ring") {
              rings.push({ ring: rare.value, ref: undefined });
            }
            if (decoded.value.kind === "unknown") return;
            received.push(decoded.value);
            const last = rings.at(-1);
            if (last !== undefined && decoded.value.kind === "publish")
              last.ref ??= decoded.value.ref;
          },
        });
        return pair.left;
      },
    },
  });
  client.on((event) => events.push(event));

  async function settle(): Promise<void> {
    for (let i = 0; i < 30; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      pair?.flush();
      if (timer === undefined || timer.at > now) continue;
      const { wake } = timer;
      timer = undefined;
      wake();
    }
  }
  async function say(frame: Frame): Promise<void> {
    pair?.right.send(encodeFrame(frame));
    await settle();
  }
  function took<K extends FrameKind>(kind: K): FrameOf<K>[] {
    const isKind = (frame: Frame): frame is FrameOf<K> => frame.kind === kind;
    const found = received.filter(isKind);
    received = received.filter((frame) => frame.kind !== kind);
    return found;
  }

  await client.open();
  const joined = await client.join(link);
  ok(joined.ok);
  await settle();
  const hello = (): Promise<void> =>
    say({
      kind: "hello",
      versions: { min: 1, max: 1 },
      nonce: new Uint8Array(32),
      relayTime: now,
      relay: idFromBytes("RelayId", new Uint8Array(8)),
      environment: "development",
      extensions: noExtensions,
    });
  await hello();
  return {
    client,
    events,
    bugs,
    room: joined.value,
    store,
    took,
    rang() {
      const told = rings;
      rings = [];
      return told;
    },
    say,
    hello,
    settle,
    async wake(at) {
      now = at;
      await settle();
    },
    async letIn(head = 0) {
      const [join] = [...took("join"), ...took("resume")];
      await say({
        kind: "joined",
        ref: join?.ref ?? 0,
        channel,
        device: idFromBytes("DeviceTag", new Uint8Array(8)),
        logEpoch: idFromBytes("LogEpoch", new Uint8Array(8)),
        first: toSeq(1),
        head: toSeq(head),
        from: join?.cursor?.seq ?? toSeq(0),
        relayTime: now,
        members: 0,
        ticket: new Uint8Array(8),
        certificate: undefined,
        extensions: noExtensions,
      });
    },
    deliver: (records) => say({ kind: "deliver", channel, records }),
    cut() {
      pair?.cut();
      return settle();
    },
  };
}
