/** What is known about Nearby on this phone: whether it is on, who is there, how far messages have come. */
import { signal } from "@preact/signals";
import type { NearbyRoom, NearbyView } from "@festival-chat/client/nearby";
import type { MessageId } from "@festival-chat/protocol/wire";
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";

export const nobody: NearbyView = { phones: [], dialling: 0, trouble: undefined };

export const isOn = signal(recall(lateMemoryKeys.nearby) === "on");
/** A person wants to save battery here, whatever the battery says. */
export const saves = signal(recall(lateMemoryKeys.nearbySaves) === "on");
/** The links of the room on the screen, once they are there. */
export const links = signal<NearbyRoom | undefined>(undefined);
export const view = signal<NearbyView>(nobody);
/** How many phones nearby hold a message, as far as they told: another function when that changed. */
export const holders = signal<(message: MessageId) => number>(() => 0);

export function turnOff(): void {
  remember(lateMemoryKeys.nearby, undefined);
  isOn.value = false;
}

export function chooseSaving(on: boolean): void {
  remember(lateMemoryKeys.nearbySaves, on ? "on" : undefined);
  saves.value = on;
}
