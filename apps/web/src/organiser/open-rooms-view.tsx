/** Rooms that every phone lists: their order, their names, and a poster for each. */
import { useState } from "preact/hooks";
import {
  type OpenRoomEntry,
  type OpenRoomList,
  parseOpenRoomList,
  routes,
} from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { LateIcon } from "../ui/late-icons.tsx";
import type { Desk } from "./desk.ts";
import { moved } from "./moved.ts";
import { OpenRoomDialog } from "./open-room-dialog.tsx";
import { Trouble, ViewTitle } from "./parts.tsx";
import { RoomPoster } from "./room-poster.tsx";
import { useLoaded } from "./use-loaded.ts";

type Listed = OpenRoomList["rooms"][number];
type Open =
  | { readonly kind: "edit"; readonly at: number }
  | { readonly kind: "poster"; readonly at: number };

export function OpenRoomsView({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.open;
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const list = useLoaded(() => desk.api.get(routes.openRooms, parseOpenRoomList));
  const rooms = list.value?.rooms ?? [];
  const save = async (next: readonly OpenRoomEntry[]) => {
    const body = { rooms: next.map(({ name, link, closed }) => ({ name, link, closed })) };
    const answer = await desk.api.post(routes.setOpenRooms, parseOpenRoomList, body);
    if (!answer.ok) return answer.error;
    list.set(answer.value);
    desk.tell(words.saved);
    return undefined;
  };
  const saveNow = (next: readonly OpenRoomEntry[]): void =>
    void save(next).then((fault) => fault && desk.complain(fault));
  const room = open && rooms[open.at];
  const remove = (at: number, name: string): void => {
    desk.question.value = {
      title: consoleWords.confirm.roomRemove(name),
      what: consoleWords.confirm.roomRemoveWhat,
      act: words.remove,
      isDangerous: true,
      needsProof: false,
      run: () => save(rooms.filter((_, other) => other !== at)),
    };
  };
  return (
    <div class="desk-view">
      <ViewTitle title={words.title} />
      <p class="explain">{words.explain}</p>
      <button
        type="button"
        class="button primary"
        onClick={() => setOpen({ kind: "edit", at: rooms.length })}
      >
        {words.add}
      </button>
      <Trouble fault={list.fault} reload={() => void list.reload()} />
      {list.value !== undefined && rooms.length === 0 && <p class="explain">{words.none}</p>}
      <ol class="desk-list">
        {rooms.map((one, at) => (
          <li key={one.link} class="desk-card">
            <p class="desk-row-head">
              <bdi>{one.name}</bdi>
            </p>
            {(one.closed || one.fixed) && (
              <p class="desk-line">
                {one.closed && <strong class="desk-chip">{words.closed}</strong>}
                {one.fixed && <span>{words.fixed}</span>}
              </p>
            )}
            <div class="row desk-small-acts">
              <Order
                rooms={rooms}
                at={at}
                room={one}
                move={(to) => saveNow(moved(rooms, at, to))}
              />
              <button
                type="button"
                class="button"
                aria-label={`${words.edit}: ${one.name}`}
                onClick={() => setOpen({ kind: "edit", at })}
              >
                {words.edit}
              </button>
              <button
                type="button"
                class="button"
                aria-label={`${one.closed ? words.show : words.hide}: ${one.name}`}
                onClick={() =>
                  saveNow(
                    rooms.map((other) =>
                      other === one ? { ...other, closed: !one.closed } : other,
                    ),
                  )
                }
              >
                {one.closed ? words.show : words.hide}
              </button>
              <button
                type="button"
                class="button"
                aria-label={`${words.poster}: ${one.name}`}
                onClick={() => setOpen({ kind: "poster", at })}
              >
                {words.poster}
              </button>
              {!one.fixed && (
                <button
                  type="button"
                  class="button danger"
                  aria-label={`${words.remove}: ${one.name}`}
                  onClick={() => remove(at, one.name)}
                >
                  {words.remove}
                </button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {open?.kind === "edit" && (
        <OpenRoomDialog
          room={room}
          close={() => setOpen(undefined)}
          save={(next) =>
            save(
              room === undefined
                ? [...rooms, next]
                : rooms.map((other) => (other === room ? next : other)),
            )
          }
        />
      )}
      {open?.kind === "poster" && room !== undefined && (
        <RoomPoster room={room} close={() => setOpen(undefined)} />
      )}
    </div>
  );
}

function Order({
  rooms,
  at,
  room,
  move,
}: {
  readonly rooms: readonly Listed[];
  readonly at: number;
  readonly room: Listed;
  readonly move: (to: number) => void;
}) {
  const words = consoleWords.open;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={words.up(room.name)}
        disabled={at === 0}
        onClick={() => move(at - 1)}
      >
        <LateIcon name="up" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={words.down(room.name)}
        disabled={at === rooms.length - 1}
        onClick={() => move(at + 1)}
      >
        <LateIcon name="down" />
      </button>
    </>
  );
}
