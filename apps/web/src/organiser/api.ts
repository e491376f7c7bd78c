/** Asks the relay, by the table of requests that both share. Every answer is parsed whole, or is a fault. */
import {
  type ApiError,
  type Parse,
  parseApiFault,
  type Route,
} from "@festival-chat/protocol/organiser";
import { err, ok, type Result } from "@festival-chat/protocol/wire";

export interface Fault {
  /** offline: no answer. unreadable: an answer of somebody else, or of another version. */
  readonly kind: ApiError | "offline" | "unreadable";
  readonly retryAfterSeconds: number;
}

/** What the console needs of a network; scenes and tests have another one. */
export type Transport = (
  route: Route,
  query: string,
  body: string | undefined,
) => Promise<{ readonly status: number; readonly text: string }>;

export interface Api {
  get<T>(
    route: Route,
    parse: Parse<T>,
    query?: Readonly<Record<string, string | number>>,
  ): Promise<Result<T, Fault>>;
  post<T>(route: Route, parse: Parse<T>, body: object): Promise<Result<T, Fault>>;
}

/** The page's own origin; the session's cookie goes along. */
export const pageTransport: Transport = async ({ method, path }, query, body) => {
  const response = await fetch(`${path}${query}`, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
    ...(body === undefined ? {} : { body, headers: { "Content-Type": "application/json" } }),
  });
  return { status: response.status, text: await response.text() };
};

function readJson<T>(text: string, parse: Parse<T>): T | undefined {
  try {
    return parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** @param ended hears of a session that is over, whatever was asked */
export function createApi(transport: Transport, ended: () => void): Api {
  async function ask<T>(
    route: Route,
    parse: Parse<T>,
    query: string,
    body: string | undefined,
  ): Promise<Result<T, Fault>> {
    let answer: Awaited<ReturnType<Transport>>;
    try {
      answer = await transport(route, query, body);
    } catch {
      return err({ kind: "offline", retryAfterSeconds: 0 });
    }
    if (answer.status === 200) {
      const value = readJson(answer.text, parse);
      return value === undefined ? err({ kind: "unreadable", retryAfterSeconds: 0 }) : ok(value);
    }
    const fault = readJson(answer.text, parseApiFault);
    if (fault === undefined) return err({ kind: "unreadable", retryAfterSeconds: 0 });
    if (fault.error === "signed-out") ended();
    return err({ kind: fault.error, retryAfterSeconds: fault.retryAfterSeconds });
  }

  return {
    get(route, parse, query = {}) {
      const words = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, String(value)]),
      ).toString();
      return ask(route, parse, words === "" ? "" : `?${words}`, undefined);
    },
    post: (route, parse, body) => ask(route, parse, "", JSON.stringify(body)),
  };
}
