/**
 * A small festival in virtual time: phones with the real engine, a real relay, a network between
 * them that a scene can break. Nothing waits for the wall clock.
 */
import { createHash } from "node:crypto";
import {
  type Client,
  type ClientEvent,
  type ClientSettings,
  createClient,
  createMemoryStore,
  type MemoryStore,
  type Message,
  type Room,
  type Tabs,
} from "@festival-chat/client";
import { createNodeSignatures } from "@festival-chat/client/node";
import { lateParts } from "@festival-chat/client/late";
import { decodeFrame, encodeFrame, type Frame, type Millis } from "@festival-chat/protocol/wire";
import {
  createMemoryBackend,
  createRelay,
  type MemoryBackend,
  payloadOf,
  type Relay,
  type RelayLimits,
  type RelayLink,
  type RelayOptions,
  type SocketPort,
} from "@festival-chat/relay";
import { createVirtualTime, type VirtualTime } from "../sim/clock.ts";
import { createDice, type Dice } from "../sim/random.ts";

export const origin = "https://chat.example";
const oneWayMillis = 20;
const signatures = createNodeSignatures();

export interface Phone {
  readonly name: string;
  readonly client: Client;
  readonly store: MemoryStore;
  readonly events: ClientEvent[];
  /** Frames it sent, as the network saw them. */
  readonly sent: Frame[];
  /** Dials so far. */
  readonly dials: Millis[];
  /** No network: links break with a word, and dialling fails. */
  goOffline(): void;
  goOnline(): void;
  /** The path swallows everything and says nothing; new dials work again. */
  halfOpen(): void;
  texts(room: Room): readonly string[];
  /** The process dies; what the store kept starts again. */
  restart(): Promise<Phone>;
}

export interface Festival {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly relay: () => Relay;
  phone(name: string, options?: PhoneOptions): Promise<Phone>;
  /** Lets time pass until the condition holds; fails after a minute of virtual time. */
  until(condition: () => boolean, within?: Millis): Promise<void>;
  pass(millis: Millis): Promise<void>;
  /** Kills the relay and starts it again from what its disk kept, from a copy, or from nothing. */
  restartRelay(from: "disk" | "nothing"): void;
  stopRelay(): void;
  backend(): MemoryBackend;
}

export interface PhoneOptions {
  readonly store?: MemoryStore;
  readonly settings?: Partial<ClientSettings>;
  readonly tabs?: Tabs;
  /** How wrong its clock is. */
  readonly skew?: Millis;
  /** What a relay that lies makes of a frame for this phone. */
  readonly lies?: (frame: Frame) => Frame;
}

export function festival(
  options: {
    readonly seed?: number;
    readonly limits?: Partial<RelayLimits>;
    readonly relay?: Partial<RelayOptions>;
  } = {},
): Festival {
  const time = createVirtualTime(Date.UTC(2026, 6, 4, 18));
  const dice = createDice(options.seed ?? 1);
  const relayDice = dice.stream("relay");
  const random = (length: number): Uint8Array => relayDice.bytes(length);
  let backend = createMemoryBackend({ now: time.now, random });
  let relay: Relay | undefined = start();
  /** Ends the links of the running relay. */
  let links = new Set<() => void>();

  function start(): Relay {
    let cancel = (): void => undefined;
    let due = Infinity;
    const started = createRelay({
      backend,
      environment: "development",
      now: time.now,
      random,
      // In microtasks: real ones are verified on other threads, which virtual time knows nothing of.
      verify: ({ publicKey, message, signature }) =>
        signatures.verify(publicKey, message, signature),
      ticketKey: new Uint8Array(32).fill(7),
      wake(delay) {
        const at = time.now() + delay;
        if (at >= due) return;
        cancel();
        due = at;
        cancel = time.after(delay, () => {
          due = Infinity;
          if (relay === started) started.tick();
        });
      },
      limits: options.limits ?? {},
      ...options.relay,
    });
    return started;
  }

  function stopRelay(): void {
    relay = undefined;
    for (const end of [...links]) end();
    links = new Set();
  }

  /** A frame as a lying relay sends it. */
  function altered(bytes: Uint8Array, lies: PhoneOptions["lies"]): Uint8Array {
    const decoded = lies === undefined ? undefined : decodeFrame(bytes);
    if (lies === undefined || decoded?.ok !== true || decoded.value.kind === "unknown") {
      return bytes;
    }
    return encodeFrame(lies(decoded.value));
  }

  const pass = (millis: Millis): Promise<void> => time.runUntil(time.now() + millis);

  async function phone(name: string, given: PhoneOptions = {}): Promise<Phone> {
    const store = given.store ?? createMemoryStore({ durable: true });
    const phoneDice = dice.stream(`${name} ${time.now()}`);
    const events: ClientEvent[] = [];
    const sent: Frame[] = [];
    const dials: Millis[] = [];
    let online = true;
    let dead = false;
    let cutAll = new Set<() => void>();
    let swallowAll = new Set<() => void>();
    let cancelTimer = (): void => undefined;

    const client = createClient({
      settings: {
        relayUrl: "ws://relay.example",
        origin,
        environment: undefined,
        eventTag: "public",
        ...given.settings,
      },
      store,
      signatures,
      random: { bytes: (length) => phoneDice.bytes(length) },
      loadLate: () => lateParts,
      // The real list of words without the price of scrypt, which has tests of its own.
      loadWords: async () => ({
        ...(await import("@festival-chat/protocol/words")),
        rootFromWords: async (words) =>
          new Uint8Array(createHash("sha256").update(words.join(" ")).digest().subarray(0, 16)),
      }),
      ...(given.tabs === undefined ? {} : { tabs: given.tabs }),
      clock: {
        now: () => time.now() + (given.skew ?? 0),
        wakeAt(at, wake) {
          cancelTimer();
          cancelTimer = time.after(at - (given.skew ?? 0) - time.now(), () => {
            if (!dead) wake();
          });
        },
        cancel: () => cancelTimer(),
      },
      dialer: {
        dial(_url, told) {
          dials.push(time.now());
          let open = true;
          let swallowing = false;
          let far: RelayLink | undefined;
          const finish = (code: number): void => {
            if (!open) return;
            open = false;
            cutAll.delete(cut);
            swallowAll.delete(swallow);
            links.delete(cut);
            time.after(0, () => !dead && told.closed(code));
            const gone = far;
            if (!swallowing && gone !== undefined) time.after(oneWayMillis, () => gone.closed());
          };
          const cut = (): void => finish(1006);
          const swallow = (): void => void (swallowing = true);
          cutAll.add(cut);
          swallowAll.add(swallow);
          const passes = (): boolean => open && !swallowing && !dead;
          const socket: SocketPort = {
            send(message) {
              const bytes = altered(payloadOf(message).slice(), given.lies);
              time.after(oneWayMillis, () => passes() && told.received(bytes));
              return true;
            },
            pendingBytes: () => 0,
            ping: () => time.after(2 * oneWayMillis, () => passes() && far?.heard()),
            close: (code) => void time.after(oneWayMillis, () => !swallowing && finish(code)),
            destroy: () => void time.after(oneWayMillis, () => !swallowing && finish(1006)),
          };
          time.after(2 * oneWayMillis, () => {
            if (!open || dead) return;
            if (!online || relay === undefined) return finish(1006);
            links.add(cut);
            told.opened();
            far = relay.accept(socket, { origin, ipTag: name });
            return undefined;
          });
          return {
            kind: "relay" as const,
            send(frame: Uint8Array) {
              const bytes = frame.slice();
              const decoded = decodeFrame(bytes);
              if (decoded.ok && decoded.value.kind !== "unknown") sent.push(decoded.value);
              time.after(oneWayMillis, () => passes() && far?.receive(bytes));
              return true;
            },
            close: (code: number) => finish(code),
          };
        },
      },
    });
    client.on((event) => events.push(event));
    await client.open();
    return {
      name,
      client,
      store,
      events,
      sent,
      dials,
      goOffline() {
        online = false;
        for (const cut of [...cutAll]) cut();
        cutAll = new Set();
      },
      goOnline() {
        online = true;
        client.hint("online");
      },
      halfOpen() {
        for (const swallow of [...swallowAll]) swallow();
        swallowAll = new Set();
      },
      texts: (room) => room.messages().map(textOf),
      async restart() {
        const kept = store.snapshot();
        dead = true;
        cancelTimer();
        for (const cut of [...cutAll]) cut();
        return phone(name, { ...given, store: kept });
      },
    };
  }

  return {
    time,
    dice,
    relay() {
      if (relay === undefined) throw new Error("the relay is stopped");
      return relay;
    },
    phone,
    async until(condition, within = 60_000) {
      const end = time.now() + within;
      await time.settle();
      while (!condition()) {
        if (time.now() >= end) throw new Error("it did not happen");
        await pass(50);
      }
    },
    pass,
    restartRelay(from) {
      const disk = backend.kill();
      stopRelay();
      backend = createMemoryBackend({
        now: time.now,
        random,
        ...(from === "disk" ? { from: disk } : {}),
      });
      relay = start();
    },
    stopRelay,
    backend: () => backend,
  };
}

export const textOf = ({ body }: Message): string => (body.kind === "text" ? body.text : body.kind);

/** A room with its host, and phones that joined it by link; all caught up. */
export async function roomOf(
  scene: Festival,
  ...names: readonly string[]
): Promise<{ readonly phones: readonly Phone[]; readonly rooms: readonly Room[] }> {
  const phones: Phone[] = [];
  const rooms: Room[] = [];
  for (const name of names) {
    const phone = await scene.phone(name);
    const host = rooms[0];
    if (host === undefined) rooms.push(await phone.client.createRoom("Camp"));
    else {
      const joined = await phone.client.join(host.link);
      if (!joined.ok) throw new Error(joined.error.kind);
      rooms.push(joined.value);
    }
    phones.push(phone);
    await scene.until(() => phone.client.connection.kind === "online");
  }
  return { phones, rooms };
}
