/** What a certificate's end means for whoever runs the relay. */
import { equal, match } from "node:assert/strict";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import { checkTls, expiryFinding, openTcp, resolveName } from "./network-checks.ts";

const now = Date.parse("Aug  1 12:00:00 2026 GMT");

describe("a certificate", () => {
  test("that ends soon still passes and says so; one that ended fails", () => {
    equal(expiryFinding("Nov  1 12:00:00 2026 GMT", now).ok, true);
    const soon = expiryFinding("Aug  5 12:00:00 2026 GMT", now);
    equal(soon.ok, true);
    match(soon.found, /4 more days: renew/);
    equal(expiryFinding("Jul 30 12:00:00 2026 GMT", now).ok, false);
    equal(expiryFinding("", now).ok, false);
  });

  test("is missed where plain text is spoken", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end("hello\n");
      socket.resume();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const target = { host: "127.0.0.1", port };
    equal((await openTcp(target, () => 0)).ok, true);
    const finding = await checkTls(target, () => now);
    equal(finding.ok, false);
    await new Promise((resolve) => server.close(resolve));
    const dead = await openTcp(target, () => 0);
    match(dead.ok ? "" : dead.advice, /start the relay/);
  });
});

test("a name that does not exist is told with the advice to check it", async () => {
  const finding = await resolveName({ host: "no-such-host.invalid", port: 80 });
  match(finding.ok ? "" : finding.advice, /spelling/);
  equal((await resolveName({ host: "127.0.0.1", port: 80 })).ok, true);
});
