/**
 * Reaching this phone: one for the page, made by whoever needs it first. Whatever the browser lacks
 * or refuses, the app goes on as if nobody had asked.
 */
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { late } from "./late-answer.ts";
import { askPermission, type PushAbility, pushAbility } from "./push-browser.ts";
import { createPushDesk, type PushDesk } from "./push-desk.ts";
import { setWish, wishOf } from "./wishes.ts";

/** What came of wanting to be buzzed. */
export type TurnedOn = "on" | "denied" | "install" | "missing" | "failed" | "unavailable";

/** What this phone wants and may do, whenever it is asked. */
export interface Reachability {
  ability(): PushAbility;
  /** Whether this phone wants to buzz for a room, and may. */
  isOn(room: Room): boolean;
}

export interface Reach extends Reachability {
  readonly desk: PushDesk;
  /** Another object whenever its answers could have changed. */
  readonly now: ReadonlySignal<Reachability>;
  /** Call it right in a tap: browsers ask only then. */
  turnOn(room: Room): Promise<TurnedOn>;
  turnOff(room: Room): Promise<void>;
  /** Something may have changed outside: another tab, the browser's settings. */
  refresh(): void;
}

const configMillis = 5_000;

/** The relay's push key. "none" where it pushes to nobody; undefined without an answer. */
async function askPushKey(): Promise<string | undefined> {
  const answer = await late(async (): Promise<unknown> => {
    const response = await fetch("/config.json");
    return response.json();
  }, configMillis);
  if (typeof answer !== "object" || answer === null || !("pushKey" in answer)) return undefined;
  const { pushKey } = answer;
  if (pushKey === null) return "none";
  return typeof pushKey === "string" && /^[\w-]{80,100}$/u.test(pushKey) ? pushKey : undefined;
}

const made = new WeakMap<AppState, Reach>();

/** The page's own. */
export function reachOf(state: AppState): Reach {
  const known = made.get(state);
  if (known !== undefined) return known;
  const fresh = createReach(state);
  made.set(state, fresh);
  return fresh;
}

function createReach(state: AppState): Reach {
  const answers: Reachability = {
    ability: pushAbility,
    isOn: (room) => wishOf(room.id) === "yes" && pushAbility() === "granted",
  };
  const now = signal(answers);
  let key: string | undefined;
  const pushKey = async (): Promise<string | undefined> => (key ??= await askPushKey());
  const desk = createPushDesk({
    rooms: () => state.client.rooms(),
    pushKey,
    isLookedAt: () => document.visibilityState === "visible",
    now: Date.now,
  });
  const changed = (): void => {
    now.value = { ...answers };
  };

  async function subscribe(): Promise<TurnedOn> {
    if ((await pushKey()) === "none") return "unavailable";
    return (await desk.subscribe()) ? "on" : "failed";
  }

  return {
    desk,
    ...answers,
    now,
    async turnOn(room) {
      const before = pushAbility();
      const ability = before === "askable" ? await askPermission() : before;
      changed();
      switch (ability) {
        case "denied":
        case "install":
        case "missing":
          return ability;
        case "askable":
          // Closed without an answer: the same question may be asked again.
          return "denied";
        case "granted": {
          const subscribed = await subscribe();
          if (subscribed !== "on") return subscribed;
          setWish(room.id, "yes");
          changed();
          await desk.reconcile();
          return "on";
        }
      }
    },
    async turnOff(room) {
      setWish(room.id, "no");
      changed();
      await desk.reconcile();
    },
    refresh: changed,
  };
}
