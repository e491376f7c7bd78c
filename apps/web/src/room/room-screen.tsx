/** A room: header, messages, composer. */
import { useEffect } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { lateParts, needLateParts } from "../boot/late-parts.ts";
import { Composer } from "./composer.tsx";
import { clearDesk } from "./desk.ts";
import { MessageList } from "./message-list.tsx";
import { RoomHeader } from "./room-header.tsx";

export function RoomScreen({ state, room }: { readonly state: AppState; readonly room: Room }) {
  void state.changesOf(room.id).value;
  useEffect(() => room.opened(), [room.id]);
  useEffect(() => clearDesk, [room.id]);
  const membership = room.membership;
  const letIn =
    room.policy.writable && (membership.kind === "joined" || membership.kind === "joining");
  const Parts = letIn && room.settings.open !== true ? lateParts.value : needLateParts();
  return (
    <div class="pane room">
      <RoomHeader state={state} room={room} />
      <main class="room-main">
        {Parts !== undefined && <Parts.NoticeBar state={state} />}
        <MessageList state={state} room={room} letIn={letIn} />
        {letIn && Parts && <Parts.ComposerNote state={state} room={room} />}
        {letIn && <Composer state={state} room={room} />}
        {!letIn && Parts !== undefined && <Parts.NotLetIn state={state} room={room} />}
      </main>
    </div>
  );
}
