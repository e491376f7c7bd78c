/** Ways to take a room's messages along. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { LateIcon } from "../../ui/late-icons.tsx";
import { canShare, downloadRoom, type ExportKind, shareRoom } from "./export-room.ts";

export function ExportButtons({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const save = (kind: ExportKind) => () => {
    try {
      downloadRoom(room, kind);
      state.toast.value = { words: roomsWords.room.exported };
    } catch {
      state.toast.value = { words: roomsWords.room.exportFailed };
    }
  };
  return (
    <div class="row">
      <button type="button" class="button" onClick={save("text")}>
        <LateIcon name="save" />
        {roomsWords.room.saveText}
      </button>
      <button type="button" class="button" onClick={save("json")}>
        <LateIcon name="save" />
        {roomsWords.room.saveJson}
      </button>
      {canShare(room) && (
        <button type="button" class="button" onClick={() => void shareRoom(room)}>
          <LateIcon name="share" />
          {roomsWords.room.shared}
        </button>
      )}
    </div>
  );
}
