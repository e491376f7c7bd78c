/** Free space: which rooms fill this phone, and how to be rid of them. */
import { useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { byteWords } from "../room/settings/byte-words.ts";
import type { AppState } from "../state.ts";
import { checkWords as words } from "../strings/check-words.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";

function SpaceRow({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const [asked, setAsked] = useState(false);
  const { messages, bytes } = room.size;
  return (
    <li class="space-row">
      <span class="space-name">
        <bdi>{room.name ?? t.room.unnamed}</bdi>
      </span>
      <span class="space-size">{words.space.holds(messages, byteWords(bytes))}</span>
      {asked ? (
        <button
          type="button"
          class="button danger"
          onClick={() => void state.client.leave(room.id)}
        >
          {words.space.sure}
        </button>
      ) : (
        <button type="button" class="button" onClick={() => setAsked(true)}>
          {words.space.leave}
        </button>
      )}
    </li>
  );
}

export function SpaceDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const rooms = [...state.rooms.value].sort((a, b) => b.size.bytes - a.size.bytes);
  return (
    <DialogFrame name={words.space.title} onClose={close}>
      <p>{words.space.explain}</p>
      {rooms.length > 0 && (
        <>
          <p class="explain">{words.space.rooms}</p>
          <ul class="checks">
            {rooms.map((room) => (
              <SpaceRow key={room.id} state={state} room={room} />
            ))}
          </ul>
        </>
      )}
    </DialogFrame>
  );
}
