/**
 * Deadlines for optional browser APIs, any of which may be missing, throw, or never answer.
 */
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import type { Schedule } from "./link/schedule.ts";

/** Why an API gave no answer. */
export type NoAnswer =
  | { readonly kind: "late" }
  /** It threw or rejected; a missing one throws a TypeError when it is called. */
  | { readonly kind: "threw"; readonly cause: unknown };

/** Calls `start` and waits at most `millis` for it. What comes later is dropped. Never rejects. */
export function withDeadline<T>(
  start: () => Promise<T> | T,
  millis: number,
  schedule: Schedule,
): Promise<Result<T, NoAnswer>> {
  return new Promise((resolve) => {
    const cancel = schedule(() => resolve(err({ kind: "late" })), millis);
    const settle = (result: Result<T, NoAnswer>): void => {
      cancel();
      resolve(result);
    };
    new Promise<T>((answer) => {
      answer(start());
    }).then(
      (value) => settle(ok(value)),
      (cause: unknown) => settle(err({ kind: "threw", cause })),
    );
  });
}

/** Reads a property that may throw, as `window.indexedDB` does where storage is denied. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
