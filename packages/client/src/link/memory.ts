/**
 * Two ends of a link inside one process, for tests and simulation: nothing moves until `flush`.
 * Delay is the network's business: whoever flushes decides when.
 */
import type { Link, LinkEvents } from "../ports.ts";

export interface MemoryLinkPair {
  readonly left: Link;
  readonly right: Link;
  /** Events under way, `opened` and `closed` among them. */
  readonly pending: number;
  /** Tells the oldest `count` events (all, with those they cause, unless given) in order. @returns how many */
  flush(count?: number): number;
  /** The path breaks: frames under way are lost, both ends are told closed 1006 at the next flush. */
  cut(): void;
  /** The path swallows everything both ways from here on and tells nobody. */
  halfOpen(): void;
}

export interface MemoryLinkOptions {
  readonly kind?: Link["kind"];
  /** Bytes under way in one direction above which `send` answers false. */
  readonly highWaterBytes?: number;
  /** `writable` comes when no more than this is left. */
  readonly lowWaterBytes?: number;
}

interface End {
  readonly events: LinkEvents;
  state: "dialling" | "open" | "closing" | "closed";
  /** Bytes sent by this end and not yet received by the other. */
  underWay: number;
  full: boolean;
}

/** A pair whose `opened` is the first event of both ends. */
export function createMemoryLinkPair(
  leftEvents: LinkEvents,
  rightEvents: LinkEvents,
  options: MemoryLinkOptions = {},
): MemoryLinkPair {
  const high = options.highWaterBytes ?? 256 * 1024;
  const low = options.lowWaterBytes ?? high / 4;
  let queue: { readonly frame: boolean; readonly run: () => void }[] = [];
  let swallowing = false;

  const createEnd = (events: LinkEvents): End => ({
    events,
    state: "dialling",
    underWay: 0,
    full: false,
  });
  const left = createEnd(leftEvents);
  const right = createEnd(rightEvents);

  const tell = (run: () => void, frame = false): void => {
    queue.push({ frame, run });
  };
  const tellClosed = (end: End, code: number): void => {
    tell(() => {
      if (end.state === "closed") return;
      end.state = "closed";
      end.events.closed(code);
    });
  };
  const arrived = (from: End, to: End, frame: Uint8Array): void => {
    from.underWay -= frame.length;
    if (to.state === "open") to.events.received(frame);
    if (!from.full || from.underWay > low || from.state !== "open") return;
    from.full = false;
    from.events.writable();
  };
  const createLink = (end: End, other: End): Link => ({
    kind: options.kind ?? "relay",
    send(frame) {
      if (end.state !== "open") return false;
      const copy = frame.slice();
      end.underWay += copy.length;
      end.full ||= end.underWay > high;
      if (!swallowing) tell(() => arrived(end, other, copy), true);
      return !end.full;
    },
    close(code) {
      if (end.state === "closing" || end.state === "closed") return;
      end.state = "closing";
      tellClosed(end, code);
      if (!swallowing) tellClosed(other, code);
    },
  });

  for (const end of [left, right]) {
    tell(() => {
      if (end.state !== "dialling") return;
      end.state = "open";
      end.events.opened();
    });
  }

  const dropFrames = (): void => {
    queue = queue.filter((event) => !event.frame);
  };
  return {
    left: createLink(left, right),
    right: createLink(right, left),
    get pending() {
      return queue.length;
    },
    flush(count = Infinity) {
      let told = 0;
      for (; told < count; told++) {
        const next = queue.shift();
        if (next === undefined) break;
        next.run();
      }
      return told;
    },
    cut() {
      dropFrames();
      tellClosed(left, 1006);
      tellClosed(right, 1006);
    },
    halfOpen() {
      swallowing = true;
      dropFrames();
    },
  };
}
