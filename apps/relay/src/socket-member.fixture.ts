/** A raw member over a real WebSocket, and a relay to talk to: both clean up after themselves. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  decodeAnnouncementFrame,
  decodeFrame,
  encodeFrame,
  type Frame,
  type FrameOf,
} from "@festival-chat/protocol/wire";
import { WebSocket } from "ws";
import { type Config, parseConfig } from "./config.ts";
import {
  createInbox,
  type Inbox,
  type JoinChanges,
  joinFrame,
  type KeyPair,
  keyPair,
  type TestRoom,
} from "./raw-member.fixture.ts";
import { type RunningServer, type ServerOptions, startServer } from "./server.ts";

export interface TestServer extends RunningServer {
  readonly dataDir: string;
  readonly origin: string;
}

/** A relay on a free port with a database of its own, or with that of an earlier one. */
export async function testServer(
  options: ServerOptions & { readonly dataDir?: string; readonly environ?: object } = {},
): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "relay-"));
  const environ = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, ...options.environ };
  const parsed = parseConfig(environ);
  if (!parsed.ok) throw new Error(parsed.error.join("\n"));
  const config: Config = parsed.value;
  const server = await startServer(config, options);
  return { ...server, dataDir, origin: `http://127.0.0.1:${server.port}` };
}

/** Stops a relay and removes its database. */
export async function discard(server: TestServer): Promise<void> {
  await server.close();
  rmSync(server.dataDir, { recursive: true, force: true });
}

export interface SocketMember {
  readonly webSocket: WebSocket;
  readonly inbox: Inbox;
  readonly device: KeyPair;
  readonly hello: FrameOf<"hello">;
  send(frame: Frame): void;
  join(room: TestRoom, changes?: JoinChanges): Promise<FrameOf<"joined">>;
  /** Code of the close that comes. */
  closed(): Promise<number>;
  hangUp(): void;
}

/** Opens a link without waiting for hello. */
export const openSocket = (server: TestServer, origin: string) =>
  openSocketAt(server.origin, origin);

function openSocketAt(address: string, origin: string) {
  const webSocket = new WebSocket(`${address.replace("http", "ws")}/ws`, {
    origin,
    perMessageDeflate: false,
  });
  const inbox = createInbox();
  const code = once(webSocket, "close").then(([value]: unknown[]) => Number(value));
  webSocket.on("error", () => undefined);
  webSocket.on("message", (bytes: Buffer) => {
    const given = new Uint8Array(bytes);
    // Announcements have a codec of their own, and tests of them listen themselves.
    if (decodeAnnouncementFrame(given)?.ok === true) return;
    const decoded = decodeFrame(given);
    if (!decoded.ok || decoded.value.kind === "unknown") throw new Error("the relay sent no frame");
    inbox.push(decoded.value);
  });
  return { webSocket, inbox, closed: () => code };
}

/** Dials and waits for hello. */
export const dial = (
  server: TestServer,
  device: KeyPair = keyPair(),
  origin: string = server.origin,
): Promise<SocketMember> => dialAt(server.origin, device, origin);

/** Dials a relay by its http address and waits for hello. */
export async function dialAt(
  address: string,
  device: KeyPair,
  origin: string = address,
): Promise<SocketMember> {
  const { webSocket, inbox, closed } = openSocketAt(address, origin);
  const hello = await inbox.next("hello");
  const send = (frame: Frame): void => webSocket.send(encodeFrame(frame));
  return {
    webSocket,
    inbox,
    device,
    hello,
    send,
    closed,
    hangUp: () => webSocket.terminate(),
    join(room, changes) {
      send(joinFrame(hello, room, device, origin, changes));
      return inbox.next("joined");
    },
  };
}
