/**
 * Tabs of one browser: the one that holds a Web Lock leads.
 *
 * Hazards: a queued lock request is silent, like a broken one, so the lock is first asked for only
 * if it is free, which answers at once; and a held lock keeps a page out of the back-forward cache,
 * so it is let go when the page hides for good and claimed again when it comes back.
 */
import { parseId } from "@festival-chat/protocol/wire";
import { withDeadline } from "../deadline.ts";
import type { Schedule } from "../link/schedule.ts";
import type { TabMessage, Tabs } from "../ports.ts";
import { pageSchedule } from "./clock.ts";

export interface TabsOptions {
  /** Tabs of one name share a store. */
  readonly name: string;
  /** Undefined on plain http and in old browsers: every tab leads. */
  readonly locks: Pick<LockManager, "request"> | undefined;
  /** May throw or be missing: a tab that cannot hear of changes leads as well. */
  readonly createChannel: (() => BroadcastChannel) | undefined;
  /** The window: its pagehide and pageshow. */
  readonly page: Pick<EventTarget, "addEventListener" | "removeEventListener">;
  readonly schedule?: Schedule;
  /** A lock manager answers in milliseconds; one that takes this long is broken. */
  readonly deadlineMillis?: number;
}

/** Never blocks start: the role is told within the deadline, whatever the browser does. */
export function createTabs(options: TabsOptions): Tabs {
  const { name, locks, page, schedule = pageSchedule, deadlineMillis = 1_000 } = options;
  const channel = openChannel(options.createChannel);
  const roleListeners = new Set<(role: "leader" | "follower") => void>();
  let role: "leader" | "follower" | undefined;
  let leave: AbortController | undefined;

  const become = (next: "leader" | "follower"): void => {
    if (role === next) return;
    role = next;
    for (const listener of roleListeners) listener(next);
  };

  const claim = async (): Promise<void> => {
    if (leave !== undefined) return;
    const leaving = new AbortController();
    leave = leaving;
    const { signal } = leaving;
    if (locks === undefined || channel === undefined) return become("leader");
    const untilLeft = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve());
    });
    const lead = (): Promise<void> => {
      if (!signal.aborted) become("leader");
      return untilLeft;
    };
    const isFree = await withDeadline(
      () =>
        new Promise<boolean>((resolve, reject) => {
          const asked = locks.request(name, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock === null ? undefined : lead();
          });
          asked.catch(reject);
        }),
      deadlineMillis,
      schedule,
    );
    if (signal.aborted) return;
    if (!isFree.ok) return become("leader");
    if (isFree.value) return;
    become("follower");
    try {
      // Stays queued until the leader's tab closes, crashes or lets go.
      await locks.request(name, { signal }, lead);
    } catch {
      if (!signal.aborted) become("leader");
    }
  };
  const letGo = (): void => {
    leave?.abort();
    leave = undefined;
  };
  const onHide = (): void => {
    letGo();
    become("follower");
  };
  const onShow = (): void => void claim();

  page.addEventListener("pagehide", onHide);
  page.addEventListener("pageshow", onShow);
  void claim();

  return {
    onRole(listener) {
      roleListeners.add(listener);
      if (role !== undefined) listener(role);
    },
    post(message) {
      try {
        channel?.postMessage(message);
      } catch {
        // A closed channel: the page is going away.
      }
    },
    onMessage(listener) {
      channel?.addEventListener("message", (event: MessageEvent<unknown>) => {
        const message = parseTabMessage(event.data);
        if (message !== undefined) listener(message);
      });
    },
    close() {
      letGo();
      roleListeners.clear();
      page.removeEventListener("pagehide", onHide);
      page.removeEventListener("pageshow", onShow);
      channel?.close();
    },
  };
}

function openChannel(create: TabsOptions["createChannel"]): BroadcastChannel | undefined {
  try {
    return create?.();
  } catch {
    return undefined;
  }
}

/** Reads what another tab, maybe of another version, has posted; undefined for what is unknown. */
export function parseTabMessage(value: unknown): TabMessage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const kind = fields.get("kind");
  const state = fields.get("state");
  if (kind === "connection") return typeof state === "string" ? { kind, state } : undefined;
  if (kind !== "room" && kind !== "entries" && kind !== "outbox") return undefined;
  const room = parseId("RoomId", String(fields.get("room")));
  return room.ok ? { kind, room: room.value } : undefined;
}
