/**
 * The door to what one does with messages: answering, reacting, changing, mentioning. It is fetched
 * at the first touch of the room, because seeing and writing need none of it.
 */
import { signal } from "@preact/signals";
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import stylesAddress from "../style/talk.css?url";
import { t } from "../strings/t.ts";
import { tongue } from "../strings/words.ts";
import { lateStyles, loadLateStyles } from "../ui/late-styles.ts";
import type { talkParts } from "./talk/talk-parts.ts";

/** Where something is done. */
export interface Place {
  readonly state: AppState;
  readonly room: Room;
}

type Talk = typeof talkParts;

/** Undefined until it was loaded. */
export const talk = signal<Talk | undefined>(undefined);

let loading: Promise<Talk> | undefined;

/** Loads it unless it is here or on its way. Rejects without signal; then ask again. */
function loadTalk(): Promise<Talk> {
  loading ??= Promise.all([
    import("./talk/talk-parts.ts"),
    lateStyles(stylesAddress),
    loadLateStyles(),
    tongue.behind,
  ]).then(
    ([{ talkParts }]) => (talk.value = talkParts),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Loads it where nobody asked for anything yet: a failure is nothing to tell. */
export const warmTalk = (): void => void loadTalk().catch(() => undefined);

/** Listeners of the list: what a finger, the mouse or a key asks for is the talk's. */
export function hearList(place: Place) {
  const hear = (event: Event): void => {
    const here = talk.peek();
    if (here !== undefined) return here.act(event, place);
    loadTalk().then(
      ({ act }) => act(event, place),
      () => {
        // Only who presses something waits for an answer.
        if (event.type === "click" && event.target instanceof HTMLButtonElement) {
          place.state.toast.value = { words: t.notice.loadFailed };
        }
      },
    );
  };
  return {
    onClick: hear,
    onContextMenu: hear,
    onFocusIn: warmTalk,
    onKeyDown: hear,
    onPointerDown: hear,
  };
}
