/**
 * Nearby on this phone: whether it is on, and the links of the room on the screen. One tab of a browser
 * has them; another tab would be a second phone with the same name.
 */
import { effect, signal } from "@preact/signals";
import { type NearbyRoom, startNearby } from "@festival-chat/client/nearby";
import type { Room } from "@festival-chat/client";
import { remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { thrifty } from "../boot/preferences.ts";
import type { AppState } from "../state.ts";
import { nearbyWords } from "../strings/nearby-words.ts";
import styles from "../style/nearby.css?url";
import { lateStyles } from "../ui/late-styles.ts";
import { ComposerHint } from "./composer-hint.tsx";
import { isNearby, NearbyLine } from "./nearby-line.tsx";
import { nearbySigns } from "./nearby-signs.ts";
import { holders, isOn, links, nobody, saves, view } from "./nearby-state.ts";
import { PassedMark } from "./passed-mark.tsx";
import { watchBattery } from "./watch-battery.ts";

const batteryLow = signal(false);
let running = false;

/** A tab that has links keeps the others from having them too. Without locks each has its own. */
function once(run: () => void): void {
  const locks: LockManager | undefined = "locks" in navigator ? navigator.locks : undefined;
  if (locks === undefined) return run();
  try {
    void locks
      .request("festival-chat-nearby", () => {
        run();
        return new Promise<never>(() => undefined);
      })
      .catch(run);
  } catch {
    run();
  }
}

/** Runs as long as the page: what it does follows {@link isOn} and the room on the screen. */
export function runNearby(state: AppState): void {
  if (running) return;
  running = true;
  once(() => {
    void lateStyles(styles).catch(() => undefined);
    const title = (): string => nearbyWords.title;
    nearbySigns.value = { isNearby, title, NearbyLine, PassedMark, ComposerHint };
    watchBattery((low) => (batteryLow.value = low));
    effect(() => {
      // Where no room is shown, the links of the last one stay.
      const room = isOn.value ? (state.room.value ?? links.peek()?.room) : undefined;
      if (room?.id !== wanted?.id) follow(state, room);
    });
    effect(() => {
      links.value?.saveBattery(saves.value || batteryLow.value || thrifty.value);
    });
  });
}

let wanted: Room | undefined;

function follow(state: AppState, room: Room | undefined): void {
  wanted = room;
  links.peek()?.close();
  links.value = undefined;
  view.value = nobody;
  if (room !== undefined) void begin(state, room);
}

async function begin(state: AppState, room: Room): Promise<void> {
  const isWanted = (): boolean => wanted === room;
  const tellPassed = (): void => {
    holders.value = (message) => links.peek()?.passage(message).holders.length ?? 0;
  };
  // It tells of changes while it is still being started.
  let started: NearbyRoom | undefined = undefined;
  const starting = startNearby({
    client: state.client,
    room,
    nearby: (ports) => state.client.nearby(room.id, ports),
    config: () => state.config.peek(),
    changed() {
      if (started !== undefined && isWanted()) view.value = started.view;
    },
    passed: tellPassed,
  });
  started = await starting.catch(() => undefined);
  if (started === undefined) {
    // Its late parts are not here yet, or could not be loaded.
    if (isWanted()) setTimeout(() => isWanted() && void begin(state, room), 2_000);
    return;
  }
  if (!isWanted()) return started.close();
  links.value = started;
  view.value = started.view;
  tellPassed();
}

/** After a tap: nothing of it runs, and nobody is asked for anything, before. */
export function turnOn(state: AppState): void {
  remember(lateMemoryKeys.nearby, "on");
  isOn.value = true;
  runNearby(state);
}
