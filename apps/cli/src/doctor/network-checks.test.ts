/** Names that lead nowhere and ports where nobody listens. */
import { equal, match } from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { openTcp, resolveName } from "./network-checks.ts";

test("a port that accepts passes; one where nobody listens says to start the relay", async () => {
  const server = createServer((socket) => socket.on("error", () => {}).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const target = { host: "127.0.0.1", port };
  equal((await openTcp(target, () => 0)).ok, true);
  await new Promise((resolve) => server.close(resolve));
  const dead = await openTcp(target, () => 0);
  match(dead.ok ? "" : dead.advice, /start the relay/);
});

test("a name that does not exist is told with the advice to check it", async () => {
  const finding = await resolveName({ host: "no-such-host.invalid", port: 80 });
  match(finding.ok ? "" : finding.advice, /spelling/);
  equal((await resolveName({ host: "127.0.0.1", port: 80 })).ok, true);
});
