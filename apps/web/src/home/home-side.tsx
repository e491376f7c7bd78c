/** The rooms of this phone and the three ways into another one. */
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";
import { ConnectionStatus } from "../connection/connection-status.tsx";
import { NoticeBar } from "../ui/notice-bar.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { OpenRooms } from "./open-rooms.tsx";
import { Poster } from "./poster.tsx";
import { RoomList } from "./room-list.tsx";
import { ScanButton, WordsButton } from "./verb-buttons.tsx";

export function HomeSide({ state }: { readonly state: AppState }) {
  const home = state.room.value === undefined && state.route.value.kind === "home";
  const rooms = state.rooms.value;
  const environment = state.environment.value;
  return (
    <div
      class="side"
      role={home ? undefined : "navigation"}
      aria-label={home ? undefined : late.home.rooms}
    >
      <div class="side-head">
        <h1 class="wordmark" tabIndex={-1}>
          {t.appName}
          {environment !== undefined && environment !== "production" && (
            <span class="environment">{environment}</span>
          )}
        </h1>
        {home && rooms.length > 0 && <ConnectionStatus state={state} />}
        <ThemeToggle />
        <button
          type="button"
          class="icon-button"
          aria-label={roomsWords.list.settings}
          aria-haspopup="dialog"
          onClick={() => (state.dialog.value = { kind: "settings" })}
        >
          <LateIcon name="gear" />
        </button>
      </div>
      {home && <NoticeBar state={state} />}
      {rooms.length > 0 && <RoomList state={state} />}
      {rooms.length === 0 && state.opened.value && (
        <>
          {home && <Poster />}
          <p class="side-empty">{late.home.none}</p>
          <OpenRooms state={state} joined={[]} />
        </>
      )}
      <div class="verbs">
        <button
          type="button"
          class="button primary"
          onClick={() => (state.dialog.value = { kind: "start" })}
        >
          <LateIcon name="plus" />
          {late.home.start}
        </button>
        <ScanButton state={state} />
        <WordsButton state={state} />
        {rooms.length === 0 && state.opened.value && (
          <button
            type="button"
            class="text-button"
            onClick={() => (state.dialog.value = { kind: "take", from: undefined })}
          >
            {late.home.otherPhone}
          </button>
        )}
      </div>
    </div>
  );
}

/** What stands beside the rooms on a wide screen while none is open. */
export function PosterPane({ state }: { readonly state: AppState }) {
  return (
    <div class="pane pane-poster">
      <NoticeBar state={state} />
      <Poster unit={52} />
    </div>
  );
}
