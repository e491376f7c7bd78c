/** The whole screen: rooms at the side, a room or the poster beside them, and what lies on top. */
import { useEffect } from "preact/hooks";
import { HomeSide } from "./home/home-side.tsx";
import { Poster } from "./home/poster.tsx";
import { RoomScreen } from "./room/room-screen.tsx";
import type { AppState } from "./state.ts";
import { t } from "./strings/t.ts";
import { Dialogs } from "./ui/dialogs.tsx";
import { NoticeBar } from "./ui/notice-bar.tsx";
import { ToastBar } from "./ui/toast-bar.tsx";

export function App({ state }: { readonly state: AppState }) {
  const room = state.room.value;
  const home = room === undefined;
  const name = room === undefined ? undefined : (room.name ?? t.room.unnamed);
  if (room !== undefined) void state.changesOf(room.id).value;
  const lost = home && state.opened.value && state.route.value.kind === "room";
  useEffect(() => {
    // The address of a room this phone does not have.
    if (lost) state.go({ kind: "home" }, { replace: true });
  }, [lost]);
  useEffect(() => {
    document.title = name === undefined ? t.appName : `${name} · ${t.appName}`;
  }, [name]);
  return (
    <>
      <div
        class="shell"
        data-screen={home ? "home" : "room"}
        data-empty={state.rooms.value.length === 0}
        role={home ? "main" : undefined}
        aria-hidden={state.dialog.value === undefined ? undefined : true}
      >
        <HomeSide state={state} />
        {room === undefined ? (
          <div class="pane pane-poster">
            <NoticeBar state={state} />
            <Poster unit={52} />
          </div>
        ) : (
          <RoomScreen key={room.id} state={state} room={room} />
        )}
      </div>
      <Dialogs state={state} />
      <ToastBar state={state} />
      <div class="visually-hidden" aria-live="polite">
        {state.said.value}
      </div>
    </>
  );
}
