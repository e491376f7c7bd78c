/** What only a program outside a browser can check: name, TCP and TLS. */
import { lookup } from "node:dns/promises";
import { connect } from "node:net";
import { connect as connectTls, type PeerCertificate } from "node:tls";
import { failed, type Finding, passed } from "@festival-chat/client";

/** Where a connection goes. */
export interface Target {
  /** Name or address as in the URL, without brackets. */
  readonly host: string;
  readonly port: number;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

/** Whether the system can turn the name into an address. */
export async function resolveName({ host }: Target): Promise<Finding> {
  try {
    const addresses = await lookup(host, { all: true });
    return passed(`${host} is ${addresses.map(({ address }) => address).join(", ")}`);
  } catch (error) {
    return failed(
      `${host} has no address (${codeOf(error)})`,
      "Check the spelling, and whether this device has internet and a working DNS.",
    );
  }
}

const tcpAdvice = new Map([
  ["ECONNREFUSED", "Nothing listens there: start the relay, or check the port."],
  ["EHOSTUNREACH", "There is no way to that network from here."],
  ["ENETUNREACH", "This device has no network."],
]);

/** Whether something accepts the connection. */
export function openTcp({ host, port }: Target, now: () => number): Promise<Finding> {
  const from = now();
  const { promise, resolve } = Promise.withResolvers<Finding>();
  const socket = connect({ host, port });
  socket.once("connect", () => {
    resolve(passed(`port ${port} accepts after ${Math.round(now() - from)} ms`));
    socket.destroy();
  });
  socket.once("error", (error) => {
    const code = codeOf(error);
    const advice = tcpAdvice.get(code) ?? "A firewall may be in the way.";
    resolve(failed(`port ${port} does not accept (${code})`, advice));
  });
  // A deadline that passes must not leave the socket open behind it.
  socket.setTimeout(60_000, () => socket.destroy());
  socket.unref();
  return promise;
}

const dayMillis = 86_400_000;
const soonDays = 14;

/** What a certificate's end means; `now` in milliseconds since 1970. */
export function expiryFinding(validTo: string, now: number): Finding {
  const days = Math.floor((Date.parse(validTo) - now) / dayMillis);
  if (Number.isNaN(days)) return failed("the certificate has no end", "Renew the certificate.");
  if (days < 0) return failed(`the certificate ended ${-days} days ago`, "Renew the certificate.");
  return days < soonDays
    ? passed(`valid, but only for ${days} more days: renew it soon`)
    : passed(`valid for ${days} more days`);
}

/** Whether the certificate is one that browsers accept, and for how long. */
export function checkTls({ host, port }: Target, now: () => number): Promise<Finding> {
  const { promise, resolve } = Promise.withResolvers<Finding>();
  const socket = connectTls({ host, port, servername: /^[\d.]+$|:/u.test(host) ? "" : host });
  socket.once("secureConnect", () => {
    const certificate: PeerCertificate = socket.getPeerCertificate();
    resolve(expiryFinding(certificate.valid_to, now()));
    socket.destroy();
  });
  socket.once("error", (error) => {
    resolve(
      failed(
        `no trusted TLS connection (${codeOf(error)})`,
        "The certificate must name this host, be in date and come from a known authority.",
      ),
    );
  });
  socket.setTimeout(60_000, () => socket.destroy());
  socket.unref();
  return promise;
}
