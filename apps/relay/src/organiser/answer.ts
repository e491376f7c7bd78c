/** What the console is answered, and what an answer is made from. */
import type { ApiError, ApiFault, RouteName } from "@festival-chat/protocol/organiser";
import type { Millis } from "@festival-chat/protocol/wire";
import type { Organiser } from "./organisers.ts";
import type { RequestOrigin } from "./request.ts";
import type { ConsoleSession } from "./sessions.ts";

export type Answer =
  | {
      readonly kind: "json";
      readonly value: object;
      /** Secret of the session's new cookie; empty ends it. */
      readonly session?: string;
    }
  | { readonly kind: "csv"; readonly text: string }
  | { readonly kind: "fault"; readonly error: ApiError; readonly retryAfter: Millis };

export const json = (value: object): Answer => ({ kind: "json", value });
export const fault = (error: ApiError, retryAfter: Millis = 0): Answer => ({
  kind: "fault",
  error,
  retryAfter,
});

/** Status of each fault. */
export const statusOf: Readonly<Record<ApiError, number>> = {
  "signed-out": 401,
  "wrong-proof": 401,
  "slow-down": 429,
  role: 403,
  "step-up": 403,
  origin: 403,
  malformed: 400,
  "too-large": 413,
  "not-found": 404,
  method: 405,
  conflict: 409,
  storage: 503,
};

export const faultBody = (error: ApiError, retryAfter: Millis): ApiFault => ({
  error,
  retryAfterSeconds: Math.ceil(retryAfter / 1_000),
});

/** Somebody who is signed in. */
export interface SignedIn {
  readonly organiser: Organiser;
  readonly session: ConsoleSession;
  readonly secret: string;
}

/** A request that may be answered. */
export interface Asked {
  readonly query: URLSearchParams;
  /** The JSON value of a POST. */
  readonly body: unknown;
  /** Of a POST. */
  readonly from: RequestOrigin | undefined;
  /** Pseudonym of the address. */
  readonly ipTag: string;
  readonly who: SignedIn | undefined;
}

export type Answers<Name extends RouteName> = {
  readonly [Route in Name]: (asked: Asked) => Answer | Promise<Answer>;
};
