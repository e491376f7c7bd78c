/** "Ana is typing…", in the space below the last message. */
import { useEffect, useState } from "preact/hooks";
import type { Room, Typist } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { typingWords } from "./typing-words.ts";

export function TypingLine({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const [typists, setTypists] = useState<readonly Typist[]>(room.typists);
  useEffect(
    () =>
      state.client.on((event) => {
        if (event.kind === "typing" && event.room === room.id) setTypists(event.typists);
      }),
    [room.id],
  );
  const words = typingWords(typists.map(({ name }) => name));
  // Not spoken: it would talk over what is being read.
  return words === undefined ? null : (
    <p class="typing">
      <bdi>{words}</bdi>
    </p>
  );
}
