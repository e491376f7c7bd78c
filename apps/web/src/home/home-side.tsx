/** The rooms of this phone and the three ways into another one. */
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";
import { ConnectionStatus } from "../connection/connection-status.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { Icon } from "../ui/icons.tsx";
import { Poster } from "./poster.tsx";
import { RoomRow } from "./room-row.tsx";

export function HomeSide({ state }: { readonly state: AppState }) {
  const home = state.room.value === undefined && state.route.value.kind === "home";
  const rooms = state.rooms.value;
  const environment = state.environment.value;
  return (
    <div
      class="side"
      role={home ? undefined : "navigation"}
      aria-label={home ? undefined : t.home.rooms}
    >
      <div class="side-head">
        <h1 class="wordmark" tabIndex={-1}>
          {t.appName}
          {environment !== undefined && environment !== "production" && (
            <span class="environment">{t.environment(environment)}</span>
          )}
        </h1>
        {home && <ConnectionStatus state={state} />}
        <ThemeToggle />
      </div>
      {rooms.length > 0 && (
        <ul class="rooms" aria-label={t.home.rooms}>
          {rooms.map((room) => (
            <RoomRow key={room.id} state={state} room={room} />
          ))}
        </ul>
      )}
      {rooms.length === 0 && state.opened.value && (
        <>
          {home && <Poster />}
          <p class="side-empty">{t.home.none}</p>
        </>
      )}
      <div class="verbs">
        <button
          type="button"
          class="button primary"
          onClick={() => (state.dialog.value = { kind: "start" })}
        >
          <Icon name="plus" />
          {t.home.start}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => (state.dialog.value = { kind: "scan" })}
        >
          <Icon name="scan" />
          {t.home.scan}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => (state.dialog.value = { kind: "words" })}
        >
          <Icon name="words" />
          {t.home.words}
        </button>
      </div>
    </div>
  );
}
