/** A room: header, messages, composer. */
import { useEffect } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";
import { NoticeBar } from "../ui/notice-bar.tsx";
import { Composer } from "./composer.tsx";
import { MessageList } from "./message-list.tsx";
import { RoomHeader } from "./room-header.tsx";

function NotLetIn({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const membership = room.membership;
  const noSuchRoom = membership.kind === "no-such-room";
  const closed = membership.kind === "refused" && membership.error === "RoomClosed";
  const title = closed ? t.membership.closed : t.membership.refused;
  return (
    <div class="not-let-in" role="alert">
      <p class="not-let-in-title">{noSuchRoom ? t.membership.noSuchRoom : title}</p>
      <p>{noSuchRoom ? t.membership.noSuchRoomHint : t.membership.refusedHint}</p>
      <div class="row">
        {noSuchRoom && (
          <button
            type="button"
            class="button primary"
            onClick={() => (state.dialog.value = { kind: "words" })}
          >
            {t.membership.tryWords}
          </button>
        )}
        <button
          type="button"
          class="button"
          onClick={() => {
            state.go({ kind: "home" }, { replace: true });
            void state.client.leave(room.id);
          }}
        >
          {t.membership.forget}
        </button>
      </div>
    </div>
  );
}

export function RoomScreen({ state, room }: { readonly state: AppState; readonly room: Room }) {
  void state.changesOf(room.id).value;
  useEffect(() => room.opened(), [room.id]);
  const membership = room.membership;
  const letIn = membership.kind === "joined" || membership.kind === "joining";
  return (
    <div class="pane room">
      <RoomHeader state={state} room={room} />
      <main class="room-main">
        <NoticeBar state={state} />
        <MessageList state={state} room={room} />
        {letIn ? <Composer state={state} room={room} /> : <NotLetIn state={state} room={room} />}
      </main>
    </div>
  );
}
