/** A browser's Web Push for tests in Node: it subscribes, forgets, or is broken in every way. */
const define = (name: string, value: unknown): void => {
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
};

export interface PlayedPushBrowser {
  permission: NotificationPermission;
  /** What the app asked of it, in order. */
  readonly calls: string[];
  endpoint(): string | undefined;
  /** It has a subscription for somebody else's key. */
  subscribeElsewhere(): Promise<void>;
  /** The browser drops the subscription by itself. */
  expire(): void;
  break(how: "missing" | "throws" | "rejects"): void;
}

/** Puts a browser in the place of the one that Node does not have. */
export function playPushBrowser(): PlayedPushBrowser {
  let subscription: { endpoint: string } | undefined;
  let made = 0;
  const calls: string[] = [];

  const make = (key: Uint8Array) => {
    const one = {
      endpoint: `https://push.example/${++made}-${Math.random()}`,
      options: { userVisibleOnly: true, applicationServerKey: new Uint8Array(key).buffer },
      getKey: (name: string) => new Uint8Array(name === "auth" ? 16 : 65).fill(4).buffer,
      async unsubscribe() {
        calls.push("unsubscribe");
        if (subscription === one) subscription = undefined;
        return true;
      },
    };
    return one;
  };
  const pushManager = {
    async getSubscription() {
      calls.push("getSubscription");
      return subscription ?? null;
    },
    async subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array }) {
      calls.push("subscribe");
      const fresh = make(applicationServerKey);
      subscription = fresh;
      return fresh;
    },
  };
  const played: PlayedPushBrowser = {
    permission: "granted",
    calls,
    endpoint: () => subscription?.endpoint,
    async subscribeElsewhere() {
      await pushManager.subscribe({ applicationServerKey: new Uint8Array(65).fill(1) });
    },
    expire: () => void (subscription = undefined),
    break(how) {
      if (how === "missing") define("PushManager", undefined);
      if (how === "missing") define("navigator", {});
      if (how === "throws") {
        const refuse = (): never => {
          throw new DOMException("no", "SecurityError");
        };
        Object.assign(pushManager, { getSubscription: refuse, subscribe: refuse });
      }
      if (how === "rejects") {
        pushManager.subscribe = () => Promise.reject(new DOMException("no", "AbortError"));
      }
    },
  };
  define("window", globalThis);
  define("isSecureContext", true);
  define("PushManager", Object);
  define("Notification", {
    get permission() {
      return played.permission;
    },
  });
  define("navigator", { serviceWorker: { ready: Promise.resolve({ pushManager }) } });
  return played;
}
