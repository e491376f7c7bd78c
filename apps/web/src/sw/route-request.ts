/** Decides what the service worker does with a request. */
export type Answer =
  /** The page itself, from this device: every address of the app is one page. */
  | "shell"
  /** A file of this build, from this device. */
  | "file"
  /** None of ours: the browser asks the network as if there were no service worker. */
  | "network";

/**
 * @param files paths of this build
 * @param scope origin of the app
 */
export function routeRequest(
  request: { readonly method: string; readonly mode: string; readonly url: string },
  files: ReadonlySet<string>,
  scope: string,
): Answer {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope) return "network";
  // Whatever has a query was meant for the relay, and may hold what must not be kept.
  if (url.search !== "") return "network";
  const page = url.pathname === "/" || url.pathname.startsWith("/room/");
  if (request.mode === "navigate") return page ? "shell" : "network";
  return url.pathname !== "/" && files.has(url.pathname) ? "file" : "network";
}
