/** HTTP side of the relay: health, metrics, settings for the web app, and the web app itself. */
import { type IncomingMessage, type ServerResponse } from "node:http";
import type { PublicOrganiser } from "@festival-chat/protocol/organiser";
import type { IceServer } from "./ice-servers.ts";
import { type HeaderOptions, partHeaders, securityHeaders } from "./headers.ts";
import type { OpenRoom } from "./open-rooms.ts";
import { chooseForm, hasForm, isPart, type WebApp } from "./static.ts";

/** What the web app reads at start, so that one build runs in every environment. */
export interface WebConfig {
  readonly environment: string;
  /** WebSocket address of the relay; null for the origin that served the page. */
  readonly relay: string | null;
  readonly eventTag: string;
  /** Rooms that everybody may join; their links are public. */
  readonly openRooms: readonly OpenRoom[];
  /** Servers that help phones to find each other; their passwords end. */
  readonly iceServers: readonly IceServer[];
  /** What browsers subscribe to pushes with (RFC 8292 section 3.2), base64url; null: nobody is pushed to. */
  readonly pushKey: string | null;
  readonly version: string;
  /** What this relay and those it exchanges rooms with have in common; null: it exchanges none. */
  readonly peerGroup: string | null;
  /** base64url of the key that signs announcements; null where nobody organises (SPEC N3). */
  readonly organiserKey: PublicOrganiser["organiserKey"];
  /** How the keys before it handed over (SPEC N4). */
  readonly organiserSuccessions: PublicOrganiser["organiserSuccessions"];
}

export interface HttpOptions {
  /** Read at each request: organisers change it. */
  readonly webConfig: () => WebConfig;
  /** Answers what is asked under /organiser/api/; undefined where nobody organises. */
  readonly organiser?: (
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ) => Promise<void>;
  readonly webApp: WebApp | undefined;
  readonly headers: Omit<HeaderOptions, "inline" | "connect" | "passkeys"> & {
    readonly relays: readonly string[];
  };
  /** false while the relay drains or cannot write. */
  readonly ready: () => boolean;
  /** Prometheus text. */
  readonly metricsText: () => string;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const noStore = { "Cache-Control": "no-store" };
const text = { "Content-Type": "text/plain; charset=utf-8", ...noStore };

/** The path of a request, without what is asked about it. */
const pathOf = (request: IncomingMessage): string =>
  (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";

/** One request listener for everything that is no upgrade. */
export function createHttp(options: HttpOptions): Answer {
  const { webApp, webConfig, ready, metricsText } = options;

  function reply(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    headers: Readonly<Record<string, string>>,
    body: string | Buffer,
  ): void {
    const length = Buffer.byteLength(body);
    response.writeHead(status, { ...headersFor(request), ...headers, "Content-Length": length });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  // connect-src 'self' covers ws: of the same host only in newer browsers, so it is spelt out.
  function headersFor(request: IncomingMessage): Readonly<Record<string, string>> {
    const path = pathOf(request);
    if (isPart(path) && webApp?.find(path) !== undefined) return partHeaders(options.headers);
    const host = request.headers.host ?? "";
    const own = /^[a-z0-9.:[\]-]{1,255}$/i.test(host) ? [`ws://${host}`, `wss://${host}`] : [];
    return securityHeaders({
      connect: [...own, ...options.headers.relays],
      inline: webApp?.inline ?? { styles: [], scripts: [] },
      hsts: options.headers.hsts,
      passkeys: path.startsWith("/organiser"),
    });
  }

  function replyAsset(request: IncomingMessage, response: ServerResponse, path: string): void {
    const asset = webApp?.find(path);
    if (asset === undefined) return reply(request, response, 404, text, "not found\n");
    const form = chooseForm(asset, String(request.headers["accept-encoding"] ?? ""));
    const { body, encoding, etag } = form;
    const caching = { "Cache-Control": asset.cache, ETag: etag, Vary: "Accept-Encoding" };
    if (hasForm(form, request.headers["if-none-match"] ?? "")) {
      response.writeHead(304, { ...headersFor(request), ...caching });
      return void response.end();
    }
    const coded = encoding === undefined ? {} : { "Content-Encoding": encoding };
    reply(request, response, 200, { "Content-Type": asset.type, ...caching, ...coded }, body);
  }

  return (request, response) => {
    const path = pathOf(request);
    if (options.organiser !== undefined && path.startsWith("/organiser/api/")) {
      return void options.organiser(request, response, headersFor(request));
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return reply(request, response, 405, { ...text, Allow: "GET, HEAD" }, "only GET\n");
    }
    switch (path) {
      case "/health":
        return reply(request, response, 200, text, "alive\n");
      case "/ready":
        return ready()
          ? reply(request, response, 200, text, "ready\n")
          : reply(request, response, 503, text, "not ready\n");
      case "/metrics":
        return reply(request, response, 200, text, metricsText());
      case "/config.json":
        return reply(
          request,
          response,
          200,
          { "Content-Type": "application/json; charset=utf-8", ...noStore },
          JSON.stringify(webConfig()),
        );
      default:
        return replyAsset(request, response, path === "/" ? "/index.html" : path);
    }
  };
}
