/** A broadcast server with exactly known faults, for checking that wsblast counts right. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** What the server does wrong on purpose; everything absent is right. */
export interface Knobs {
  /** The author does not get its own message. */
  readonly silent?: boolean;
  /** Every n-th delivery is left out, or comes twice. */
  readonly drop?: number;
  readonly dup?: number;
  /** Every n-th message goes to another room. */
  readonly misroute?: number;
  /** Several messages in one frame, after 20 ms. */
  readonly batch?: boolean;
  /** Three fragments with a ping between them. */
  readonly frag?: boolean;
  /** Two messages, with the border so many bytes into the marker. */
  readonly split?: number;
  /** Written in pieces of seven bytes. */
  readonly bytewise?: boolean;
  readonly binary?: boolean;
  /** Sends an application heartbeat, a WebSocket ping. */
  readonly heartbeat?: boolean;
  readonly ping?: boolean;
  readonly closeAfterMillis?: number;
}

export interface Counts {
  deliveries: number;
  dropped: number;
  dupped: number;
  messages: number;
  pongs: number;
  heartbeats: number;
  keepalives: number;
  headers: IncomingHttpHeaders;
  protocol: string;
}

export interface KnobServer {
  readonly port: number;
  readonly counts: Counts;
  close(): void;
}

interface FrameShape {
  readonly fin?: boolean;
  readonly opcode?: number;
}

/** A server frame (RFC 6455 section 5.2). */
function frame(text: Buffer | string, { fin = true, opcode = 1 }: FrameShape = {}): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | opcode;
  if (head.length === 2) head[1] = length;
  else if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

function deliver(socket: Socket, text: string, knobs: Knobs): void {
  const opcode = knobs.binary === true ? 2 : 1;
  const bytes = Buffer.from(text, "latin1");
  const marker = bytes.indexOf("@@");
  if (knobs.frag === true) {
    socket.write(frame(bytes.subarray(0, marker + 5), { fin: false, opcode }));
    socket.write(frame("hi", { opcode: 9 }));
    socket.write(frame(bytes.subarray(marker + 5, marker + 25), { fin: false, opcode: 0 }));
    socket.write(frame(bytes.subarray(marker + 25), { opcode: 0 }));
  } else if (knobs.split !== undefined) {
    socket.write(frame(bytes.subarray(0, marker + knobs.split), { opcode }));
    socket.write(frame(bytes.subarray(marker + knobs.split), { opcode }));
  } else if (knobs.bytewise === true) {
    const whole = frame(bytes, { opcode });
    for (let i = 0; i < whole.length; i += 7) socket.write(whole.subarray(i, i + 7));
  } else socket.write(frame(bytes, { opcode }));
}

/** Room a first message asks for: `join NAME`, or byte 1 and a u16. */
function roomAsked(bytes: Buffer, isBinary: boolean): string | undefined {
  if (isBinary) return bytes[0] === 1 ? String(bytes.readUInt16BE(1)) : undefined;
  const text = bytes.toString("latin1");
  return text.startsWith("join ") ? text.slice(5) : undefined;
}

/** Starts it on a free port of the loopback. */
export async function startKnobServer(knobs: Knobs): Promise<KnobServer> {
  const rooms = new Map<string, Map<WebSocket, Socket>>();
  const waiting = new Map<Socket, string[]>();
  const http = createServer();
  const sockets = new WebSocketServer({
    server: http,
    perMessageDeflate: false,
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  const counts: Counts = {
    ...{ deliveries: 0, dropped: 0, dupped: 0, messages: 0 },
    ...{ pongs: 0, heartbeats: 0, keepalives: 0, headers: {}, protocol: "" },
  };

  function offer(socket: Socket, text: string): void {
    if (knobs.batch !== true) return deliver(socket, text, knobs);
    const others = waiting.get(socket);
    if (others !== undefined) return void others.push(text);
    const texts = [text];
    waiting.set(socket, texts);
    setTimeout(() => {
      waiting.delete(socket);
      deliver(socket, `[${texts.join(",")}]`, knobs);
    }, 20);
  }

  function broadcast(from: WebSocket, members: Map<WebSocket, Socket>, text: string): void {
    counts.messages++;
    const astray = knobs.misroute !== undefined && counts.messages % knobs.misroute === 0;
    const target = astray ? [...rooms.values()].find((room) => !room.has(from)) : members;
    for (const [member, socket] of target ?? []) {
      if (member === from && knobs.silent === true) continue;
      counts.deliveries++;
      if (knobs.drop !== undefined && counts.deliveries % knobs.drop === 0) {
        counts.dropped++;
        continue;
      }
      offer(socket, text);
      if (knobs.dup === undefined || counts.deliveries % knobs.dup !== 0) continue;
      counts.dupped++;
      offer(socket, text);
    }
  }

  sockets.on("connection", (webSocket, request) => {
    const { socket, headers } = request;
    counts.headers = headers;
    counts.protocol = webSocket.protocol;
    let members: Map<WebSocket, Socket> | undefined;
    webSocket.on("pong", () => counts.pongs++);
    webSocket.on("error", () => undefined);
    if (knobs.closeAfterMillis !== undefined) {
      setTimeout(() => webSocket.close(4_001, "bye"), knobs.closeAfterMillis);
    }
    webSocket.on("message", (bytes: Buffer, isBinary: boolean) => {
      const text = bytes.toString("latin1");
      if (text === "3") return void counts.heartbeats++;
      if (text === "ka") return void counts.keepalives++;
      if (members !== undefined) return broadcast(webSocket, members, text);
      const room = roomAsked(bytes, isBinary);
      if (room === undefined) return;
      members = rooms.get(room) ?? new Map<WebSocket, Socket>();
      rooms.set(room, members.set(webSocket, socket));
      for (const word of ["welcome", "ignored", `joined ${room}`]) webSocket.send(word);
      if (knobs.heartbeat === true) webSocket.send("2");
      if (knobs.ping === true) webSocket.ping("abc");
    });
  });

  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    counts,
    close() {
      for (const client of sockets.clients) client.terminate();
      http.close();
    },
  };
}
