/** What is said above the composer: who can read along in an open room, and a way to another name. */
import { useEffect, useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { nearbySigns } from "../nearby/nearby-signs.ts";
import { late } from "../strings/late.ts";
import { SlowLine } from "./people/slow-line.tsx";

/** Whether somebody has just said their first words here, under a name that nobody chose. */
const hasJustEntered = (room: Room): boolean => {
  if ((room.myName ?? room.suggestedName) !== room.suggestedName) return false;
  const messages = room.messages();
  const newest = messages.findLastIndex(({ mine }) => mine);
  const at = messages[newest]?.at ?? 0;
  // Of thousands all are looked at only right after somebody spoke.
  return Date.now() - at < freshMillis && messages.findIndex(({ mine }) => mine) === newest;
};
/** Long enough to be there after a bad send; a reload later does not ask again. */
const freshMillis = 5 * 60_000;

export function ComposerNote({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const change = state.changesOf(room.id).value;
  const [answered, setAnswered] = useState(false);
  const entered = !answered && hasJustEntered(room);
  const [writing, setWriting] = useState(false);
  // Whoever writes has other things in mind, and needs the room.
  const asks = entered && !writing;
  useEffect(() => {
    const field = document.querySelector<HTMLTextAreaElement>(".composer textarea");
    if (!entered || field === null) return;
    const look = (): void => setWriting(field.value !== "");
    look();
    field.addEventListener("input", look);
    return () => field.removeEventListener("input", look);
  }, [entered, change]);
  const Nearby = nearbySigns.value;
  return (
    <>
      {Nearby && <Nearby.ComposerHint state={state} />}
      {asks && (
        <div class="entered" role="status">
          <span>{late.entered.ask}</span>
          <button
            type="button"
            class="text-button"
            onClick={() => {
              setAnswered(true);
              state.dialog.value = { kind: "name", room };
            }}
          >
            {late.entered.change}
          </button>
          <button type="button" class="text-button" onClick={() => setAnswered(true)}>
            {late.entered.fine}
          </button>
        </div>
      )}
      <SlowLine state={state} room={room} />
      {room.settings.open === true && <p class="open-note">{late.openNote}</p>}
    </>
  );
}
