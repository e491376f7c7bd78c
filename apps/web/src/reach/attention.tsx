/**
 * Calls for attention: the title, the icon of the app, news of other rooms, the voice of a screen
 * reader; and knows the keys that go to another room.
 */
import { useEffect } from "preact/hooks";
import { speakNews } from "../announce/speak-news.ts";
import { thrifty, sounds } from "../boot/preferences.ts";
import { loadHomeParts } from "../boot/late-parts.ts";
import { sparing } from "../room/desk.ts";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import reachStyles from "../style/reach.css?url";
import { lateStyles } from "../ui/late-styles.ts";
import { countedIn, shortCount } from "./counted.ts";
import { knowOpenRooms } from "./know-open-rooms.ts";
import { newsView } from "./latest-news.ts";
import { listenForRoomKeys } from "./room-keys.ts";

/** A number on the icon where there is one; nobody waits for the answer. */
function markIcon(count: number): void {
  try {
    const { setAppBadge } = navigator;
    setAppBadge?.call(navigator, count).catch(() => undefined);
  } catch {
    // Not here, or not allowed.
  }
}

/** Shows nothing itself. */
export function Attention({ state }: { readonly state: AppState }) {
  const rooms = state.rooms.value;
  for (const { id } of rooms) void state.changesOf(id).value;
  const { count } = countedIn(rooms);
  const room = state.room.value;
  const name = room && (room.name ?? t.room.unnamed);
  useEffect(() => {
    const title = name === undefined ? t.appName : `${name} · ${t.appName}`;
    document.title = count === 0 ? title : late.reach.title(shortCount(count), title);
  }, [name, count]);
  useEffect(() => markIcon(count), [count]);

  useEffect(() => speakNews(state), []);
  useEffect(() => listenForRoomKeys(state), []);
  const saving = thrifty.value;
  useEffect(() => {
    sparing.value = saving;
    state.client.setLowData(saving);
  }, [saving]);
  const config = state.config.value;
  useEffect(() => knowOpenRooms(rooms, config), [rooms, config]);

  const wanted = rooms.length > 1 || sounds.value === "on";
  useEffect(() => {
    if (!wanted) return;
    let stop = (): void => undefined;
    let over = false;
    // Without signal there is no news either; the next start tries again.
    Promise.all([
      import("./hear-news.ts"),
      import("./elsewhere.tsx"),
      lateStyles(reachStyles),
    ]).then(
      ([{ hearNews }, { Elsewhere }]) => {
        if (over) return;
        stop = hearNews(state);
        newsView.value = Elsewhere;
      },
      () => undefined,
    );
    return () => {
      over = true;
      stop();
    };
  }, [wanted]);
  useEffect(() => {
    // With the first touch: whoever goes back finds the rooms, also where the signal ended meanwhile.
    const load = (): void => void loadHomeParts();
    addEventListener("pointerdown", load, { once: true, passive: true });
    addEventListener("keydown", load, { once: true });
    return () => {
      removeEventListener("pointerdown", load);
      removeEventListener("keydown", load);
    };
  }, []);
  return null;
}
