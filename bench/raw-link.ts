/** One link to the relay that speaks frames, without the client engine. */
import { decodeFrame, encodeFrame, type Frame } from "@festival-chat/protocol/wire";
import { WebSocket } from "ws";

export interface RawLink {
  send(frame: Frame): void;
  /** Cuts the connection without a word. */
  cut(): void;
}

export interface RawLinkEvents {
  readonly onFrame: (frame: Frame, link: RawLink) => void;
  /** A frame that is not of the engine's codec. */
  readonly onOther?: (bytes: Uint8Array) => void;
  /** The connection ended, or never came to be. */
  readonly onClosed: () => void;
}

/** Dials; the first frame to come is hello. */
export function dialRaw(origin: string, events: RawLinkEvents): RawLink {
  const webSocket = new WebSocket(`${origin.replace("http", "ws")}/ws`, {
    origin,
    perMessageDeflate: false,
  });
  const link: RawLink = {
    send(frame) {
      if (webSocket.readyState === WebSocket.OPEN) webSocket.send(encodeFrame(frame));
    },
    cut: () => webSocket.terminate(),
  };
  webSocket.on("message", (bytes: Buffer) => {
    const given = new Uint8Array(bytes);
    const decoded = decodeFrame(given);
    if (!decoded.ok) throw new Error("the relay sent what is no frame");
    if (decoded.value.kind === "unknown") events.onOther?.(given);
    else events.onFrame(decoded.value, link);
  });
  webSocket.on("error", () => undefined);
  webSocket.on("close", () => events.onClosed());
  return link;
}
