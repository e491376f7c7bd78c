/** The other rooms of this phone in a row below the head of a room: one tap goes there. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Room, roomOrder } from "@festival-chat/client";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { RoomLink } from "../home/room-link.tsx";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { counted, shortCount } from "./counted.ts";

/** What is new in a room, to the eye and to the ear. */
function New({ room }: { readonly room: Room }) {
  const { count, mentions } = counted(room);
  if (count === 0) return null;
  const calls = mentions > 0;
  const said = [late.announce.count(count), calls ? t.room.mentionsYou : ""].filter(Boolean);
  return (
    <>
      <span class={calls ? "near-count for-me" : "near-count"} aria-hidden="true">
        {calls && "@"}
        {shortCount(count)}
      </span>
      <span class="visually-hidden">{`, ${said.join(", ")}`}</span>
    </>
  );
}

/**
 * Tells the screen around the row that it is there, and whether somebody is writing: styles that look
 * for that themselves (`:has`) would go through the whole list of messages at every key.
 * @returns takes it back
 */
function tellShell(row: HTMLElement | null): (() => void) | undefined {
  const shell = row?.closest<HTMLElement>(".shell");
  if (!shell) return undefined;
  const look = (focused: EventTarget | null): void => {
    const field = focused instanceof Element ? focused.closest(".composer") : null;
    shell.toggleAttribute("data-writing", field !== null);
  };
  const come = ({ target }: FocusEvent): void => look(target);
  const go = ({ relatedTarget }: FocusEvent): void => look(relatedTarget);
  shell.toggleAttribute("data-near", true);
  look(document.activeElement);
  shell.addEventListener("focusin", come);
  shell.addEventListener("focusout", go);
  return () => {
    shell.removeEventListener("focusin", come);
    shell.removeEventListener("focusout", go);
    shell.removeAttribute("data-near");
    shell.removeAttribute("data-writing");
  };
}

/** For screens without a list of rooms beside the room; nothing where there is no other one. */
export function RoomStrip({ state, here }: { readonly state: AppState; readonly here: Room }) {
  const row = useRef<HTMLElement>(null);
  const before = useRef<readonly Room[]>([]);
  const rooms = state.rooms.value;
  const others = rooms.filter(({ id, settings }) => id !== here.id && !settings.archived);
  for (const { id } of others) void state.changesOf(id).value;
  const ranked = roomOrder(others);
  // Nothing changes places under a finger.
  const held = row.current?.matches(":hover, :focus-within") === true;
  const known = held ? before.current.filter((room) => others.includes(room)) : [];
  const shown = [...known, ...ranked.filter((room) => !known.includes(room))];
  before.current = shown;
  const none = shown.length === 0;
  useLayoutEffect(() => tellShell(row.current), [none]);
  if (none) return null;
  return (
    <nav class="near-rooms" aria-label={late.home.rooms} ref={row}>
      <ul>
        {shown.map((room) => (
          <li key={room.id}>
            <RoomLink state={state} room={room}>
              <BandStrip band={bandOf(room.fingerprint)} unit={8} />
              <bdi>{room.name ?? t.room.unnamed}</bdi>
              <New room={room} />
            </RoomLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
