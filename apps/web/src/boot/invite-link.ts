/** The invite in a link's fragment: read once, then gone from the address and from the history. */
import type { AppState } from "../state.ts";

/** The fragment of this page's address without its "#", or undefined. Removes it. */
export function takeInvite(): string | undefined {
  const fragment = location.hash.slice(1);
  if (fragment === "") return undefined;
  history.replaceState(null, "", location.pathname);
  return fragment;
}

/** Opens the room of an invite, or says that it is none. */
export async function openInvite(state: AppState, invite: string): Promise<void> {
  // With its sign in front it is read as a link at once, and as nothing else.
  const joined = await state.client.join(`#${invite}`);
  if (joined.ok) return state.goToRoom(joined.value, { replace: true });
  void import("./odd-invite.ts").then(
    ({ openOddInvite }) => openOddInvite(state, invite),
    () => undefined,
  );
}
