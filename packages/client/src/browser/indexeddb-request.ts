/** IndexedDB's events as promises, and its exceptions as {@link StoreError}s. */
import type { StoreError } from "../ports.ts";

/** The result of one request. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/** Settles when the transaction is complete: as durable as it asked to be. */
export function completionOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    // The error of a request bubbles here first and says more than the abort that follows.
    transaction.addEventListener("abort", () =>
      reject(transaction.error ?? new DOMException("aborted", "AbortError")),
    );
  });
}

const nameOf = (cause: unknown): string =>
  cause instanceof Error || cause instanceof DOMException ? cause.name : "unknown";

/**
 * Whether the browser cut the connection to its storage: Safari does when a page comes back from
 * the background, Chromium when its storage process restarts. A new connection may work.
 */
export const isCut = (cause: unknown): boolean =>
  ["InvalidStateError", "UnknownError", "AbortError"].includes(nameOf(cause));

/**
 * What will not get better by itself. TypeError: no IndexedDB at all, a method of undefined was
 * called. VersionError: the database belongs to a newer version of the app in another tab.
 */
const denials = [
  "SecurityError",
  "NotAllowedError",
  "TypeError",
  "NotSupportedError",
  "VersionError",
];

/** Names of exceptions (never messages, which may quote content) become store errors. */
export function toStoreError(cause: unknown): StoreError {
  const what = nameOf(cause);
  if (what === "QuotaExceededError") return { kind: "full", what };
  return { kind: denials.includes(what) ? "denied" : "failed", what };
}
