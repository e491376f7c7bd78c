/** Rooms by their tags, and one of them with what can be done about it. */
import { useState } from "preact/hooks";
import { parseRoomList, type RoomFigures, routes } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { countWords, sizeWords, timeWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Tag, TextField, Trouble, ViewTitle } from "./parts.tsx";
import { formatPlace } from "./place.ts";
import { RoomView } from "./room-view.tsx";
import { useLoaded } from "./use-loaded.ts";

const everyMillis = 10_000;

export function RoomsView({ desk }: { readonly desk: Desk }) {
  const { detail } = desk.place.value;
  return detail === "" ? <RoomList desk={desk} /> : <RoomView desk={desk} tag={detail} />;
}

/** What a room is, in one line. */
export function RoomLine({ room, now }: { readonly room: RoomFigures; readonly now: number }) {
  const words = consoleWords.rooms;
  return (
    <p class="desk-line">
      {room.state !== "open" && <strong class="desk-chip">{words.state[room.state]}</strong>}
      {room.slowSeconds > 0 && <strong class="desk-chip">{words.slow(room.slowSeconds)}</strong>}
      <span>{words.links(countWords(room.links))}</span>
      <span>{words.messages(countWords(room.messages))}</span>
      <span>{sizeWords(room.bytes)}</span>
      {room.lastActiveAt > 0 && <span>{words.active(timeWords(room.lastActiveAt, now))}</span>}
    </p>
  );
}

function RoomList({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.rooms;
  const [search, setSearch] = useState("");
  const list = useLoaded(() => desk.api.get(routes.rooms, parseRoomList), everyMillis);
  const wanted = search.trim().toLowerCase();
  const all = list.value?.rooms ?? [];
  const rooms = all.filter(
    ({ tag, name }) => tag.includes(wanted) || (name ?? "").toLowerCase().includes(wanted),
  );
  return (
    <div class="desk-view">
      <ViewTitle title={words.title} />
      <p class="explain">{words.explain}</p>
      <TextField words={words.search} type="search" value={search} change={setSearch} />
      <Trouble fault={list.fault} reload={() => void list.reload()} />
      {list.value === undefined && list.fault === undefined && (
        <p class="explain">{consoleWords.loading}</p>
      )}
      {list.value !== undefined && (
        <p class="explain" role="status">
          {all.length === 0
            ? words.empty
            : rooms.length === 0
              ? words.none
              : words.total(rooms.length, countWords(list.value.total))}
        </p>
      )}
      <ul class="desk-list">
        {rooms.map((room) => (
          <li key={room.tag}>
            <a class="desk-row" href={formatPlace({ view: "rooms", detail: room.tag })}>
              <span class="desk-row-head">
                {room.name !== null && <bdi>{room.name}</bdi>}
                <Tag tag={room.tag} />
              </span>
              <RoomLine room={room} now={desk.now()} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
