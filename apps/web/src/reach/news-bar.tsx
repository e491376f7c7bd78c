/** A bar that tells what comes in other rooms; a tap goes there. It goes by itself: the list keeps count. */
import { verbosity } from "../boot/preferences.ts";
import type { AppState } from "../state.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { LateIcon } from "../ui/late-icons.tsx";
import { latestNews } from "./latest-news.ts";
import { newsWords } from "./news.ts";

const dismiss = (): void => {
  latestNews.value = [];
};

export function NewsBar({ state }: { readonly state: AppState }) {
  const here = state.room.value?.id;
  // What is on the screen is no news.
  const items = latestNews.value.filter(({ room }) => room.id !== here);
  const words = newsWords(items);
  const open = (): void => {
    const rooms = new Set(items.map(({ room }) => room.id));
    const target = items.at(-1)?.room.id;
    const room = target && state.client.room(target);
    dismiss();
    if (rooms.size > 1) state.dialog.value = { kind: "rooms" };
    else if (room !== undefined) state.goToRoom(room);
  };
  return (
    <div
      class="news"
      // Below what asks something.
      data-below={state.toast.value === undefined ? undefined : true}
      role="status"
      aria-live={verbosity.value === "off" ? "off" : "polite"}
    >
      {words !== undefined && (
        <div class="news-bar">
          <button type="button" class="news-open" dir="auto" onClick={open}>
            {words}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={roomsWords.news.dismiss}
            onClick={dismiss}
          >
            <LateIcon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
