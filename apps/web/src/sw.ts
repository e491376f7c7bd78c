/**
 * The service worker: keeps the app itself on this device, so that it opens without signal, and shows
 * what pushes tell.
 *
 * It holds the files of one build and nothing else: no message, no setting, no answer of the relay.
 * A new build is fetched whole beside the old one and waits until the person takes it.
 */
import { noted } from "./sw/language-note.ts";
import { listenForPushes } from "./sw/listen-for-pushes.ts";
import { routeRequest } from "./sw/route-request.ts";

declare const self: ServiceWorkerGlobalScope;

const scope = self.location.origin;
/** Paths of this build, written here by the build. */
const files = new Set<string>(parseFiles("__FILES__"));
/** Words of other languages, "de /assets/…", written here by the build: those of one are kept. */
const words = parseFiles("__WORDS__").map((line) => line.split(" "));
const answered = new Set([...files, ...words.map(([, file = ""]) => file)]);
const prefix = "app-";
const cacheName = `${prefix}__VERSION__`;
const shellPath = "/";

function parseFiles(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((file) => typeof file === "string") : [];
}

/** Fetches the words of the language that is spoken here, unless they are on the device. */
async function keepLanguage(): Promise<void> {
  const cache = await caches.open(cacheName);
  const spoken = await noted();
  for (const [tag, file] of words) {
    if (file === undefined || tag !== spoken) continue;
    if ((await cache.match(file)) === undefined) await cache.add(file);
  }
}

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Without its words the app opens in English: no reason to stay with the old one.
  await keepLanguage().catch(() => undefined);
  // Past the browser's own cache: half of an old build and half of a new one is no build. What carries
  // a hash of its content in its name is the same wherever it comes from, and is not fetched twice.
  const fresh = (file: string): Request =>
    new Request(file, { cache: file.startsWith("/assets/") ? "default" : "reload" });
  await cache.addAll([...files].map(fresh));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name);
  }
  await self.clients.claim();
}

/**
 * A file of this build; from the network, and kept from then on, where it is kept only once it was
 * wanted, or the cache was emptied under us.
 */
async function fromDevice(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept;
  const fetched = await fetch(request);
  if (fetched.ok && path !== shellPath) await cache.put(path, fetched.clone());
  return fetched;
}

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") void self.skipWaiting();
  if (event.data === "language") event.waitUntil(keepLanguage().catch(() => undefined));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (routeRequest(request, answered, scope)) {
    case "shell":
      return event.respondWith(fromDevice(shellPath, request));
    case "file":
      return event.respondWith(fromDevice(new URL(request.url).pathname, request));
    case "network":
      return;
  }
});

listenForPushes(self);
