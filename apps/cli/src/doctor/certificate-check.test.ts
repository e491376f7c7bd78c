/** Each fault of a certificate has its own sentence, because each is mended in another way. */
import { equal, match } from "node:assert/strict";
import { createServer as createTcpServer } from "node:net";
import { describe, test } from "node:test";
import { createServer, type Server } from "node:tls";
import { checkCertificate, expiryFinding } from "./certificate-check.ts";
import { createTestAuthority, type TestCertificate } from "./test-certificate.fixture.ts";

const day = 86_400_000;
const authority = createTestAuthority();

async function portOf(server: {
  listen(port: number, host: string, then: () => void): unknown;
  address(): unknown;
}): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null && "port" in address
    ? Number(address.port)
    : 0;
}

/** What is found of a server that shows this certificate to somebody who opens localhost. */
async function lookAt(shown: TestCertificate, isKnown = true) {
  const server: Server = createServer(shown, (socket) => socket.on("error", () => {}).end());
  server.on("tlsClientError", () => {});
  const port = await portOf(server);
  try {
    return await checkCertificate({ host: "localhost", port }, Date.now, {
      address: "127.0.0.1",
      ...(isKnown ? { authority: authority.cert } : {}),
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

const issue = (name: string, from: number, to: number): TestCertificate =>
  authority.issue(name, Date.now() + from, Date.now() + to);

describe("a certificate", () => {
  test("that names the host and is in date passes, and says how long", async () => {
    const found = await lookAt(issue("localhost", -day, 90 * day + 60_000));
    equal(found.ok, true, found.found);
    match(found.found, /90 more days/);
    match((await lookAt(issue("localhost", -day, 3 * day))).found, /renew it soon/);
  });

  for (const [what, shown, found, advice] of [
    ["that ended", issue("localhost", -9 * day, -day), /ended on/, /Renew/],
    ["that has not begun", issue("localhost", day, 9 * day), /begins on/, /clocks/],
    ["of another name", issue("other.example", -day, day), /other\.example/, /names this host/],
    [
      "that signs itself",
      authority.selfSigned("localhost", Date.now() - day, Date.now() + day),
      /self-signed/,
      /authority/,
    ],
  ] as const) {
    test(`${what} is told as that`, async () => {
      const finding = await lookAt(shown);
      match(finding.found, found);
      match(finding.ok ? "" : finding.advice, advice);
    });
  }

  test("of an authority that nobody knows is told with the chain in mind", async () => {
    const finding = await lookAt(issue("localhost", -day, day), false);
    match(finding.ok ? "" : finding.advice, /fullchain/);
  });

  test("is missed where plain text is spoken", async () => {
    const server = createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.end("hello\n");
      socket.resume();
    });
    const port = await portOf(server);
    const finding = await checkCertificate({ host: "127.0.0.1", port }, Date.now);
    match(finding.found, /no TLS/);
    await new Promise((resolve) => server.close(resolve));
  });
});

test("the end of a certificate is told in days", () => {
  const now = Date.parse("Aug  1 12:00:00 2026 GMT");
  equal(expiryFinding("Nov  1 12:00:00 2026 GMT", now).ok, true);
  match(expiryFinding("Aug  5 12:00:00 2026 GMT", now).found, /4 more days: renew/);
  equal(expiryFinding("Jul 30 12:00:00 2026 GMT", now).ok, false);
  equal(expiryFinding("", now).ok, false);
});
