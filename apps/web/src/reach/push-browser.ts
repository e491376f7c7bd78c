/**
 * Web Push as this browser has it: missing, throwing, silent, or working. Everything waits behind a
 * deadline, and nothing is asked for by being imported.
 */
import { type PushTarget, utf8 } from "@festival-chat/protocol/wire";
import { late } from "./late-answer.ts";

/** What this browser can do about pushes. */
export type PushAbility =
  /** It can, and may already. */
  | "granted"
  /** It can, and asks the person when we ask it. */
  | "askable"
  /** The person said no, to this site or to all. */
  | "denied"
  /** It can once the app is on the Home Screen (iOS). */
  | "install"
  | "missing";

/** A browser that is asked something waits for a person; one that works by itself answers soon. */
const personMillis = 120_000;
const browserMillis = 15_000;

const attempt = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** An iPhone or iPad: they push to apps of the Home Screen alone. */
const isApple = (): boolean =>
  attempt(
    () =>
      /iPhone|iPad/u.test(navigator.userAgent) ||
      (/Macintosh/u.test(navigator.userAgent) && navigator.maxTouchPoints > 1),
  ) === true;

/** What can be done about pushes here, without asking anybody. */
export function pushAbility(): PushAbility {
  const works = attempt(
    () => "PushManager" in window && "serviceWorker" in navigator && isSecureContext,
  );
  const permission = attempt(() => Notification.permission);
  if (works !== true || permission === undefined) return isApple() ? "install" : "missing";
  if (permission === "granted") return "granted";
  return permission === "denied" ? "denied" : "askable";
}

/** Asks the person, by the browser's own question. Only after a tap. */
export async function askPermission(): Promise<PushAbility> {
  await late(() => Notification.requestPermission(), personMillis);
  return pushAbility();
}

const registrationOf = (): Promise<ServiceWorkerRegistration | undefined> =>
  late(() => navigator.serviceWorker.ready, browserMillis);

/** The subscription that is there, whatever it was made for. */
async function current(): Promise<PushSubscription | undefined> {
  const registration = await registrationOf();
  const found = await late(() => registration?.pushManager.getSubscription(), browserMillis);
  return found ?? undefined;
}

/** Bytes of a key of /config.json. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> | undefined {
  return attempt(() =>
    Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (one) =>
      one.charCodeAt(0),
    ),
  );
}

const sameBytes = (a: ArrayBuffer | null | undefined, b: Uint8Array): boolean => {
  const bytes = a === null || a === undefined ? undefined : new Uint8Array(a);
  return bytes?.length === b.length && bytes.every((byte, i) => byte === b[i]);
};

function targetOf(subscription: PushSubscription): PushTarget | undefined {
  const key = attempt(() => subscription.getKey("p256dh"));
  const auth = attempt(() => subscription.getKey("auth"));
  if (key === undefined || key === null || auth === undefined || auth === null) return undefined;
  const target = {
    endpoint: utf8(subscription.endpoint),
    key: new Uint8Array(key),
    auth: new Uint8Array(auth),
  };
  return target.key.length === 65 && target.auth.length === 16 ? target : undefined;
}

/**
 * Where this phone is pushed to by the relay of this key; subscribes if need be, which only works
 * with the permission. Undefined where the browser does not, or not in time.
 */
export async function subscribeTo(key: string): Promise<PushTarget | undefined> {
  const wanted = bytesOf(key);
  if (wanted === undefined || pushAbility() !== "granted") return undefined;
  const known = await current();
  if (known !== undefined && sameBytes(known.options.applicationServerKey, wanted)) {
    return targetOf(known);
  }
  // Of another relay, or of this one before it lost its key.
  if (known !== undefined) await late(() => known.unsubscribe(), browserMillis);
  const registration = await registrationOf();
  const fresh = await late(
    () =>
      registration?.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: wanted,
      }),
    browserMillis,
  );
  return fresh === undefined ? undefined : targetOf(fresh);
}

/** Gives the subscription up: whoever still knows it reaches nobody. */
export async function giveUpSubscription(): Promise<void> {
  const known = await current();
  if (known !== undefined) await late(() => known.unsubscribe(), browserMillis);
}

/** Takes the notifications of a place off the screen: who looks at it has no need of them. */
export async function clearNotifications(tag: string): Promise<void> {
  const registration = await registrationOf();
  const shown = await late(() => registration?.getNotifications({ tag }), browserMillis);
  for (const notification of shown ?? []) attempt(() => notification.close());
}
