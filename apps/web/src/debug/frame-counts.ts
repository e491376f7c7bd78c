/**
 * Counts frames on the app's links, for the debug panel alone: the engine counts nothing for it.
 *
 * It listens at the browser's own WebSocket from when this file is loaded; links that were open
 * before are seen from the first frame they send.
 */
import { signal } from "@preact/signals";
import { decodeFrame } from "@festival-chat/protocol/wire";

export interface FrameCount {
  readonly sent: number;
  readonly received: number;
}

/** By kind of frame, since this file was loaded. */
export const frameCounts = signal<ReadonlyMap<string, FrameCount>>(new Map());

const none: FrameCount = { sent: 0, received: 0 };

function count(bytes: unknown, way: keyof FrameCount): void {
  const view =
    bytes instanceof ArrayBuffer
      ? new Uint8Array(bytes)
      : bytes instanceof Uint8Array
        ? bytes
        : undefined;
  const frame = view && decodeFrame(view);
  const kind = frame?.ok === true ? frame.value.kind : "unreadable";
  const before = frameCounts.peek().get(kind) ?? none;
  frameCounts.value = new Map([
    ...frameCounts.peek(),
    [kind, { ...before, [way]: before[way] + 1 }],
  ]);
}

const heard = new WeakSet<WebSocket>();
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function sendCounted(this: WebSocket, data) {
  if (!heard.has(this)) {
    heard.add(this);
    this.addEventListener("message", (event) => count(event.data, "received"));
  }
  count(data, "sent");
  send.call(this, data);
};
