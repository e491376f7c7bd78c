/**
 * A load client that speaks bare frames: join, publish, deliver, cursor. No cryptography beyond
 * the two signatures of a join, so one process can drive thousands.
 */
import {
  type Cursor,
  decodeAnnouncementFrame,
  decodeFrame,
  encodeFrame,
  type Frame,
  type FrameOf,
  frameTypes,
  wireErrorByCode,
} from "@festival-chat/protocol/wire";
import { WebSocket } from "ws";
import type { CreateLoadRoom, LoadClient, LoadEvents } from "./load-client.ts";
import {
  createKeyPair,
  createRawEnvelope,
  createRawJoin,
  createRawRoom,
  rawNumber,
  type RawRoom,
} from "./raw-room.ts";

/** Ceiling of the first pause before dialling again, and of all later ones (full jitter). */
const backoffMinMillis = 200;
const backoffMaxMillis = 5_000;

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "waiting"; readonly timer: NodeJS.Timeout }
  | { readonly kind: "dialling"; readonly socket: WebSocket }
  | { readonly kind: "joined"; readonly socket: WebSocket; readonly channel: number }
  | { readonly kind: "stopped" };

export interface RawTarget {
  /** ws:// or wss:// address. */
  readonly url: string;
  /** Web origin sent and signed. */
  readonly origin: string;
  readonly room: RawRoom;
}

export function createRawClient(target: RawTarget, events: LoadEvents): LoadClient {
  const device = createKeyPair();
  let state: State = { kind: "idle" };
  let cursor: Cursor | undefined;
  let attempt = 0;
  /** The slot of a relay that ends; undefined when it ended without a word. */
  let slotMillis: number | undefined;
  /** Published and not answered; sent again after a cut, which is safe: a relay appends once. */
  const envelopeByNumber = new Map<number, Uint8Array>();

  function dial(): void {
    const socket = new WebSocket(target.url, {
      origin: target.origin,
      perMessageDeflate: false,
      handshakeTimeout: 15_000,
    });
    state = { kind: "dialling", socket };
    socket.on("message", (bytes, isBinary) => {
      if (isCurrent(socket) && isBinary && Buffer.isBuffer(bytes)) received(socket, bytes);
    });
    // `close` follows every error.
    socket.on("error", () => {});
    socket.on("close", () => {
      if (isCurrent(socket)) dialAgain();
    });
  }

  const isCurrent = (socket: WebSocket): boolean =>
    (state.kind === "dialling" || state.kind === "joined") && state.socket === socket;

  function dialAgain(): void {
    const ceiling = Math.min(backoffMaxMillis, backoffMinMillis * 2 ** attempt++);
    const wait = slotMillis ?? Math.random() * ceiling;
    slotMillis = undefined;
    state = { kind: "waiting", timer: setTimeout(dial, wait) };
  }

  const send = (socket: WebSocket, frame: Frame): void => socket.send(encodeFrame(frame));

  const publish = (socket: WebSocket, channel: number, number: number, envelope: Uint8Array) =>
    // Refs are free to choose; the number plus one, because 0 speaks of the link.
    send(socket, { kind: "publish", channel, ref: number + 1, envelope });

  function received(socket: WebSocket, bytes: Uint8Array): void {
    const decoded = decodeFrame(bytes);
    if (!decoded.ok) return socket.terminate();
    const frame = decoded.value;
    switch (frame.kind) {
      case "hello":
        send(
          socket,
          createRawJoin(target.room, { origin: target.origin, hello: frame, device, cursor }),
        );
        return;
      case "joined":
        return joined(socket, frame);
      case "deliver":
        return delivered(frame);
      case "ack":
        for (const { ref } of frame.acks) {
          if (envelopeByNumber.delete(ref - 1)) events.acknowledged(ref - 1);
        }
        return;
      case "bye":
        slotMillis = frame.reconnectAfter;
        return events.dismissed(slotMillis);
      case "refuse":
        return refused(socket, frame);
      case "unknown":
        // Frames of the organiser are a module of their own.
        if (decodeAnnouncementFrame(bytes)?.ok === true) events.announced();
        return;
      default:
    }
  }

  function joined(socket: WebSocket, frame: FrameOf<"joined">): void {
    const { channel } = frame;
    state = { kind: "joined", socket, channel };
    attempt = 0;
    cursor = { logEpoch: frame.logEpoch, seq: frame.from };
    events.joined();
    for (const [number, envelope] of envelopeByNumber) publish(socket, channel, number, envelope);
  }

  function delivered(frame: FrameOf<"deliver">): void {
    for (const { seq, envelope } of frame.records) {
      if (cursor !== undefined) cursor = { logEpoch: cursor.logEpoch, seq };
      const number = rawNumber(target.room.mark, envelope);
      if (number !== undefined) events.received(number);
    }
  }

  function refused(socket: WebSocket, frame: FrameOf<"refuse">): void {
    // Joins have refs too: only a refused publish speaks of a message.
    if (frame.refused === frameTypes.publish && envelopeByNumber.delete(frame.ref - 1)) {
      events.refused(frame.ref - 1, wireErrorByCode(frame.code) ?? String(frame.code));
    } else if (state.kind === "dialling") {
      socket.terminate();
    }
  }

  return {
    get joined() {
      return state.kind === "joined";
    },
    start: dial,
    send(number) {
      const envelope = createRawEnvelope(target.room.mark, number);
      envelopeByNumber.set(number, envelope);
      if (state.kind === "joined") publish(state.socket, state.channel, number, envelope);
    },
    cut() {
      if (state.kind === "joined" || state.kind === "dialling") state.socket.terminate();
    },
    pace(isReading) {
      if (state.kind !== "joined") return;
      if (isReading) state.socket.resume();
      else state.socket.pause();
    },
    stop() {
      const last = state;
      state = { kind: "stopped" };
      if (last.kind === "waiting") clearTimeout(last.timer);
      if (last.kind === "joined" || last.kind === "dialling") last.socket.terminate();
      return Promise.resolve();
    },
  };
}

/** Rooms whose members speak bare frames to the relay at `url`. */
export function createRawRooms(url: string, origin: string): CreateLoadRoom {
  return () => {
    const room = createRawRoom();
    return Promise.resolve({
      addMember: (events) => Promise.resolve(createRawClient({ url, origin, room }, events)),
    });
  };
}
