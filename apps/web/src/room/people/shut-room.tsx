/** What stands in the composer's place where the host lets nobody write, or the room went on elsewhere. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";

interface Words {
  readonly title: string;
  readonly explain: string | undefined;
}

function wordsOf({ policy }: Room, next: Room | undefined): Words {
  const { shut } = peopleWords;
  if (next !== undefined) return { title: shut.moved, explain: shut.movedExplain };
  if (policy.removed) return { title: shut.removed, explain: shut.removedExplain };
  if (policy.movedTo !== undefined) return { title: shut.moved, explain: shut.needCode };
  if (policy.closed) return { title: shut.closed, explain: shut.closedExplain };
  return { title: shut.locked, explain: undefined };
}

export function ShutRoom({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const { policy } = room;
  const { shut } = peopleWords;
  const next = policy.movedTo && state.client.room(policy.movedTo);
  const { title, explain } = wordsOf(room, next);
  const stranded = policy.movedTo !== undefined && next === undefined && !policy.removed;
  return (
    <div class="not-let-in" role="status">
      <p class="not-let-in-title">{title}</p>
      {explain !== undefined && <p>{explain}</p>}
      {(next !== undefined || stranded || policy.removed || policy.closed) && (
        <div class="row">
          {next !== undefined && (
            <button
              type="button"
              class="button primary"
              onClick={() => state.goToRoom(next, { replace: true })}
            >
              {shut.go}
            </button>
          )}
          {policy.closed && (
            <button
              type="button"
              class="button"
              onClick={() => (state.dialog.value = { kind: "menu", room })}
            >
              {shut.save}
            </button>
          )}
          {stranded && (
            <button
              type="button"
              class="button primary"
              onClick={() => (state.dialog.value = { kind: "scan" })}
            >
              {shut.scan}
            </button>
          )}
          {policy.removed && (
            <button
              type="button"
              class="button"
              onClick={() => {
                state.go({ kind: "home" }, { replace: true });
                void state.client.leave(room.id);
              }}
            >
              {shut.forget}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
