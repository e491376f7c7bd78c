/** How a peer comes up: any free port of the loopback, which the parent process is told. */
import type { Server } from "node:http";

export function listenForBench(http: Server): void {
  http.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
    const address = http.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    process.send?.({ kind: "listening", port: address.port });
  });
  process.on("disconnect", () => process.exit(0));
}
