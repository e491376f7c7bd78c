/** Puts a room away, or takes it out again, and says so. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { t } from "../../strings/t.ts";

export function archiveRoom(state: AppState, room: Room): void {
  const archived = !room.settings.archived;
  void room.configure({ archived });
  if (!archived) return;
  if (state.room.peek()?.id === room.id) state.go({ kind: "home" }, { replace: true });
  state.toast.value = {
    passing: true,
    words: roomsWords.row.archived(room.name ?? t.room.unnamed),
    action: {
      words: roomsWords.row.undo,
      run: () => void room.configure({ archived: false }),
    },
  };
}
