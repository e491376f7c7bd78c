/**
 * The door to what one does with messages: answering, reacting, changing, mentioning. It is fetched
 * at the first touch of the room, because seeing and writing need none of it.
 */
import { signal } from "@preact/signals";
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import stylesAddress from "../style/talk.css?url";
import { t } from "../strings/t.ts";
import { lateStyles, loadLateStyles } from "../ui/late-styles.ts";
import type { act } from "./talk/act.ts";
import type { ComposeAid } from "./talk/compose-aid.tsx";
import type { composerKey } from "./talk/composer-key.ts";
import type { watchRead } from "./talk/watch-read.ts";

/** Where something is done. */
export interface Place {
  readonly state: AppState;
  readonly room: Room;
}

interface Talk {
  readonly act: typeof act;
  readonly ComposeAid: typeof ComposeAid;
  readonly composerKey: typeof composerKey;
  readonly watchRead: typeof watchRead;
}

/** Undefined until it was loaded. */
export const talk = signal<Talk | undefined>(undefined);

let loading: Promise<Talk> | undefined;

/** Loads it unless it is here or on its way. Rejects without signal; then ask again. */
export function loadTalk(): Promise<Talk> {
  // The build makes one file of them.
  loading ??= Promise.all([
    import("./talk/act.ts"),
    import("./talk/compose-aid.tsx"),
    import("./talk/composer-key.ts"),
    import("./talk/watch-read.ts"),
    lateStyles(stylesAddress),
    loadLateStyles(),
  ]).then(
    ([acting, aid, keys, read]) => (talk.value = { ...acting, ...aid, ...keys, ...read }),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Loads it where nobody asked for anything yet: a failure is nothing to tell. */
export const warmTalk = (run?: (talk: Talk) => void): void =>
  void loadTalk().then(run, () => undefined);

/** Does something with it as soon as it is here, or says that it cannot be fetched. */
export function withTalk(state: AppState, run: (talk: Talk) => void): void {
  const here = talk.peek();
  if (here !== undefined) return run(here);
  loadTalk().then(run, () => (state.toast.value = { words: t.notice.loadFailed }));
}
