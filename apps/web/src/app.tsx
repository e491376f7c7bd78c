/** The whole screen: rooms at the side, a room or the poster beside them, and what lies on top. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { wideScreen } from "./boot/wide-screen.ts";
import { homeParts, lateParts, loadHomeParts, loadLateParts } from "./boot/late-parts.ts";
import { RoomScreen } from "./room/room-screen.tsx";
import type { AppState } from "./state.ts";
import { t } from "./strings/t.ts";

/** What the page itself shows before any script: it stays until there is more. */
function Opening() {
  return (
    <div class="opening">
      <div class="opening-band" />
      <p class="wordmark">{t.appName}</p>
    </div>
  );
}

export function App({ state }: { readonly state: AppState }) {
  const room = state.room.value;
  const home = room === undefined;
  const Parts = lateParts.value;
  const Home = homeParts.value;
  const wide = wideScreen.value;
  const lost = home && state.opened.value && state.route.value.kind === "room";
  useEffect(() => {
    // The address of a room this phone does not have.
    if (lost) state.go({ kind: "home" }, { replace: true });
  }, [lost]);
  const ask = async (load: () => Promise<boolean>, wanted: boolean): Promise<void> => {
    if ((await load()) || !wanted) return;
    state.dialog.value = undefined;
    state.toast.value = { words: t.notice.loadFailed };
  };
  const left = useRef("");
  useLayoutEffect(() => {
    // Going back, the focus is on the room one comes from.
    if (home) document.querySelector<HTMLElement>(`a[href="${left.current}"]`)?.focus();
    else left.current = location.pathname;
  }, [home, Home]);
  const opened = state.opened.value;
  const lamp = state.line.value?.lamp;
  useEffect(() => {
    // Until what the phone has is loaded, an address may be one of a room.
    if (opened && (home || wide)) void ask(loadHomeParts, home);
  }, [opened, home, wide, lamp]);
  const asked = state.dialog.value !== undefined;
  const due =
    (opened && home) ||
    state.toast.value !== undefined ||
    state.notices.value.length > 0 ||
    state.rooms.value.length > 1 ||
    lamp === "waiting" ||
    lamp === "refused";
  useEffect(() => {
    if (asked || due) void ask(loadLateParts, asked);
  }, [asked, due]);
  return (
    <>
      <div
        class="shell"
        data-screen={home ? "home" : "room"}
        data-empty={state.rooms.value.length === 0}
        role={home ? "main" : undefined}
        aria-hidden={state.dialog.value === undefined ? undefined : true}
      >
        {Home === undefined && home && <Opening />}
        {Home !== undefined && (home || wide) && <Home.HomeSide state={state} />}
        {room !== undefined && <RoomScreen key={room.id} state={state} room={room} />}
        {home && Home !== undefined && <Home.PosterPane state={state} />}
      </div>
      {Parts !== undefined ? (
        <Parts.Overlays state={state} />
      ) : (
        <p class="problem" role="alert">
          {state.toast.value?.words}
        </p>
      )}
      <div class="visually-hidden" aria-live="polite">
        {state.said.value}
      </div>
    </>
  );
}
