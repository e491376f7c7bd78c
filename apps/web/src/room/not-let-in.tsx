/** What stands in the composer's place where the relay has no such room, or does not let us in. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { ShutRoom } from "./people/shut-room.tsx";

export function NotLetIn({ state, room }: { readonly state: AppState; readonly room: Room }) {
  if (!room.policy.writable) return <ShutRoom state={state} room={room} />;
  const membership = room.membership;
  const noSuchRoom = membership.kind === "no-such-room";
  const closed = membership.kind === "refused" && membership.error === "RoomClosed";
  const title = closed ? late.membership.closed : late.membership.refused;
  return (
    <div class="not-let-in" role="alert">
      <p class="not-let-in-title">{noSuchRoom ? late.membership.noSuchRoom : title}</p>
      <p>{noSuchRoom ? late.membership.noSuchRoomHint : late.membership.refusedHint}</p>
      <div class="row">
        {noSuchRoom && (
          <button
            type="button"
            class="button primary"
            onClick={() => (state.dialog.value = { kind: "words" })}
          >
            {late.membership.tryWords}
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
          {late.membership.forget}
        </button>
      </div>
    </div>
  );
}
