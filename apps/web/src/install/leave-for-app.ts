/**
 * Leaves this browser's rooms for the app that is about to be put on the home screen: its storage is
 * another one. The secret stands in the address while somebody adds the page, because the address is
 * what the icon opens.
 */
import type { Giving, GivingState } from "@festival-chat/client/handover";
import { remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { readMemory } from "../handover/carried-memory.ts";

/** @returns takes the secret out of the address; what was left stays for a day */
export async function leaveForApp(changed: (state: GivingState) => void): Promise<() => void> {
  const { createHandover } = await import("@festival-chat/client/handover");
  const path = location.pathname;
  let shown = false;
  const giving: Giving = await createHandover().give("ahead", readMemory(), (state) => {
    if (state.kind === "offered" && !shown) {
      shown = true;
      const { hash } = new URL(state.link);
      // Opened here again, by a reload, it is nothing new.
      remember(lateMemoryKeys.leftForApp, hash.slice("#h.".length));
      history.replaceState(null, "", `/${hash}`);
    }
    if (state.kind === "taken") remember(lateMemoryKeys.moved, "yes");
    changed(state);
  });
  void giving;
  return () => {
    if (shown) history.replaceState(null, "", path);
  };
}
