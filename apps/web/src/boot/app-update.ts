/**
 * Registers the service worker after the first paint, and tells when a new version waits.
 *
 * Whatever goes wrong here is harmless: the app works without, it only does not open offline.
 */

/** The one script address this app ever makes; browsers with Trusted Types ask for a policy. */
const workerPath = "/sw.js";
/** Ask for a new version again when a page that stayed open comes back after this long. */
const checkMillis = 60 * 60_000;

interface ScriptPolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    readonly trustedTypes?: ScriptPolicies;
  }
}

function workerAddress(): string {
  const policy = window.trustedTypes?.createPolicy("service-worker", {
    createScriptURL: () => workerPath,
  });
  return policy?.createScriptURL(workerPath) ?? workerPath;
}

/** @param onWaiting called with what takes the new version when one is ready */
export function watchForUpdates(onWaiting: (take: () => void) => void): void {
  // Read before anything else: the first worker of a page is no update.
  const workers = "serviceWorker" in navigator ? navigator.serviceWorker : undefined;
  if (workers === undefined) return;
  const hadWorker = workers.controller !== null;
  let checkedAt = Date.now();

  const offer = (worker: ServiceWorker): void => {
    onWaiting(() => worker.postMessage("take-over"));
  };
  const watch = (registration: ServiceWorkerRegistration): void => {
    if (registration.waiting !== null && hadWorker) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed" && workers.controller !== null) offer(fresh);
      });
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - checkedAt < checkMillis) return;
      checkedAt = Date.now();
      registration.update().catch(() => undefined);
    });
  };

  let reloading = false;
  workers.addEventListener("controllerchange", () => {
    // Drafts and messages are on the device by now: nothing is lost.
    if (!hadWorker || reloading) return;
    reloading = true;
    location.reload();
  });
  // No one waits for this promise: a browser that never answers costs nothing.
  try {
    workers.register(workerAddress(), { scope: "/" }).then(watch, () => undefined);
  } catch {
    // Not allowed here.
  }
}
