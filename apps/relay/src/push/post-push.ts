/** One push to one push service over HTTP (RFC 8030). No redirect is followed. */
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { Millis } from "@festival-chat/protocol/wire";
import { publicLookup } from "./push-endpoint.ts";

export interface PushRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
}

/** What a push service made of it. */
export type PushAnswer =
  | { readonly kind: "taken" }
  /** This subscription is over (404, 410), or it was made for another key (403). */
  | { readonly kind: "gone" }
  /** This subscription gets too many. */
  | { readonly kind: "too-fast"; readonly retryAfter: Millis | undefined }
  /** The service is down, or there is no way to it. */
  | { readonly kind: "unavailable"; readonly retryAfter: Millis | undefined }
  /** It will never be taken. */
  | { readonly kind: "refused"; readonly status: number };

export interface PushPoster {
  /** Never rejects. */
  post(request: PushRequest): Promise<PushAnswer>;
  close(): void;
}

export interface PushPosterOptions {
  /** From the first byte to the last. */
  readonly deadlineMillis: Millis;
  readonly sockets: number;
  readonly now: () => Millis;
}

/** An answer has a status that matters and a body that does not: more than this is cut off. */
const answerBytes = 16 * 1024;

export function createPushPoster(options: PushPosterOptions): PushPoster {
  const { deadlineMillis, sockets: maxSockets, now } = options;
  const settings = { keepAlive: true, maxSockets, maxFreeSockets: 8, maxHeaderSize: 16 * 1024 };
  const plain = new HttpAgent(settings);
  const secure = new HttpsAgent({ ...settings, lookup: publicLookup });

  return {
    post: ({ url, headers, body }) =>
      new Promise((resolve) => {
        const signal = AbortSignal.timeout(deadlineMillis);
        const isSecure = url.protocol === "https:";
        const sent = (isSecure ? requestHttps : requestHttp)(url, {
          method: "POST",
          headers: { ...headers, "Content-Length": body.length },
          agent: isSecure ? secure : plain,
          signal,
        });
        sent.on("response", (response) => {
          drain(response);
          resolve(readAnswer(response, now()));
        });
        sent.on("error", () => resolve({ kind: "unavailable", retryAfter: undefined }));
        sent.end(body);
      }),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function drain(response: IncomingMessage): void {
  let bytes = 0;
  response.on("data", (part: Buffer) => {
    bytes += part.length;
    if (bytes > answerBytes) response.destroy();
  });
  response.on("error", () => undefined);
}

function readAnswer({ statusCode: status = 0, headers }: IncomingMessage, now: Millis): PushAnswer {
  if (status >= 200 && status < 300) return { kind: "taken" };
  if (status === 404 || status === 410 || status === 403) return { kind: "gone" };
  const retryAfter = parseRetryAfter(headers["retry-after"], now);
  if (status === 429) return { kind: "too-fast", retryAfter };
  if (status >= 500) return { kind: "unavailable", retryAfter };
  return { kind: "refused", status };
}

/** Seconds or a date (RFC 9110 section 10.2.3), as milliseconds from now. */
function parseRetryAfter(text: string | undefined, now: Millis): Millis | undefined {
  if (text === undefined) return undefined;
  const millis = /^\d{1,6}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(millis) && millis >= 0 ? millis : undefined;
}
