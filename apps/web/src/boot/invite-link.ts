/** The invite in a link's fragment: read once, then gone from the address and from the history. */
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";

/** The fragment of this page's address without its "#", or undefined. Removes it. */
export function takeInvite(): string | undefined {
  const fragment = location.hash.slice(1);
  if (fragment === "") return undefined;
  history.replaceState(null, "", location.pathname);
  return fragment;
}

/** Opens the room of an invite, or says that it is none. */
export async function openInvite(state: AppState, invite: string): Promise<void> {
  const joined = await state.client.join(invite);
  if (joined.ok) state.goToRoom(joined.value, { replace: true });
  else state.toast.value = { words: t.room.notAnInvite };
}
