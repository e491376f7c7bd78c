/**
 * Tabs of one browser: the one that holds a Web Lock leads.
 *
 * Hazards: a queued lock request is silent, like a broken one, so the lock is first asked for only
 * if it is free, which answers at once. A held lock keeps a page out of the back-forward cache, so
 * it is let go when the page hides for good and claimed again when it comes back. And a phone
 * suspends tabs in the background with their locks (every scanned code opens one more tab), so a
 * visible follower asks now and then who leads, and takes the lock where nobody answers.
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
  /** Whether somebody looks at this tab: a hidden one never takes the lead from another. */
  readonly isVisible: () => boolean;
  readonly schedule?: Schedule;
  /** A lock manager answers in milliseconds; one that takes this long is broken. */
  readonly deadlineMillis?: number;
}

/** What tabs say among themselves, besides {@link TabMessage}. */
const WHO_LEADS = "who-leads";
const I_LEAD = "i-lead";

/** A tab that runs answers at once; a busy one within this time. */
const ANSWER_MILLIS = 2_000;
/** Pause between two questions of a follower. */
const ASK_MILLIS = 4_000;

/** Never blocks start: the role is told within the deadline, whatever the browser does. */
export function createTabs(options: TabsOptions): Tabs {
  const { name, locks, page, schedule = pageSchedule, deadlineMillis = 1_000 } = options;
  const channel = openChannel(options.createChannel);
  const roleListeners = new Set<(role: "leader" | "follower") => void>();
  const messageListeners = new Set<(message: TabMessage) => void>();
  let role: "leader" | "follower" | undefined;
  let leave: AbortController | undefined;
  let leaderAnswered = false;

  const become = (next: "leader" | "follower"): void => {
    if (role === next) return;
    role = next;
    for (const listener of roleListeners) listener(next);
  };
  const post = (message: unknown): void => {
    try {
      channel?.postMessage(message);
    } catch {
      // A closed channel: the page is going away.
    }
  };

  const claim = async (): Promise<void> => {
    if (leave !== undefined) return;
    const leaving = new AbortController();
    leave = leaving;
    const { signal } = leaving;
    if (locks === undefined || channel === undefined) return become("leader");
    const left = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve());
    });
    /** Settles with whether the lock was granted, and then leads until this page lets go. */
    const take = (how: LockOptions): Promise<boolean> =>
      new Promise((resolve, reject) => {
        let granted = false;
        const asked = locks.request(name, how, (lock) => {
          granted = lock !== null;
          resolve(granted);
          if (granted && !signal.aborted) become("leader");
          return granted ? left : undefined;
        });
        asked.catch((cause: unknown) => {
          if (!granted) return reject(cause);
          // Another tab took the lock while this one was suspended.
          if (leave !== leaving) return;
          letGo();
          become("follower");
          void claim();
        });
      });
    const leadAnyway = (): void => {
      if (!signal.aborted) become("leader");
    };
    const isFree = await withDeadline(() => take({ ifAvailable: true }), deadlineMillis, schedule);
    if (signal.aborted) return;
    if (!isFree.ok) return become("leader");
    if (isFree.value) return;
    become("follower");
    // Stays queued until the leader's tab closes, crashes or lets go.
    take({ signal }).catch(leadAnyway);
    watchLeader(signal, () => void take({ steal: true }).catch(leadAnyway));
  };
  const watchLeader = (signal: AbortSignal, takeOver: () => void): void => {
    const after = (pause: number, run: () => void): void => {
      const stop = schedule(() => {
        signal.removeEventListener("abort", stop);
        if (role === "follower") run();
      }, pause);
      signal.addEventListener("abort", stop);
    };
    const ask = (): void => {
      leaderAnswered = false;
      post({ kind: WHO_LEADS });
      after(ANSWER_MILLIS, () => {
        if (leaderAnswered || !options.isVisible()) after(ASK_MILLIS, ask);
        else takeOver();
      });
    };
    ask();
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

  channel?.addEventListener("message", (event: MessageEvent<unknown>) => {
    const kind = kindOf(event.data);
    if (kind === WHO_LEADS && role === "leader") post({ kind: I_LEAD });
    if (kind === I_LEAD) leaderAnswered = true;
    const message = parseTabMessage(event.data);
    if (message === undefined) return;
    for (const listener of messageListeners) listener(message);
  });
  page.addEventListener("pagehide", onHide);
  page.addEventListener("pageshow", onShow);
  void claim();

  return {
    onRole(listener) {
      roleListeners.add(listener);
      if (role !== undefined) listener(role);
    },
    post,
    onMessage(listener) {
      messageListeners.add(listener);
    },
    close() {
      letGo();
      roleListeners.clear();
      messageListeners.clear();
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

const kindOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;

/** Reads what another tab, maybe of another version, has posted; undefined for what is unknown. */
export function parseTabMessage(value: unknown): TabMessage | undefined {
  const kind = kindOf(value);
  const fields = new Map<string, unknown>(Object.entries(Object(value)));
  const state = fields.get("state");
  if (kind === "connection") return typeof state === "string" ? { kind, state } : undefined;
  if (kind !== "room" && kind !== "entries" && kind !== "outbox" && kind !== "settings") {
    return undefined;
  }
  const room = parseId("RoomId", String(fields.get("room")));
  return room.ok ? { kind, room: room.value } : undefined;
}
