/**
 * A slow line between a phone and the relay: a delay and a rate each way, for pages and WebSockets
 * alike. What a browser offers to slow itself down leaves WebSockets as they are.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Line {
  /** There and back, ms. */
  readonly roundTripMillis: number;
  readonly downBitsPerSecond: number;
  readonly upBitsPerSecond: number;
}

/** Profiles of docs/gates.md. */
export const lines = {
  "slow 4G": { roundTripMillis: 150, downBitsPerSecond: 1_600_000, upBitsPerSecond: 750_000 },
  field: { roundTripMillis: 1_500, downBitsPerSecond: 100_000, upBitsPerSecond: 30_000 },
} as const satisfies Record<string, Line>;

export interface SlowLine {
  /** Where a phone behind this line opens pages, without a trailing slash. */
  readonly origin: string;
  /** Swallows what is sent on connections that are open now, as networks do to phones that sleep. */
  forget(): void;
  close(): Promise<void>;
}

/** One direction of the whole line: all connections share its rate, as they do in the air. */
function createLane(bitsPerSecond: number, delayMillis: number) {
  let freeAt = 0;
  return (bytes: Buffer, deliver: (bytes: Buffer) => void): void => {
    const now = performance.now();
    freeAt = Math.max(freeAt, now) + (bytes.length * 8_000) / bitsPerSecond;
    setTimeout(deliver, freeAt - now + delayMillis, bytes);
  };
}

export async function openSlowLine(port: number, line: Line): Promise<SlowLine> {
  const half = line.roundTripMillis / 2;
  const down = createLane(line.downBitsPerSecond, half);
  const up = createLane(line.upBitsPerSecond, half);
  const sockets = new Set<Socket>();
  let generation = 0;
  const server = createServer((phone) => {
    const relay = connect({ host: "127.0.0.1", port });
    for (const socket of [phone, relay]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => undefined);
    }
    // A handshake is a round trip before the first byte, which loopback does not have.
    let opened = false;
    const born = generation;
    phone.on("data", (bytes: Buffer) => {
      if (born !== generation) return;
      const wait = opened ? 0 : line.roundTripMillis;
      opened = true;
      up(bytes, (late) => setTimeout(() => relay.write(late), wait));
    });
    relay.on("data", (bytes: Buffer) => {
      if (born === generation) down(bytes, (late) => phone.write(late));
    });
    phone.on("close", () => relay.destroy());
    relay.on("close", () => {
      if (born === generation) setTimeout(() => phone.destroy(), half);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forget() {
      generation += 1;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
