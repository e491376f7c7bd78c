/** Nearby: off, with phones, and with nobody and a reason. */
import type { NearbyView } from "@festival-chat/client/nearby";
import { idFromBytes } from "@festival-chat/protocol/wire";
import { isOn, view } from "../../src/nearby/nearby-state.ts";
import { chatty } from "./rooms.ts";
import { appears, type Scene, type Scenes } from "./scene.ts";

const nearby = (shown: NearbyView | undefined): Scene => ({
  start: (now) => ({ rooms: [chatty(now)] }),
  play: async ({ state }) => {
    isOn.value = shown !== undefined;
    view.value = shown ?? { phones: [], dialling: 0, trouble: undefined };
    state.dialog.value = { kind: "nearby" };
    await appears("dialog[open] .nearby-help");
  },
});

const phone = (number: number, name: string) => ({
  tag: idFromBytes("DeviceTag", new Uint8Array(8).fill(number)),
  name,
});

export const nearbyScenes: Scenes = {
  "nearby-off": nearby(undefined),
  nearby: nearby({
    phones: [phone(1, "Anna"), phone(2, "ليلى"), phone(3, "Benedikt von und zu Unterzeltlingen")],
    dialling: 1,
    trouble: undefined,
  }),
  "nearby-kept-apart": nearby({ phones: [], dialling: 1, trouble: "no-way" }),
};
