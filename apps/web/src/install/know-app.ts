/**
 * Whether the app is on this phone's home screen beside this browser. The two share nothing (they are
 * of Apple), so it is known by one sign: what was left for the app was taken.
 */
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";

export const isAppHere = (): boolean => recall(lateMemoryKeys.appHere) === "yes";

/** The app has the rooms: from here on this browser steps back. */
export function appTookOver(): void {
  remember(lateMemoryKeys.appHere, "yes");
  remember(lateMemoryKeys.moved, "yes");
}

/** Looks whether the app took what this browser left for it while this page was not there to hear it. */
export async function lookForApp(): Promise<boolean> {
  const secret = recall(lateMemoryKeys.leftForApp);
  if (secret === undefined || recall(lateMemoryKeys.appHere) !== undefined) return false;
  const { createHandover } = await import("@festival-chat/client/handover");
  const found = await createHandover().look(`#h.${secret}`);
  if (found === "taken") appTookOver();
  // Nobody will: it need not be looked at again.
  if (found === "gone") remember(lateMemoryKeys.appHere, "no");
  return found === "taken";
}
