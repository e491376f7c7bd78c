/**
 * When to fetch what can wait. Fetched behind the first messages it would slow down everything else,
 * and a second time for the service worker. So: once the worker answers for this page, since then
 * everything is on the phone; or when somebody touches the page and is about to do something; or, where
 * there is no worker and no touch, after a while.
 */
const patienceMillis = 8_000;

/** Settles then; never rejects. */
export const calm = new Promise<unknown>((resolve) => {
  for (const touch of ["pointerdown", "keydown", "wheel"]) addEventListener(touch, resolve);
  setTimeout(resolve, patienceMillis);
  try {
    const { serviceWorker } = navigator;
    if (serviceWorker?.controller) resolve(undefined);
    serviceWorker?.addEventListener("controllerchange", resolve);
  } catch {
    // Forbidden here: then it is as if there were none.
  }
});
