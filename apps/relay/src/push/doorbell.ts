/**
 * Doorbell: which subscriptions a message rings, and when (SPEC R3, R4, R8).
 *
 * A room that rings is quiet for a while afterwards; what comes meanwhile is told at the end of the
 * pause by its newest message. Who is called by name, or by a call for everybody, does not wait.
 */
import {
  type DeviceTag,
  encodePushPayload,
  type Millis,
  type PushTarget,
  type RingMode,
  type RoomId,
} from "@festival-chat/protocol/wire";
import type { Metrics } from "../metrics.ts";
import type { Call, Reach } from "../reach.ts";
import type { RelayLimits } from "../relay-limits.ts";
import { createKeyedBuckets } from "../token-bucket.ts";
import type { Bell, Bells } from "./bells.ts";
import { encryptPush, isPoint } from "./encrypt-push.ts";
import type { PushPoster } from "./post-push.ts";
import { parseEndpoint } from "./push-endpoint.ts";
import type { PushIdentity } from "./push-identity.ts";
import { createPushQueue } from "./push-queue.ts";

export interface DoorbellOptions {
  readonly bells: Bells;
  readonly identity: PushIdentity;
  readonly poster: PushPoster;
  readonly limits: RelayLimits;
  readonly metrics: Metrics;
  readonly now: () => Millis;
  readonly schedule: (run: () => void, millis: Millis) => () => void;
  /** Push services on this machine, without TLS: for development. */
  readonly allowsLoopback: boolean;
}

export interface Doorbell extends Reach {
  /** Removes subscriptions that nobody renewed. */
  trim(): Promise<void>;
  close(): void;
}

/** What a room has to tell at the end of its pause. */
interface Quiet {
  /** The newest message that came meanwhile. */
  waiting: Call | undefined;
}

/** Bells read at once: some 100 KiB. */
const pageBells = 200;

export function createDoorbell(options: DoorbellOptions): Doorbell {
  const { bells, identity, poster, limits, metrics, now, schedule } = options;
  const quiet = new Map<RoomId, Quiet>();
  const calls = createKeyedBuckets<RoomId>(limits.calls, limits.callingRooms);
  let closed = false;
  const queue = createPushQueue({
    now,
    schedule,
    metrics,
    atOnce: limits.pushesAtOnce,
    capacity: limits.pushes,
    attempts: limits.pushAttempts,
    pauseMillis: limits.pushPauseMillis,
    longestPauseMillis: limits.pushLongestPauseMillis,
  });

  function pushTo(bell: Bell, call: Call, isCalled: boolean): void {
    const url = new URL(bell.endpoint);
    const { room, envelope } = call;
    queue.add(
      {
        service: url.origin,
        until: now() + limits.pushLifeMillis,
        send: () =>
          poster.post({
            url,
            headers: {
              Authorization: identity.authorization(url.origin, now()),
              "Content-Encoding": "aes128gcm",
              "Content-Type": "application/octet-stream",
              TTL: Math.round(limits.pushLifeMillis / 1_000),
              // A call that was not delivered yet is not replaced by what came after it.
              Topic: identity.topic(`${room}/${bell.device}/${isCalled}`),
              Urgency: isCalled ? "high" : "normal",
            },
            body: encryptPush(encodePushPayload({ room, called: isCalled, envelope }), bell),
          }),
        gone: () => void bells.forget(bell.endpoint),
      },
      isCalled,
    );
  }

  function mayRing(bell: Bell, call: Call): boolean {
    return bell.device !== call.author && !call.isLooking(bell.device);
  }

  /** Rings everybody of a room, or only those whose mode says so, page by page. */
  async function sweep(call: Call, wants: (bell: Bell) => "ring" | "call" | "no"): Promise<void> {
    let after: DeviceTag | undefined;
    while (!closed) {
      const page = await bells.page(call.room, after, pageBells);
      if (!page.ok) return metrics.add("pushes_shed");
      for (const bell of page.value) {
        const how = mayRing(bell, call) ? wants(bell) : "no";
        if (how !== "no") pushTo(bell, call, how === "call");
      }
      if (page.value.length < pageBells) return;
      after = page.value.at(-1)?.device;
      await queue.half();
    }
  }

  async function ringCalled(call: Call): Promise<void> {
    if (call.everybody) return sweep(call, () => "call");
    for (const device of call.called) {
      const bell = await bells.get(call.room, device);
      if (bell.ok && bell.value !== undefined && mayRing(bell.value, call)) {
        pushTo(bell.value, call, true);
      }
    }
  }

  /** Rings at once, and keeps the room quiet afterwards. */
  async function ringNow(call: Call): Promise<void> {
    const { room } = call;
    quiet.set(room, { waiting: undefined });
    await sweep(call, ({ mode }) => (mode === "all" ? "ring" : "no"));
    if (closed) return;
    schedule(() => {
      const waiting = quiet.get(room)?.waiting;
      quiet.delete(room);
      if (waiting !== undefined && !closed) void ringNow(waiting);
    }, limits.ringPauseMillis);
  }

  function ringOthers(call: Call): void {
    const pause = quiet.get(call.room);
    if (pause === undefined) return void ringNow(call);
    pause.waiting = call;
  }

  return {
    async subscribe(room, device, mode: RingMode, target: PushTarget) {
      const endpoint = parseEndpoint(target.endpoint, options.allowsLoopback);
      if (endpoint === undefined || !isPoint(target.key)) {
        metrics.add("subscribes_refused");
        return false;
      }
      const bell: Bell = {
        device,
        mode,
        endpoint: endpoint.href,
        key: target.key.slice(),
        auth: target.auth.slice(),
      };
      const put = await bells.put(room, bell, now());
      if (put.ok && put.value === "kept") return true;
      metrics.add("subscribes_refused");
      return false;
    },
    unsubscribe: (room, device) => void bells.remove(room, device),
    ring(call) {
      metrics.add("rings");
      const callsSomebody = call.everybody || call.called.size > 0;
      // A room that calls all the time is one that only talks.
      if (!callsSomebody || calls.take(call.room, now()) > 0) return ringOthers(call);
      void ringCalled(call);
      if (call.everybody) return;
      const { called } = call;
      // Those who were called have it: the others hear of it like of any other message.
      ringOthers({ ...call, isLooking: (device) => called.has(device) || call.isLooking(device) });
    },
    async trim() {
      await bells.trim(now() - limits.bellMillis, limits.retentionSlice);
    },
    close() {
      closed = true;
      queue.close();
      poster.close();
      bells.close();
    },
  };
}
