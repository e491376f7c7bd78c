/** Browsers as the field has them: parts missing, throwing, or never answering. Each as a page script. */

/** One way in which a browser is not as it should be. */
export interface HostileBrowser {
  readonly name: string;
  /** Runs before the page's own scripts, in every page of the app. */
  readonly script: string;
  /** What the person must be told before typing, if anything. */
  readonly notice?: "storage-denied" | "storage-full";
}

/** Puts `value` (an expression) in the place of a property that pages cannot normally replace. */
const replace = (owner: string, name: string, value: string): string =>
  `Object.defineProperty(${owner}, ${JSON.stringify(name)}, { configurable: true, value: ${value} });`;
/** Reading the property throws, as browsers do where a site is not allowed something. */
const forbid = (owner: string, name: string): string =>
  `Object.defineProperty(${owner}, ${JSON.stringify(name)}, { configurable: true, get() { throw new DOMException("not allowed", "SecurityError"); } });`;

const never = "() => new Promise(() => {})";
const refuse = '() => { throw new DOMException("not allowed", "SecurityError"); }';
const throwing = 'class { constructor() { throw new DOMException("no", "NotSupportedError"); } }';

/** Every writing call throws from the `from`th on. */
const quota = (from: number): string => `
  let writes = 0;
  for (const name of ["put", "add"]) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...values) {
      if (++writes >= ${from}) throw new DOMException("full", "QuotaExceededError");
      return real.apply(this, values);
    };
  }`;

const clock = (millis: number): string => `
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + ${millis});
      else super(...parts);
    }
    static now() { return Real.now() + ${millis}; }
  };`;

const hour = 3_600_000;

export const hostileBrowsers: readonly HostileBrowser[] = [
  {
    name: "indexedDB is missing",
    script: replace("globalThis", "indexedDB", "undefined"),
    notice: "storage-denied",
  },
  {
    name: "reading indexedDB throws",
    script: forbid("globalThis", "indexedDB"),
    notice: "storage-denied",
  },
  {
    name: "indexedDB.open throws",
    script: replace("IDBFactory.prototype", "open", refuse),
    notice: "storage-denied",
  },
  {
    name: "indexedDB.open never answers",
    script: replace("IDBFactory.prototype", "open", "() => new EventTarget()"),
    notice: "storage-denied",
  },
  { name: "the storage is full from the first write", script: quota(1), notice: "storage-full" },
  { name: "the storage is full from the sixth write", script: quota(6), notice: "storage-full" },
  {
    name: "the database connection is lost at every transaction but the first",
    script: `
      let transactions = 0;
      const real = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (...values) {
        if (++transactions % 3 === 2) this.close();
        return real.apply(this, values);
      };`,
  },
  {
    name: "WebRTC is missing",
    script: replace("globalThis", "RTCPeerConnection", "undefined"),
  },
  { name: "WebRTC throws", script: replace("globalThis", "RTCPeerConnection", throwing) },
  {
    name: "crypto.subtle is missing",
    script: replace("Crypto.prototype", "subtle", "undefined"),
  },
  {
    name: "crypto.subtle never answers",
    script: ["importKey", "verify", "sign", "digest"]
      .map((name) => replace("SubtleCrypto.prototype", name, never))
      .join(""),
  },
  {
    name: "service workers are missing",
    script: "delete Navigator.prototype.serviceWorker;",
  },
  {
    name: "service workers are forbidden",
    script: forbid("navigator", "serviceWorker"),
  },
  {
    name: "registering a service worker never ends",
    script: replace("ServiceWorkerContainer.prototype", "register", never),
  },
  {
    name: "registering a service worker throws",
    script: replace("ServiceWorkerContainer.prototype", "register", refuse),
  },
  { name: "Notification throws", script: forbid("globalThis", "Notification") },
  {
    name: "push managers throw",
    script: ["getSubscription", "subscribe", "permissionState"]
      .map((name) => replace("PushManager.prototype", name, refuse))
      .join(""),
  },
  {
    name: "push managers and the question for notifications never answer",
    script:
      ["getSubscription", "subscribe"]
        .map((name) => replace("PushManager.prototype", name, never))
        .join("") + replace("Notification", "requestPermission", never),
  },
  {
    name: "local and session storage are forbidden",
    script: forbid("globalThis", "localStorage") + forbid("globalThis", "sessionStorage"),
  },
  {
    name: "local storage is full",
    script: replace(
      "Storage.prototype",
      "setItem",
      '() => { throw new DOMException("full", "QuotaExceededError"); }',
    ),
  },
  {
    name: "BroadcastChannel is missing",
    script: replace("globalThis", "BroadcastChannel", "undefined"),
  },
  { name: "BroadcastChannel throws", script: replace("globalThis", "BroadcastChannel", throwing) },
  { name: "web locks are missing", script: "delete Navigator.prototype.locks;" },
  { name: "web locks throw", script: replace("LockManager.prototype", "request", refuse) },
  { name: "web locks never answer", script: replace("LockManager.prototype", "request", never) },
  { name: "navigator.storage is missing", script: "delete Navigator.prototype.storage;" },
  {
    name: "navigator.storage never answers",
    script: ["persist", "persisted", "estimate"]
      .map((name) => replace("StorageManager.prototype", name, never))
      .join(""),
  },
  {
    name: "wake lock, share, clipboard and vibration throw",
    script: `
      for (const [owner, name] of [
        [globalThis.WakeLock?.prototype, "request"],
        [globalThis.Clipboard?.prototype, "writeText"],
        [Navigator.prototype, "share"],
        [Navigator.prototype, "vibrate"],
      ]) if (owner) Object.defineProperty(owner, name, { configurable: true, value: ${refuse} });`,
  },
  {
    name: "newer web APIs are missing",
    script: `
      delete globalThis.visualViewport;
      delete globalThis.FontFace;
      delete globalThis.ResizeObserver;
      delete globalThis.IntersectionObserver;
      delete globalThis.scheduler;
      delete globalThis.requestIdleCallback;
      delete Navigator.prototype.wakeLock;
      delete Navigator.prototype.connection;`,
  },
  { name: "the clock is an hour ahead", script: clock(hour) },
  { name: "the clock is an hour behind", script: clock(-hour) },
  {
    name: "everything optional is missing at once",
    script: [
      replace("globalThis", "indexedDB", "undefined"),
      replace("globalThis", "BroadcastChannel", "undefined"),
      replace("globalThis", "RTCPeerConnection", "undefined"),
      replace("Crypto.prototype", "subtle", "undefined"),
      forbid("globalThis", "localStorage"),
      forbid("globalThis", "sessionStorage"),
      forbid("globalThis", "Notification"),
      "for (const name of ['serviceWorker', 'locks', 'storage', 'wakeLock', 'share', 'clipboard'])",
      "delete Navigator.prototype[name];",
    ].join("\n"),
    notice: "storage-denied",
  },
  {
    name: "everything optional hangs at once",
    script: [
      replace("IDBFactory.prototype", "open", "() => new EventTarget()"),
      replace("LockManager.prototype", "request", never),
      replace("ServiceWorkerContainer.prototype", "register", never),
      ...["importKey", "verify", "sign", "digest"].map((name) =>
        replace("SubtleCrypto.prototype", name, never),
      ),
      ...["persist", "persisted", "estimate"].map((name) =>
        replace("StorageManager.prototype", name, never),
      ),
    ].join("\n"),
    notice: "storage-denied",
  },
];
