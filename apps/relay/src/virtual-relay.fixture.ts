/** A relay in virtual time with sockets made of arrays: nothing happens unless a test says so. */
import { createHash } from "node:crypto";
import {
  decodeAnnouncementFrame,
  decodeFrame,
  encodeFrame,
  type Frame,
  type FrameOf,
  type Millis,
} from "@festival-chat/protocol/wire";
import { createMemoryBackend, type MemoryBackend } from "./backend/memory.ts";
import { verifyEd25519 } from "./ed25519.ts";
import {
  createInbox,
  type Inbox,
  type JoinChanges,
  joinFrame,
  type KeyPair,
  keyPair,
  type TestRoom,
} from "./raw-member.fixture.ts";
import { createRelay, type Relay, type RelayOptions } from "./relay.ts";
import type { OutMessage, SocketPort } from "./socket-port.ts";
import { payloadOf } from "./ws-frame.ts";

export const virtualOrigin = "https://chat.example";

export interface VirtualMember {
  readonly device: KeyPair;
  readonly inbox: Inbox;
  readonly hello: FrameOf<"hello">;
  /** Every message that was written, for tests of sharing. */
  readonly messages: OutMessage[];
  send(frame: Frame): void;
  sendBytes(bytes: Uint8Array): void;
  join(room: TestRoom, changes?: JoinChanges): Promise<FrameOf<"joined">>;
  /** The phone stops reading: what the relay writes stays pending. */
  stall(): void;
  /** It reads again. */
  read(): void;
  /** The connection breaks without a word. */
  cut(): void;
  /** Answers pings or not. */
  answersPings: boolean;
  /** Code of the close, "destroyed", or undefined while the link is open. */
  readonly ended: () => number | "destroyed" | undefined;
}

export interface VirtualRelay {
  readonly relay: Relay;
  readonly backend: MemoryBackend;
  now(): Millis;
  /** Lets time pass, doing what becomes due on the way. */
  pass(millis: Millis): Promise<void>;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  dial(device?: KeyPair, origin?: string): VirtualMember;
}

/** Repeatable bytes: the n-th call of every run gives the same. */
function countedBytes(): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    const bytes = createHash("shake256", { outputLength: length }).update(`${count++}`).digest();
    return new Uint8Array(bytes);
  };
}

export function virtualRelay(
  options: Partial<RelayOptions> & { readonly backend?: MemoryBackend } = {},
): VirtualRelay {
  let clock: Millis = Date.UTC(2026, 5, 1);
  let wakeAt = Infinity;
  const now = (): Millis => clock;
  const random = countedBytes();
  const backend = options.backend ?? createMemoryBackend({ now, random });
  const relay = createRelay({
    environment: "development",
    now,
    random,
    verify: verifyEd25519,
    ticketKey: new Uint8Array(32).fill(7),
    wake: (delay) => void (wakeAt = Math.min(wakeAt, clock + delay)),
    ...options,
    backend,
  });

  // Real signatures are verified on the thread pool, so a turn of the real event loop is needed.
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet++) {
      await turn();
      while (relay.gauges().joinsUnderWay > 0) await turn();
      if (wakeAt > clock) continue;
      wakeAt = Infinity;
      relay.tick();
      quiet = 0;
    }
  }

  async function pass(millis: Millis): Promise<void> {
    const end = clock + millis;
    await settle();
    while (wakeAt <= end) {
      clock = Math.max(clock, wakeAt);
      await settle();
    }
    clock = end;
    await settle();
  }

  function dial(device: KeyPair = keyPair(), origin: string = virtualOrigin): VirtualMember {
    const inbox = createInbox();
    const messages: OutMessage[] = [];
    let pending: OutMessage[] = [];
    let stalled = false;
    let ended: number | "destroyed" | undefined;
    const take = (message: OutMessage): void => {
      const payload = payloadOf(message);
      // Announcements have a codec of their own: tests find them among the messages.
      if (decodeAnnouncementFrame(payload)?.ok === true) return;
      const decoded = decodeFrame(payload);
      if (!decoded.ok || decoded.value.kind === "unknown") throw new Error("no frame");
      inbox.push(decoded.value);
    };
    const socket: SocketPort = {
      send(message) {
        messages.push(message);
        if (stalled) pending.push(message);
        else take(message);
        return !stalled;
      },
      pendingBytes: () => pending.reduce((sum, { whole }) => sum + whole.length, 0),
      ping() {
        if (member.answersPings && ended === undefined) link.heard();
      },
      close(code) {
        ended ??= code;
        queueMicrotask(() => link.closed());
      },
      destroy() {
        ended ??= "destroyed";
        queueMicrotask(() => link.closed());
      },
    };
    const link = relay.accept(socket, { origin, ipTag: "one" });
    const [hello] = inbox.taken("hello");
    const member: VirtualMember = {
      device,
      inbox,
      messages,
      answersPings: true,
      get hello() {
        if (hello === undefined) throw new Error("the relay did not greet");
        return hello;
      },
      send: (frame) => link.receive(encodeFrame(frame)),
      sendBytes: (bytes) => link.receive(bytes),
      async join(room, changes) {
        member.send(joinFrame(member.hello, room, device, origin, changes));
        await settle();
        const [joined] = inbox.taken("joined");
        if (joined === undefined) throw new Error("the relay did not let it in");
        return joined;
      },
      stall: () => void (stalled = true),
      read() {
        stalled = false;
        const all = pending;
        pending = [];
        for (const message of all) take(message);
        if (ended === undefined) link.writable();
      },
      cut() {
        ended ??= "destroyed";
        link.closed();
      },
      ended: () => ended,
    };
    return member;
  }

  return { relay, backend, now, pass, settle, dial };
}

/** Code of the only refusal that came. */
export function refusalCode(member: VirtualMember): number | undefined {
  const refusals = member.inbox.taken("refuse");
  return refusals.length === 1 ? refusals[0]?.code : undefined;
}
