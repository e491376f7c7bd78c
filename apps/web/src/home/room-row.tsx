/** One room in a list: its band, what it is, its last line, its age, and how much of it is new. */
import type { Room } from "@festival-chat/client";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { shortCount } from "../reach/counted.ts";
import { ageWords } from "../room/festival-time.ts";
import { bodyText } from "../room/message-name.ts";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";
import { Icon } from "../ui/icons.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { RoomLink } from "./room-link.tsx";
import { roomSignWords } from "./room-sign-words.ts";

const Star = () => (
  <span class="star">
    <LateIcon name="star" />
  </span>
);

/** Reads no signal itself: one that does is not drawn again with its row. */
function LastLine({ room }: { readonly room: Room; readonly drafts: number }) {
  const { draft, last, membership, policy } = room;
  const typed = draft?.text.trim() ?? "";
  if (typed !== "") return <em>{late.home.draft(typed)}</em>;
  if (membership.kind === "no-such-room") return <>{roomsWords.list.noSuchRoom}</>;
  if (last === undefined) return <>{policy.closed ? roomsWords.list.closed : t.room.noMessages}</>;
  return (
    <>
      <bdi>{last.mine ? late.home.you : last.name}</bdi>
      {": "}
      <bdi>{bodyText(last)}</bdi>
    </>
  );
}

/** How much is new: "@" where somebody calls, pale where the room was muted. */
function UnreadPill({ room: { unread, settings } }: { readonly room: Room }) {
  if (unread.count === 0) return null;
  const calm = settings.archived || settings.notify === "none";
  const calls = unread.mentions > 0 && !calm;
  return (
    <span class={calm ? "pill calm" : "pill"} aria-hidden="true">
      {calls && <b>@</b>}
      {shortCount(unread.count)}
    </span>
  );
}

export interface RoomRowProps {
  readonly state: AppState;
  readonly room: Room;
  /** After it was gone to. */
  readonly onGo?: (() => void) | undefined;
  /** Without a button for the rest. */
  readonly bare?: boolean;
}

export function RoomRow({ state, room, onGo, bare = false }: RoomRowProps) {
  void state.changesOf(room.id).value;
  const { settings, last } = room;
  const current = state.room.value?.id === room.id;
  const name = room.name ?? t.room.unnamed;
  return (
    <li class={bare ? "room-card" : "room-card has-more"} data-current={current}>
      <RoomLink state={state} room={room} class="room-row" onGo={onGo}>
        <BandStrip band={bandOf(room.fingerprint)} unit={12} />
        <span class="room-row-text">
          <span class="room-row-name">
            {settings.open !== undefined && <Icon name={settings.open ? "open" : "lock"} />}
            <bdi>{name}</bdi>
            <span class="visually-hidden">{`, ${roomSignWords(room)},`}</span>
            {settings.favourite && <Star />}
            {settings.notify === "none" && <LateIcon name="muted" />}
          </span>
          {last && (
            <time class="room-row-time" dateTime={new Date(last.at).toISOString()}>
              {ageWords(last.at, Date.now())}
            </time>
          )}
          <span class="room-row-last">
            <LastLine room={room} drafts={state.drafts.value} />
          </span>
          <UnreadPill room={room} />
        </span>
      </RoomLink>
      {!bare && (
        <button
          type="button"
          class="icon-button room-more"
          aria-label={roomsWords.list.more(name)}
          aria-haspopup="dialog"
          onClick={() => (state.dialog.value = { kind: "row", room })}
        >
          <LateIcon name="more" />
        </button>
      )}
    </li>
  );
}
