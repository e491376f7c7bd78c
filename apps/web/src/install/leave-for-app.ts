/**
 * Leaves this browser's rooms for the app that is about to be put on the home screen: its storage is
 * another one. The secret stands in the address while somebody adds the page, because the address is
 * what the icon opens.
 */
import type { GivingState } from "@festival-chat/client/handover";
import { remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { readMemory } from "../handover/carried-memory.ts";
import { appTookOver } from "./know-app.ts";

/** What was left by this page: once is enough, it stays for a day. */
let left: Promise<unknown> | undefined;
let last: GivingState = { kind: "preparing" };
const hearers = new Set<(state: GivingState) => void>();

function heard(state: GivingState): void {
  last = state;
  if (state.kind === "taken") appTookOver();
  for (const hear of hearers) hear(state);
}

async function leave(): Promise<unknown> {
  const { createHandover } = await import("@festival-chat/client/handover");
  return createHandover().give("ahead", readMemory(), heard);
}

/** @returns takes the secret out of the address again */
export function leaveForApp(changed: (state: GivingState) => void): () => void {
  const path = location.pathname;
  let shown = false;
  const hear = (state: GivingState): void => {
    if (state.kind === "offered" && !shown) {
      shown = true;
      const { hash } = new URL(state.link);
      // Opened here again, by a reload, it is nothing new.
      remember(lateMemoryKeys.leftForApp, hash.slice("#h.".length));
      remember(lateMemoryKeys.appHere, undefined);
      history.replaceState(null, "", `/${hash}`);
    }
    changed(state);
  };
  hearers.add(hear);
  hear(last);
  // Without signal the app can still be added, and the rooms follow by words later.
  left ??= leave().catch(() => (left = undefined));
  return () => {
    hearers.delete(hear);
    if (shown) history.replaceState(null, "", path);
  };
}
