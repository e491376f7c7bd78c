/** One room in the list: its band, name, last line, age, and how many are here. */
import type { Room } from "@festival-chat/client";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { bodyText } from "../room/message-name.ts";
import { ageWords } from "../room/festival-time.ts";
import { formatRoute, routeOf } from "../route.ts";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";

function LastLine({ room }: { readonly room: Room }) {
  const draft = room.draft?.text.trim() ?? "";
  if (draft !== "") return <em>{late.home.draft(draft)}</em>;
  if (room.membership.kind === "no-such-room") return <>{late.home.noSuchRoom}</>;
  if (room.last === undefined) return <>{t.room.noMessages}</>;
  return (
    <>
      <bdi>{room.last.mine ? late.home.you : room.last.name}</bdi>
      {": "}
      <bdi>{bodyText(room.last)}</bdi>
    </>
  );
}

export function RoomRow({ state, room }: { readonly state: AppState; readonly room: Room }) {
  void state.changesOf(room.id).value;
  const rooms = state.rooms.value;
  const current = state.room.value?.id === room.id;
  const route = routeOf(room, rooms);
  return (
    <li>
      <a
        class="room-row"
        href={formatRoute(route)}
        aria-current={current ? "page" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          state.go(route);
        }}
      >
        <BandStrip band={bandOf(room.fingerprint)} unit={14} />
        <span class="room-row-text">
          <span class="room-row-name">
            <bdi>{room.name ?? t.room.unnamed}</bdi>
          </span>
          {room.last && (
            <time class="room-row-time" dateTime={new Date(room.last.at).toISOString()}>
              {ageWords(room.last.at, Date.now())}
            </time>
          )}
          <span class="room-row-last">
            <LastLine room={room} />
          </span>
          {room.presence.count > 0 && (
            <span class="room-row-here">{t.room.here(room.presence.count)}</span>
          )}
        </span>
      </a>
    </li>
  );
}
