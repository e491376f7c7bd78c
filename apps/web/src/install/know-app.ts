/**
 * Whether the app is on this phone's home screen beside this browser. The two share nothing (they are
 * of Apple), so it is known by one sign: what was left for the app was taken.
 */
import type { TakingState } from "@festival-chat/client/handover";
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";

export const isAppHere = (): boolean => recall(lateMemoryKeys.appHere) === "yes";

/** The app has the rooms: from here on this browser steps back. */
export function appTookOver(): void {
  remember(lateMemoryKeys.appHere, "yes");
  remember(lateMemoryKeys.moved, "yes");
}

/** What a look at the offer says of the app; undefined while it says nothing yet. */
export function readSign(state: TakingState): "yes" | "no" | "unknown" | undefined {
  switch (state.kind) {
    case "looking":
    case "waiting":
    case "receiving":
      return undefined;
    case "here":
      // It lies there still: somebody may come for it.
      return "unknown";
    case "nothing":
      return "no";
    case "over":
      return state.why === "taken" ? "yes" : "no";
  }
}

/** Looks whether the app took what this browser left for it while this page was not there to hear it. */
export async function lookForApp(): Promise<boolean> {
  const secret = recall(lateMemoryKeys.leftForApp);
  if (secret === undefined || recall(lateMemoryKeys.appHere) !== undefined) return false;
  const { createHandover } = await import("@festival-chat/client/handover");
  let tell = (_sign: "yes" | "no" | "unknown"): void => undefined;
  const told = new Promise<"yes" | "no" | "unknown">((resolve) => (tell = resolve));
  const taking = await createHandover().take(`#h.${secret}`, (state) => {
    const sign = readSign(state);
    if (sign !== undefined) tell(sign);
  });
  if (taking === "no-code") return false;
  const sign = await told;
  taking.stop();
  if (sign === "yes") appTookOver();
  if (sign === "no") remember(lateMemoryKeys.appHere, "no");
  return sign === "yes";
}
