/** Another name in a room. */
import { useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { memoryKeys, remember } from "../../boot/device-memory.ts";
import type { AppState } from "../../state.ts";
import { roomsWords } from "../../strings/rooms-words.ts";

export function NameForm({
  state,
  room,
  onSaved,
  focused = false,
}: {
  readonly state: AppState;
  readonly room: Room;
  readonly onSaved: () => void;
  readonly focused?: boolean;
}) {
  const [name, setName] = useState(room.myName ?? room.suggestedName);
  const save = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted === "") return;
    const named = await room.setName(wanted);
    if (!named.ok) return;
    remember(memoryKeys.lastName, wanted);
    state.toast.value = { words: roomsWords.room.saved };
    onSaved();
  };
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label class="field">
        <span>{roomsWords.room.name}</span>
        <input
          value={name}
          maxLength={32}
          autocomplete="nickname"
          enterkeyhint="done"
          dir="auto"
          autofocus={focused}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button">
        {roomsWords.room.save}
      </button>
    </form>
  );
}
