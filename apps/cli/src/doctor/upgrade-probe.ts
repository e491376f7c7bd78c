/**
 * Opens a WebSocket as a phone does and watches what a proxy on the way makes of it: whether it hands
 * the upgrade on, lets frames through at once, and both ways.
 */
import type { IncomingMessage } from "node:http";
import { failed, type Finding, type Greeting, greet, upgradeFinding } from "@festival-chat/client";
import { createWebSocketDialer } from "@festival-chat/client/node";
import { WebSocket } from "ws";

/** A frame that took this much longer than the handshake was held back on the way. */
const heldMillis = 1_500;

export interface Probe {
  readonly finding: Finding;
  readonly greeting: Greeting | undefined;
}

const proxyAdvice =
  "Let the proxy hand upgrades on. nginx: proxy_http_version 1.1; proxy_set_header Upgrade" +
  ' $http_upgrade; proxy_set_header Connection "upgrade". Apache: ProxyPass ... upgrade=websocket.' +
  " Load balancers: switch WebSockets on.";
const bufferAdvice =
  "A proxy gathers bytes before it passes them on: switch buffering off (nginx: proxy_buffering off)" +
  " and content scanning too.";

/** Who answered, where the answer names a program. */
function signatureOf({ headers }: IncomingMessage): string {
  const names = [headers.server, headers.via].filter((name) => name !== undefined);
  return names.length === 0 ? "" : ` from ${names.join(", ").slice(0, 80)}`;
}

/** An HTTP answer where 101 should come. */
function refusedFinding(url: string, response: IncomingMessage): Finding {
  const { statusCode = 0, headers } = response;
  const found = `${url} answered ${statusCode}${signatureOf(response)} instead of opening a WebSocket`;
  switch (statusCode) {
    case 403:
      return failed(
        found,
        "The relay or its proxy does not take this web address: add it to WEB_ORIGINS.",
        "wrong-address",
      );
    case 502:
    case 504:
      return failed(
        found,
        "The proxy does not reach the relay: start it, or mend its address in the proxy.",
        "no-link",
      );
    case 503: {
      const wait = headers["retry-after"];
      const when = wait === undefined ? "" : ` Come back in ${wait} s.`;
      return failed(
        found,
        `The relay is full, starting or ending: look at /ready and /metrics.${when}`,
        "no-link",
      );
    }
    case 301:
    case 302:
    case 307:
    case 308:
      return failed(
        found,
        `A redirect to ${headers.location ?? "elsewhere"}: phones do not follow it. Use that address.`,
        "no-link",
      );
    default:
      return failed(found, proxyAdvice, "no-link");
  }
}

/**
 * @param origin sent as a page of it would send it
 * @param millis how long all of it may take
 */
export async function probeUpgrade(url: string, origin: string, millis: number): Promise<Probe> {
  let answer: IncomingMessage | undefined;
  let opened: number | undefined;
  let heardAt: number | undefined;
  const from = performance.now();

  class ProbeSocket extends WebSocket {
    constructor(address: string) {
      super(address, { origin, perMessageDeflate: false, handshakeTimeout: millis });
      this.on("unexpected-response", (request: { destroy(): void }, response) => {
        answer = response;
        request.destroy();
        this.emit("close", 1006, Buffer.alloc(0));
      });
      this.on("open", () => (opened = performance.now()));
      this.once("message", () => (heardAt = performance.now()));
    }
  }
  const dialer = createWebSocketDialer(ProbeSocket, {
    schedule: (run, afterMillis) => {
      const timer = setTimeout(run, afterMillis);
      return () => clearTimeout(timer);
    },
  });
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), millis);
  const greeting = await Promise.race([greet(dialer, url, Date.now), late.promise]);
  clearTimeout(timer);
  if (answer !== undefined) return { finding: refusedFinding(url, answer), greeting: undefined };
  if (greeting === undefined) {
    const finding =
      opened === undefined
        ? failed(
            `${url} did not answer within ${Math.round(millis / 1_000)} s`,
            "A proxy or firewall swallows the request: let upgrades of this path through.",
            "no-link",
          )
        : failed(`${url} opens, but no frame comes through`, bufferAdvice, "no-link");
    return { finding, greeting: undefined };
  }
  if (!("hello" in greeting))
    return { finding: upgradeFinding(greeting, url), greeting: undefined };
  const openMillis = (opened ?? from) - from;
  const heldFor = (heardAt ?? from) - (opened ?? from);
  if (heldFor > openMillis + heldMillis) {
    const found = `the first frame came ${Math.round(heldFor)} ms after the link opened`;
    return { finding: failed(found, bufferAdvice, "no-link"), greeting };
  }
  return { finding: upgradeFinding(greeting, url), greeting };
}
