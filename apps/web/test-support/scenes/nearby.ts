/** Nearby: off, with phones, with nobody and a reason; two phones that meet by codes, and face to face. */
import type { NearbyRoom, NearbyView, PhoneNearby, PictureRun } from "@festival-chat/client/nearby";
import { idFromBytes, ok } from "@festival-chat/protocol/wire";
import { ComposerHint } from "../../src/nearby/composer-hint.tsx";
import { isNearby, NearbyLine } from "../../src/nearby/nearby-line.tsx";
import { nearbySigns } from "../../src/nearby/nearby-signs.ts";
import { holders, isOn, links, view } from "../../src/nearby/nearby-state.ts";
import { PassedMark } from "../../src/nearby/passed-mark.tsx";
import { nearbyWords } from "../../src/strings/nearby-words.ts";
import styles from "../../src/style/nearby.css?url";
import { lateStyles } from "../../src/ui/late-styles.ts";
import { message } from "../fake-client.ts";
import { camp, chatty } from "./rooms.ts";
import { appears, type Scene, type Scenes, type Stage } from "./scene.ts";
import { conversation, minute } from "./talk.ts";

const phone = (number: number, name: string, byCode = false): PhoneNearby => ({
  tag: idFromBytes("DeviceTag", new Uint8Array(8).fill(number)),
  name,
  byCode,
});

const three: NearbyView = {
  phones: [phone(1, "Anna"), phone(2, "ليلى"), phone(3, "Benedikt von und zu Unterzeltlingen")],
  dialling: 1,
  trouble: undefined,
};
const nobody: NearbyView = { phones: [], dialling: 0, trouble: undefined };

/** As long as a code is with two addresses and two phones that were met. */
const code = `FC1:${"732AXBXBPD$J +DKB0*M0DY0W016C1PN1:Y1I12$C2BO2UZ2423ND3.O3G 3424%/6N-44".repeat(2)}`;

const run = (told: Partial<PictureRun>): PictureRun => ({
  state: "looking",
  progress: { given: 0, waiting: 0, taken: 0 },
  greeted: undefined,
  name: "",
  received: 0,
  next: () => code.replace("FC1:", "FC1/"),
  saw: () => true,
  end: () => undefined,
  ...told,
});

/** Links of a room in which nothing happens but what a scene says. */
const linksOf = ({ room }: Stage, pictures: Partial<PictureRun> = {}): NearbyRoom => ({
  room,
  view: nobody,
  showCard: async () => ok({ text: code, until: 0 }),
  takeCard: async () => ok({ tag: phone(1, "").tag, atOnce: false }),
  faceToFace: () => run(pictures),
  passage: () => ({
    holders: [],
    of: 0,
    stored: undefined,
    carriedBy: undefined,
    envelope: undefined,
  }),
  saveBattery: () => undefined,
  close: () => undefined,
});

/** A camera that sees dusk. */
function lookAtDusk(): void {
  const canvas = document.createElement("canvas");
  canvas.width = 480;
  canvas.height = 360;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const draw = (): void => {
    context.fillStyle = "#3c4356";
    context.fillRect(0, 0, 480, 240);
    context.fillStyle = "#22261f";
    context.fillRect(0, 240, 480, 120);
  };
  // What never changes is never sent on.
  setInterval(draw, 100);
  Object.assign(navigator.mediaDevices, { getUserMedia: async () => canvas.captureStream(5) });
}

const nearby = (shown: NearbyView | undefined): Scene => ({
  start: (now) => ({ rooms: [chatty(now)] }),
  play: async (stage) => {
    isOn.value = shown !== undefined;
    view.value = shown ?? nobody;
    links.value = shown && linksOf(stage);
    stage.state.dialog.value = { kind: "nearby" };
    await appears("dialog[open] .nearby-help");
  },
});

/** Opens Nearby and taps one of its ways. `way` counts the buttons of the part from 0. */
async function choose(stage: Stage, way: number, pictures?: Partial<PictureRun>): Promise<void> {
  lookAtDusk();
  isOn.value = true;
  view.value = nobody;
  links.value = linksOf(stage, pictures);
  stage.state.dialog.value = { kind: "nearby" };
  await appears("dialog[open] .nearby-part .button");
  document.querySelectorAll<HTMLElement>("dialog[open] .nearby-part .button")[way]?.click();
}

const pairing = (way: number, seen: string, after?: () => Promise<unknown>): Scene => ({
  start: (now) => ({ rooms: [chatty(now)] }),
  play: async (stage) => {
    await choose(stage, way);
    await appears(seen);
    await after?.();
  },
});

const face = (pictures: Partial<PictureRun>): Scene => ({
  start: (now) => ({ rooms: [chatty(now)] }),
  play: async (stage) => {
    await choose(stage, 2, pictures);
    await appears(".face .nearby-code svg, .face .button.primary");
  },
});

export const nearbyScenes: Scenes = {
  "nearby-off": nearby(undefined),
  nearby: nearby(three),
  "nearby-kept-apart": nearby({ phones: [], dialling: 1, trouble: "no-way" }),
  "nearby-no-wifi": nearby({ phones: [], dialling: 0, trouble: "no-address" }),
  "nearby-room": {
    start: (now) => ({
      connection: { kind: "waiting", retryAt: now },
      rooms: [
        {
          ...camp(now),
          count: 0,
          messages: [
            ...conversation(now),
            message(0, "Moth 27", "We are by the big oak", now - minute, { state: "saved" }),
          ],
        },
      ],
    }),
    play: async () => {
      await lateStyles(styles);
      const title = (): string => nearbyWords.title;
      nearbySigns.value = { isNearby, title, NearbyLine, PassedMark, ComposerHint };
      view.value = three;
      holders.value = () => 3;
      await appears(".nearby-line");
      await appears(".passed");
    },
  },
  "nearby-show-code": pairing(0, ".nearby-code svg"),
  "nearby-scan-code": pairing(1, "[data-camera='looking']"),
  "nearby-paired": pairing(0, ".nearby-code svg", async () => {
    view.value = { ...nobody, phones: [phone(4, "Cleo", true)] };
    await appears("dialog[open] .nearby-count + .button.primary");
  }),
  "nearby-face-looking": face({}),
  "nearby-face-passing": face({
    state: "linked",
    name: "Ben",
    received: 12,
    progress: { given: 3_200, waiting: 1_900, taken: 2_700 },
  }),
  "nearby-face-gone": face({ state: "gone" }),
};
