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
  /**
   * Pushes an announcement to everybody, or to the rooms that it names: once to each browser.
   * @param frame bytes of an announcement frame (SPEC N7)
   */
  announce(announcement: PushedAnnouncement): Promise<void>;
  /** Ends every subscription of a room that was deleted. */
  forgetRoom(room: RoomId): Promise<void>;
  /** Removes subscriptions that nobody renewed. */
  trim(): Promise<void>;
  close(): void;
}

/** An announcement on its way to browsers that are closed. */
export interface PushedAnnouncement {
  /** A later revision replaces it at the push service. */
  readonly id: string;
  readonly frame: Uint8Array;
  readonly rooms: readonly RoomId[];
  readonly until: Millis;
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

  /** Queues one push; its body is made when its turn has come. */
  function queuePush(
    bell: Bell,
    what: { readonly topic: string; readonly until: Millis; readonly urgent: boolean },
    plain: () => Uint8Array,
  ): void {
    const url = new URL(bell.endpoint);
    const { topic, until, urgent } = what;
    queue.add(
      {
        service: url.origin,
        until,
        send: () =>
          poster.post({
            url,
            headers: {
              Authorization: identity.authorization(url.origin, now()),
              "Content-Encoding": "aes128gcm",
              "Content-Type": "application/octet-stream",
              TTL: Math.max(1, Math.round((until - now()) / 1_000)),
              Topic: identity.topic(topic),
              Urgency: urgent ? "high" : "normal",
            },
            body: encryptPush(plain(), bell),
          }),
        gone: () => void bells.forget(bell.endpoint),
      },
      urgent,
    );
  }

  function pushTo(bell: Bell, call: Call, isCalled: boolean): void {
    const { room, envelope } = call;
    // A call that was not delivered yet is not replaced by what came after it.
    const topic = `${room}/${bell.device}/${isCalled}`;
    const until = now() + limits.pushLifeMillis;
    queuePush(bell, { topic, until, urgent: isCalled }, () =>
      encodePushPayload({ room, called: isCalled, envelope }),
    );
  }

  /** Every bell that an announcement is for, page by page; a browser in many rooms may come again. */
  async function* bellsOf(rooms: readonly RoomId[]): AsyncGenerator<Bell> {
    if (rooms.length === 0) {
      for (let after = ""; !closed;) {
        const page = await bells.everywhere(after, pageBells);
        if (!page.ok) return metrics.add("pushes_shed");
        yield* page.value;
        after = page.value.at(-1)?.endpoint ?? after;
        if (page.value.length < pageBells) return;
      }
    }
    for (const room of rooms) {
      for (let after: DeviceTag | undefined; !closed;) {
        const page = await bells.page(room, after, pageBells);
        if (!page.ok) return metrics.add("pushes_shed");
        yield* page.value;
        after = page.value.at(-1)?.device;
        if (page.value.length < pageBells) break;
      }
    }
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
    async announce({ id, frame, rooms, until }) {
      const told = new Set<string>();
      for await (const bell of bellsOf(rooms)) {
        if (closed) return;
        if (told.has(bell.endpoint)) continue;
        told.add(bell.endpoint);
        const topic = `announcement/${id}/${bell.endpoint}`;
        const end = Math.min(until, now() + limits.pushLifeMillis);
        queuePush(bell, { topic, until: end, urgent: true }, () => frame);
        await queue.half();
      }
    },
    async forgetRoom(room) {
      for (;;) {
        const page = await bells.page(room, undefined, pageBells);
        if (!page.ok || page.value.length === 0) return;
        for (const { device } of page.value) {
          if (!(await bells.remove(room, device)).ok) return;
        }
      }
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
