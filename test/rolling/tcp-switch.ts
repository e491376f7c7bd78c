/** What a proxy in front of a relay does at a restart: new connections wait until somebody listens again. */
import { connect, createServer, type Socket } from "node:net";

export interface TcpSwitch {
  readonly port: number;
  /** Sends new connections to this port of this machine; undefined: they wait. */
  lead(port: number | undefined): void;
  close(): Promise<void>;
}

/** A switch that nothing is behind yet. */
export async function startSwitch(): Promise<TcpSwitch> {
  let target: number | undefined;
  const open = new Set<Socket>();
  let waiting: Socket[] = [];

  function join(client: Socket, port: number): void {
    const relay = connect({ host: "127.0.0.1", port, noDelay: true });
    open.add(relay);
    for (const [one, other] of [
      [client, relay],
      [relay, client],
    ] as const) {
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.on("error", () => other.destroy());
      one.pipe(other);
    }
  }

  const server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.on("error", () => client.destroy());
    if (target === undefined) waiting.push(client);
    else join(client, target);
  });
  await new Promise<void>((resolve) => {
    server.listen({ port: 0, host: "127.0.0.1", backlog: 2_048 }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    lead(port) {
      target = port;
      if (port === undefined) return;
      for (const client of waiting) join(client, port);
      waiting = [];
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
