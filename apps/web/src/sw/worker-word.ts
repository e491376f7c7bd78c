/** What the service worker says to the app's windows. */
export type WorkerWord =
  /** A notification was tapped: show this place. */
  | { readonly kind: "open"; readonly path: string }
  /** The browser changed where this phone is pushed to. */
  | { readonly kind: "subscription" };

/** Reads what came from the worker; undefined for anything else, as for words of another version. */
export function parseWorkerWord(data: unknown): WorkerWord | undefined {
  if (typeof data !== "object" || data === null || !("kind" in data)) return undefined;
  if (data.kind === "subscription") return { kind: "subscription" };
  const path = data.kind === "open" && "path" in data ? data.path : undefined;
  return typeof path === "string" ? { kind: "open", path } : undefined;
}
