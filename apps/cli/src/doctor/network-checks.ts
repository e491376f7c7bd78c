/** What only a program outside a browser can check: the name, and whether anything listens. */
import { lookup } from "node:dns/promises";
import { connect } from "node:net";
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
      "no-answer",
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
    resolve(failed(`port ${port} does not accept (${code})`, advice, "no-answer"));
  });
  // A deadline that passes must not leave the socket open behind it.
  socket.setTimeout(60_000, () => socket.destroy());
  socket.unref();
  return promise;
}
