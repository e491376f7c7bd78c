/** What opens over a room or over home. */
import { remember } from "../../src/boot/device-memory.ts";
import { lateMemoryKeys } from "../../src/boot/late-memory-keys.ts";
import type { Dialog, MessageView } from "../../src/state.ts";
import { late } from "../../src/strings/late.ts";
import { others } from "./home.ts";
import { camp, chatty } from "./rooms.ts";
import { appears, type Scene, type Scenes, type Stage, tap, type } from "./scene.ts";

/** A dialog over the room, and what is done in it. */
const over = (
  dialog: (stage: Stage) => Dialog,
  then: (stage: Stage) => void | Promise<void> = () => undefined,
): Scene => ({
  start: (now) => ({ rooms: [chatty(now)] }),
  play: async (stage) => {
    stage.state.dialog.value = dialog(stage);
    await appears("dialog[open]");
    await then(stage);
  },
});

const atHome = (dialog: Dialog, then?: () => Promise<void>): Scene => ({
  ...over(() => dialog, then),
  home: true,
  start: () => ({}),
});

/** The sheet of message number `index`. */
const sheet = (index: number, view: MessageView): Scene =>
  over(({ room }) => {
    const id = room.messages()[index]?.id;
    if (id === undefined) throw new Error("no such message");
    return { kind: "message", room, id, view };
  });

export const dialogScenes: Scenes = {
  start: atHome({ kind: "start" }, () => type("dialog input", "Camp Owl")),
  "start-no-name": atHome({ kind: "start" }, async () => {
    await tap("dialog button[type=submit]");
    await appears("dialog .problem");
  }),
  scan: atHome({ kind: "scan" }),
  words: atHome({ kind: "words" }),
  "words-typing": atHome({ kind: "words" }, () => type(".words-field", "tulip anchor man")),
  "words-unknown": atHome({ kind: "words" }, async () => {
    await type(".words-field", "tulip zzyzx mango ");
    await tap("dialog button[type=submit]");
    await appears("dialog .problem");
  }),
  invite: over(({ room }) => ({ kind: "invite", room })),
  poster: over(({ room }) => ({ kind: "poster", room })),
  take: atHome({ kind: "take", from: undefined }),
  "take-link": atHome({ kind: "take", from: "h.AAECAwQFBgcICQoLDA0ODw" }),
  moved: over(() => ({ kind: "moved" })),
  "moved-scanned": {
    ...over(() => {
      remember(lateMemoryKeys.appHere, "yes");
      return { kind: "moved" };
    }),
    start: (now) => {
      const messages = chatty(now).messages?.filter(({ mine }) => !mine) ?? [];
      return { rooms: [{ seed: 6, name: "Late bus", count: 3, messages }] };
    },
  },
  install: over(() => ({ kind: "install" })),
  bell: over(({ room }) => ({ kind: "bell", room })),
  menu: over(({ room }) => ({ kind: "menu", room })),
  leave: over(({ room }) => ({ kind: "leave", room })),
  compare: over(({ room }) => ({ kind: "compare", room })),
  name: over(({ room }) => ({ kind: "name", room })),
  row: over(({ room }) => ({ kind: "row", room })),
  settings: over(() => ({ kind: "settings" })),
  switcher: {
    ...over(() => ({ kind: "rooms" })),
    start: (now) => ({ rooms: [camp(now), ...others(now)] }),
  },
  members: over(({ room }) => ({ kind: "members", room })),
  host: over(({ room }) => ({ kind: "host", room })),
  search: over(
    ({ room }) => ({ kind: "search", room }),
    async () => {
      await type("dialog input", "the");
      await appears(".found");
    },
  ),
  "search-nothing": over(
    ({ room }) => ({ kind: "search", room }),
    () => type("dialog input", "quillon"),
  ),
  "message-actions": sheet(0, { kind: "actions" }),
  "message-actions-mine": sheet(1, { kind: "actions" }),
  "message-who": sheet(0, { kind: "who" }),
  "message-details": sheet(5, { kind: "details" }),
  "message-remove": sheet(1, { kind: "remove" }),
  "message-block": sheet(0, { kind: "block" }),
  "message-emoji": sheet(0, { kind: "emoji" }),
  check: {
    ...over(
      () => ({ kind: "check" }),
      async () => {
        // The last check is over when the verdict is there.
        await appears(".check:last-child:not([data-kind=waiting])");
      },
    ),
    start: (now) => ({ rooms: [camp(now)] }),
  },
  "check-sign-in": over(
    () => {
      const page = "<!doctype html><title>Free Wi-Fi</title>";
      window.fetch = () => Promise.resolve(new Response(page));
      return { kind: "check" };
    },
    async () => {
      await appears(".check:last-child:not([data-kind=waiting])");
    },
  ),
  space: over(() => ({ kind: "space" })),
  debug: over(() => ({ kind: "debug" })),
};

export const toastScenes: Scenes = {
  "toast-update": {
    start: (now) => ({ rooms: [camp(now)] }),
    play: async ({ state }) => {
      const { update, updateNow } = late.notice;
      state.toast.value = {
        words: update,
        action: { words: updateNow, run: () => undefined },
      };
      await appears(".toast");
    },
  },
  "toast-plain": {
    start: (now) => ({ rooms: [camp(now)] }),
    play: async ({ state }) => {
      state.toast.value = { words: late.invite.copied };
      await appears(".toast");
    },
  },
};
