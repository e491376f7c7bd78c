/**
 * The network between phones and relay, as TCP under a WebSocket behaves: what arrives, arrives whole,
 * once and in order, or the connection is gone.
 *
 * A connection may be slow, stall, swallow everything in silence (half-open), or break and lose what
 * is under way. Duplicates come from retries alone, never from here.
 */
import type { Link, LinkEvents } from "@festival-chat/client";
import type { OutMessage, RelayLink, SocketPort } from "@festival-chat/relay";
import { payloadOf } from "@festival-chat/relay";
import type { Millis } from "@festival-chat/protocol/wire";
import type { VirtualTime } from "./clock.ts";
import type { Dice } from "./random.ts";

/** What the checker sees of a connection. */
export interface Tap {
  /** A frame reached the relay, which acts on it after this. */
  toRelay(bytes: Uint8Array): void;
  /** The relay handed a frame to its socket. */
  fromRelay(message: OutMessage): void;
  /** A frame reached the phone, which acts on it after this. */
  toPhone(message: OutMessage): void;
}

/** Bytes in each direction. */
export interface Carried {
  /** From the phone. */
  readonly up: number;
  readonly down: number;
}

/** How a path behaves from here on. */
export interface Path {
  latencyMillis: Millis;
  /** Extra delay of each frame, uniform up to this. */
  jitterMillis: Millis;
  bytesPerSecond: number;
}

export interface Connection {
  readonly open: boolean;
  /** What both ends put on the wire so far, with the headers of WebSocket frames. */
  readonly carried: Carried;
  /** Breaks: what is under way is lost and both ends hear of it. */
  cut(): void;
  /** Swallows everything from here on and tells nobody. */
  halfOpen(): void;
  /** Nothing moves until this moment; then everything arrives. */
  stall(until: Millis): void;
  /** The relay's process died: the kernel still delivers what it took, then resets. */
  relayDied(): void;
  /** The phone's process died: the relay hears of it. */
  phoneDied(): void;
}

interface Transit {
  readonly bytes: number;
  readonly run: () => void;
  readonly at: Millis;
}

/** One direction: a queue that keeps its order. */
function createLane(time: VirtualTime, dice: Dice, path: Path) {
  let queue: Transit[] = [];
  let carried = 0;
  let underWay = 0;
  let last = 0;
  let stalledUntil = 0;
  let swallowing = false;
  let armed = false;

  function arm(): void {
    const next = queue[0];
    if (next === undefined || armed) return;
    armed = true;
    time.after(Math.max(next.at, stalledUntil) - time.now(), pump);
  }
  function pump(): void {
    armed = false;
    const next = queue[0];
    if (next !== undefined && Math.max(next.at, stalledUntil) <= time.now()) {
      queue.shift();
      underWay -= next.bytes;
      next.run();
    }
    arm();
  }
  return {
    get underWay() {
      return underWay;
    },
    get carried() {
      return carried;
    },
    push(bytes: number, run: () => void) {
      carried += bytes;
      underWay += bytes;
      if (swallowing) return;
      const travel = path.latencyMillis + dice.unit() * path.jitterMillis;
      // Bytes leave one after the other; travelling takes the same time for each.
      last = Math.max(last, time.now()) + (bytes / path.bytesPerSecond) * 1_000;
      const at = Math.max(last + travel, queue.at(-1)?.at ?? 0);
      queue.push({ bytes, run, at });
      arm();
    },
    drop() {
      queue = [];
      underWay = 0;
    },
    swallow() {
      swallowing = true;
      queue = [];
    },
    get swallowing() {
      return swallowing;
    },
    stall(until: Millis) {
      stalledUntil = Math.max(stalledUntil, until);
    },
  };
}

/** Bytes that a sender's kernel takes at once. */
const kernelBytes = 48 * 1024;
const phoneHighWater = 256 * 1024;
const phoneLowWater = 64 * 1024;
/** Header bytes of a WebSocket frame from a client: with a mask (RFC 6455 section 5.2). */
const headerBytes = (payload: number): number => (payload < 126 ? 6 : payload < 65_536 ? 8 : 14);
/** A server waits this long for the closing handshake. */
const closeMillis = 30_000;
const ABNORMAL = 1006;

/**
 * A connection whose handshake has just succeeded at the relay's end; the phone hears of it later.
 * @param accept the relay's door
 */
export function createConnection(
  world: { readonly time: VirtualTime; readonly dice: Dice; readonly path: Path },
  events: LinkEvents,
  accept: (socket: SocketPort) => RelayLink,
  tap: Tap,
): { readonly link: Link; readonly connection: Connection } {
  const { time, dice, path } = world;
  const up = createLane(time, dice, path);
  const down = createLane(time, dice, path);
  let phone: "dialing" | "open" | "closed" = "dialing";
  let relay: "open" | "closing" | "closed" = "open";
  let phoneFull = false;
  let relayPending = false;

  const phoneClosed = (code: number): void => {
    if (phone === "closed") return;
    phone = "closed";
    events.closed(code);
  };
  const relayClosed = (): void => {
    if (relay === "closed") return;
    relay = "closed";
    up.drop();
    relayLink.closed();
  };
  const pendingBytes = (): number => Math.max(0, down.underWay - kernelBytes);
  const drained = (): void => {
    if (!relayPending || pendingBytes() > 0 || relay === "closed") return;
    relayPending = false;
    relayLink.writable();
  };

  const socket: SocketPort = {
    send(message) {
      if (relay !== "open") return true;
      tap.fromRelay(message);
      down.push(message.whole.length, () => {
        if (phone === "open") {
          tap.toPhone(message);
          events.received(payloadOf(message).slice());
        }
        drained();
      });
      relayPending = pendingBytes() > 0;
      return !relayPending;
    },
    pendingBytes,
    ping() {
      // Answered by the phone's network stack, whatever the page does.
      down.push(2, () => {
        if (phone !== "closed") up.push(6, () => relay !== "closed" && relayLink.heard());
        drained();
      });
    },
    close(code) {
      if (relay !== "open") return;
      relay = "closing";
      down.push(4, () => {
        phoneClosed(code);
        up.push(8, relayClosed);
      });
      time.after(closeMillis, relayClosed);
    },
    destroy() {
      if (relay === "closed") return;
      down.drop();
      down.push(0, () => phoneClosed(ABNORMAL));
      time.after(0, relayClosed);
      relay = "closing";
    },
  };

  const link: Link = {
    kind: "relay",
    send(frame) {
      if (phone !== "open") return false;
      const copy = frame.slice();
      up.push(copy.length + headerBytes(copy.length), () => {
        if (relay === "open") {
          tap.toRelay(copy);
          relayLink.receive(copy);
        }
        if (!phoneFull || up.underWay > phoneLowWater || phone !== "open") return;
        phoneFull = false;
        events.writable();
      });
      phoneFull ||= up.underWay > phoneHighWater;
      return !phoneFull;
    },
    close(code) {
      if (phone === "closed") return;
      phone = "closed";
      time.after(0, () => events.closed(code));
      up.push(8, relayClosed);
    },
  };

  // The answer to the upgrade; the relay's first frame follows it.
  down.push(200, () => {
    if (phone !== "dialing") return;
    phone = "open";
    events.opened();
  });
  const relayLink = accept(socket);

  const connection: Connection = {
    get open() {
      return (phone !== "closed" || relay !== "closed") && !down.swallowing;
    },
    get carried() {
      return { up: up.carried, down: down.carried };
    },
    cut() {
      up.drop();
      down.drop();
      time.after(dice.between(0, 50), () => phoneClosed(ABNORMAL));
      time.after(dice.between(0, 50), relayClosed);
    },
    halfOpen() {
      up.swallow();
      down.swallow();
    },
    stall(until) {
      up.stall(until);
      down.stall(until);
    },
    relayDied() {
      relay = "closed";
      up.drop();
      // A reset may overtake what the phone has not read yet.
      if (dice.chance(0.5)) down.drop();
      down.push(0, () => phoneClosed(ABNORMAL));
    },
    phoneDied() {
      if (phone === "closed") return;
      phone = "closed";
      down.drop();
      up.push(0, relayClosed);
    },
  };
  return { link, connection };
}
