/**
 * A gate between a phone and the relay. Shut, it refuses links and cuts those that are: a dead zone.
 *
 * It stands on a port of its own, because a browser's own offline switch leaves WebSockets alone.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Gate {
  /** Where a phone behind this gate opens pages, without a trailing slash. */
  readonly origin: string;
  shut(): void;
  /** Links are taken and swallow everything: the worst kind of signal. */
  stall(): void;
  open(): void;
  /** Every byte that phones have sent through it, as it was on the wire. */
  heard(): Buffer;
  close(): Promise<void>;
}

/** @param target port of the relay, asked anew for every link */
export async function startGate(target: () => number): Promise<Gate> {
  const links = new Set<Socket>();
  const heard: Buffer[] = [];
  let state: "open" | "shut" | "stalled" = "open";
  const keep = (socket: Socket): void => {
    links.add(socket);
    socket.on("close", () => links.delete(socket));
    // The other side is cut with it; there is nobody to tell.
    socket.on("error", () => undefined);
  };
  const server = createServer((phone) => {
    keep(phone);
    if (state === "shut") return void phone.resetAndDestroy();
    const relay = connect({ host: "127.0.0.1", port: target() });
    keep(relay);
    phone.on("close", () => relay.destroy());
    relay.on("close", () => phone.destroy());
    phone.on("data", (bytes) => {
      heard.push(bytes);
      if (state === "open") relay.write(bytes);
    });
    relay.on("data", (bytes) => state === "open" && phone.write(bytes));
  });
  const cut = (): void => {
    for (const socket of links) socket.resetAndDestroy();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    shut() {
      state = "shut";
      cut();
    },
    stall() {
      state = "stalled";
    },
    open() {
      if (state === "stalled") cut();
      state = "open";
    },
    heard: () => Buffer.concat(heard),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
