/** Listens to the WebSocket frames of a page, unmasked, as the browser's own tools see them. */
import type { Page } from "playwright-core";

export interface WireTap {
  /** Payloads that the page has sent so far, oldest first. */
  readonly sent: readonly Buffer[];
  readonly received: readonly Buffer[];
}

interface Frame {
  readonly response: { readonly opcode: number; readonly payloadData: string };
}

const binaryOpcode = 2;

/** From now on; links that are already open count too. */
export async function tapWire(page: Page): Promise<WireTap> {
  const devtools = await page.context().newCDPSession(page);
  const sent: Buffer[] = [];
  const received: Buffer[] = [];
  const payload = ({ response }: Frame): Buffer =>
    Buffer.from(response.payloadData, response.opcode === binaryOpcode ? "base64" : "utf8");
  devtools.on("Network.webSocketFrameSent", (frame) => sent.push(payload(frame)));
  devtools.on("Network.webSocketFrameReceived", (frame) => received.push(payload(frame)));
  await devtools.send("Network.enable");
  return { sent, received };
}
