/** The other rooms, above the messages of one: the way there, and what comes in them. */
import { wideScreen } from "../boot/wide-screen.ts";
import type { AppState } from "../state.ts";
import { NewsBar } from "./news-bar.tsx";
import { RoomStrip } from "./room-strip.tsx";

export function Elsewhere({ state }: { readonly state: AppState }) {
  const here = state.room.value;
  return (
    <div class="elsewhere">
      {here !== undefined && !wideScreen.value && <RoomStrip state={state} here={here} />}
      <NewsBar state={state} />
    </div>
  );
}
