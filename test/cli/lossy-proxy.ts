/** A proxy in front of a relay that loses or changes one thing, as wrongly set ones do. */
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import type { Frame, FrameKind } from "@festival-chat/protocol/wire";
import { changeFrames } from "./change-frames.ts";

export type Loss =
  | "nothing"
  /** Fields of /config.json are other ones. */
  | { readonly config: object }
  /** Frames of the relay of these kinds never arrive. */
  | { readonly frames: readonly FrameKind[] }
  /** So many milliseconds are missing in the relay's clock. */
  | { readonly clockMillis: number }
  /** Links after the first ones. */
  | { readonly linksAfter: number }
  /** Security headers. */
  | "headers"
  /** The Upgrade header: the relay sees a plain request. */
  | "upgrade"
  /** Links on which nothing moved for a second. */
  | "quiet"
  /** /health is answered by the proxy itself. */
  | "health";

export interface LossyProxy {
  readonly origin: string;
  lose(loss: Loss): void;
  close(): Promise<void>;
}

const quietMillis = 1_000;

/** What becomes of a frame of the relay; undefined: all are left alone. */
function changeOf(loss: Loss): ((frame: Frame) => Frame | undefined) | undefined {
  if (typeof loss === "string") return undefined;
  if ("frames" in loss) return (frame) => (loss.frames.includes(frame.kind) ? undefined : frame);
  if (!("clockMillis" in loss)) return undefined;
  return (frame) =>
    frame.kind === "hello" ? { ...frame, relayTime: frame.relayTime - loss.clockMillis } : frame;
}

/** @param port where the relay listens on this machine */
export async function startLossyProxy(port: number): Promise<LossyProxy> {
  let loss: Loss = "nothing";
  let links = 0;
  const streams = new Set<Duplex>();
  const server = createServer((incoming, outgoing) => {
    if (loss === "health" && incoming.url === "/health") return void outgoing.writeHead(502).end();
    const { method, url, headers } = incoming;
    const onward = ask({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      if (typeof loss === "object" && "config" in loss && url === "/config.json") {
        const { config } = loss;
        return void text(answer).then((known) => {
          const body = JSON.stringify({ ...JSON.parse(known), ...config });
          const { "content-length": _, ...rest } = answer.headers;
          outgoing.writeHead(200, rest).end(body);
        });
      }
      const kept = Object.entries(answer.headers).filter(
        ([name]) => loss !== "headers" || /^(?:content-type|content-length|etag)$/u.test(name),
      );
      outgoing.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on("upgrade", ({ url, headers, rawHeaders }, stream: Duplex) => {
    streams.add(stream);
    stream.on("error", () => {}).on("close", () => streams.delete(stream));
    if (loss === "upgrade") {
      const { upgrade: _, ...rest } = headers;
      const plain = { ...rest, connection: "close" };
      const onward = ask({ host: "127.0.0.1", port, path: url, headers: plain }, (answer) => {
        answer.resume();
        stream.end(`HTTP/1.1 ${answer.statusCode} Answer\r\nContent-Length: 0\r\n\r\n`);
      });
      onward.on("error", () => stream.destroy()).end();
      return;
    }
    if (typeof loss === "object" && "linksAfter" in loss && ++links > loss.linksAfter) {
      return void stream.destroy();
    }
    const change = changeOf(loss);
    const relay = connect({ host: "127.0.0.1", port }, () => {
      const lines = rawHeaders.flatMap((name, at) =>
        at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : [],
      );
      relay.write([`GET ${url} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
      stream.pipe(relay);
      if (change === undefined) relay.pipe(stream);
      else relay.pipe(changeFrames(change)).pipe(stream);
    });
    relay.on("error", () => stream.destroy()).on("close", () => stream.destroy());
    stream.on("close", () => relay.destroy());
    if (loss === "quiet") relay.setTimeout(quietMillis, () => relay.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const own = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${own}`,
    lose: (next) => (loss = next),
    async close() {
      for (const stream of streams) stream.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
