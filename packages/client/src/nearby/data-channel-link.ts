/**
 * Link over a WebRTC data channel: the same port as a WebSocket to the relay (SPEC W3).
 *
 * Channel 0 is ordered and reliable and carries frames, channel 1 carries what is worth nothing when
 * late. A data channel has no close codes of its own, so an end that hangs up says its code in a text
 * message before. No event is told from inside `send` or `close`. Frames on channel 1 may be lost.
 */
import { wireErrors } from "@festival-chat/protocol/wire";
import type { Link, LinkEvents } from "../ports.ts";
import type { Schedule } from "../link/schedule.ts";
import type { PeerConnectionLike } from "./rtc.ts";

export interface ChannelLink extends Link {
  readonly kind: "peer";
  /** Sends what may be lost: nothing, when the channel is not free at once. */
  sendLoose(bytes: Uint8Array): void;
}

export interface ChannelLinkEvents extends LinkEvents {
  /** Came on the channel that may lose things. */
  receivedLoose?(bytes: Uint8Array): void;
}

export interface ChannelLinkOptions {
  readonly schedule: Schedule;
  /** Above this many bytes not yet on the network, `send` answers false. */
  readonly highWaterBytes?: number;
  /** `writable` comes when no more than this is left. */
  readonly lowWaterBytes?: number;
}

/** Below the 16 MiB at which browsers abort a channel by far; fills a Wi-Fi link for a second. */
const HIGH_WATER_BYTES = 256 * 1024;
const LOW_WATER_BYTES = 64 * 1024;
/** What may be lost is not queued behind itself. */
const LOOSE_BYTES = 2 * 1024;
/** How long a goodbye may take to leave: some implementations throw away what waits in a closed channel. */
const GOODBYE_MILLIS = 300;
/** The channel broke without a goodbye. */
const ABNORMAL = 1006;

/** Opens both channels on a connection that has not made its offer yet. Throws what the browser throws. */
export function createDataChannelLink(
  connection: Pick<PeerConnectionLike, "createDataChannel">,
  events: ChannelLinkEvents,
  options: ChannelLinkOptions,
): ChannelLink {
  const { highWaterBytes = HIGH_WATER_BYTES, lowWaterBytes = LOW_WATER_BYTES } = options;
  const frames = connection.createDataChannel("frames", { negotiated: true, id: 0, ordered: true });
  const loose = connection.createDataChannel("loose", {
    negotiated: true,
    id: 1,
    ordered: false,
    maxRetransmits: 0,
  });
  let state: "dialling" | "open" | "closed" = "dialling";
  let full = false;

  const end = (): boolean => {
    if (state === "closed") return false;
    state = "closed";
    return true;
  };
  const closeBoth = (): void => {
    for (const channel of [frames, loose]) {
      try {
        channel.close();
      } catch {
        // A channel that cannot be closed ends with its connection.
      }
    }
  };
  const hangUp = (code: number): void => {
    const wasOpen = state === "open";
    if (!end()) return;
    if (wasOpen) {
      try {
        frames.send(String(code));
      } catch {
        // The other end will notice by itself.
      }
    }
    if (wasOpen) options.schedule(closeBoth, GOODBYE_MILLIS);
    else closeBoth();
    void Promise.resolve().then(() => events.closed(code));
  };

  frames.binaryType = "arraybuffer";
  loose.binaryType = "arraybuffer";
  frames.bufferedAmountLowThreshold = lowWaterBytes;
  frames.addEventListener("open", () => {
    if (state !== "dialling") return;
    state = "open";
    events.opened();
  });
  frames.addEventListener("message", ({ data }) => {
    if (state !== "open") return;
    if (data instanceof ArrayBuffer) return events.received(new Uint8Array(data));
    // Anything but a code is no frame.
    const code = typeof data === "string" && /^[1-4]\d{3}$/.test(data) ? Number(data) : undefined;
    if (code === undefined) return hangUp(wireErrors.Malformed.code);
    if (!end()) return;
    closeBoth();
    events.closed(code);
  });
  frames.addEventListener("bufferedamountlow", () => {
    if (state !== "open" || !full) return;
    full = false;
    events.writable();
  });
  frames.addEventListener("close", () => {
    if (end()) events.closed(ABNORMAL);
  });
  frames.addEventListener("error", () => {});
  loose.addEventListener("error", () => {});
  loose.addEventListener("message", ({ data }) => {
    if (state === "open" && data instanceof ArrayBuffer) {
      events.receivedLoose?.(new Uint8Array(data));
    }
  });

  return {
    kind: "peer",
    send(frame) {
      if (state !== "open") return false;
      try {
        // Copied if it is a view of shared memory, which channels refuse.
        frames.send(isOwnMemory(frame) ? frame : new Uint8Array(frame));
      } catch {
        hangUp(ABNORMAL);
        return false;
      }
      if (frames.bufferedAmount > highWaterBytes) full = true;
      return !full;
    },
    sendLoose(bytes) {
      if (state !== "open") return;
      try {
        if (loose.bufferedAmount > LOOSE_BYTES) return;
        loose.send(isOwnMemory(bytes) ? bytes : new Uint8Array(bytes));
      } catch {
        // Not open yet, or not any more: it was worth nothing later.
      }
    },
    close: hangUp,
  };
}

const isOwnMemory = (frame: Uint8Array): frame is Uint8Array<ArrayBuffer> =>
  frame.buffer instanceof ArrayBuffer;
