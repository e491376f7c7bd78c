/** Rooms by their tags, and one of them with what can be done about it. */
import { useState } from "preact/hooks";
import { parseRoomList, routes } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { countWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Tag, TextField, Trouble, ViewTitle } from "./parts.tsx";
import { formatPlace } from "./place.ts";
import { RoomLine } from "./room-line.tsx";
import { RoomView } from "./room-view.tsx";
import { useLoaded } from "./use-loaded.ts";

const everyMillis = 10_000;

export function RoomsView({ desk }: { readonly desk: Desk }) {
  const { detail } = desk.place.value;
  return detail === "" ? <RoomList desk={desk} /> : <RoomView desk={desk} tag={detail} />;
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
