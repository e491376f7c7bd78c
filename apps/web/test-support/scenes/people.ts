/** People of a room, what its host does, and rooms in which nobody may write. */
import type { RoomPolicy } from "@festival-chat/client";
import { idFromBytes } from "@festival-chat/protocol/wire";
import { authorOf } from "../fake-client.ts";
import type { Dialog } from "../../src/state.ts";
import { chatty } from "./rooms.ts";
import { appears, type Scene, type Scenes, type Stage, tap } from "./scene.ts";

const elsewhere = idFromBytes("RoomId", new Uint8Array(16).fill(9));

/** A room that its host made into something. */
const under = (policy: Partial<RoomPolicy>, shown: string): Scene => ({
  start: (now) => ({ rooms: [{ ...chatty(now), isHost: false, policy }] }),
  play: async () => {
    await appears(shown);
  },
});

const over = (kind: "members" | "host", then: (stage: Stage) => Promise<void>): Scene => ({
  start: (now) => ({ rooms: [chatty(now)] }),
  play: async (stage) => {
    const dialog: Dialog = { kind, room: stage.room };
    stage.state.dialog.value = dialog;
    await appears("dialog[open]");
    await then(stage);
  },
});

const shut = ".not-let-in";

export const peopleScenes: Scenes = {
  "members-one": over("members", async () => {
    await tap("button.person");
    await appears("dialog .button.danger");
  }),
  "members-remove": over("members", async () => {
    await tap("button.person");
    await tap("dialog .button.danger + .button.danger");
    await appears("dialog .row .danger");
  }),
  "host-close": over("host", async () => {
    await tap("dialog .button.danger");
    await appears("dialog .row .danger");
  }),
  "host-closing": over("host", async () => {
    await tap("dialog .button.danger");
    await appears("dialog .row .danger");
    await tap("dialog .row .danger");
    await appears(".closing-in");
  }),
  "room-locked": under({ writable: false, locked: true }, shut),
  "room-closed": under({ writable: false, closed: true }, shut),
  "room-moved": under({ writable: false, movedTo: elsewhere }, shut),
  "room-removed": under({ writable: false, movedTo: elsewhere, removed: true }, shut),
  "room-slow": under({ slowModeSeconds: 30 }, ".slow-line"),
  "room-lines": {
    start: (now) => ({
      rooms: [
        {
          ...chatty(now),
          lines: [
            { kind: "slow-mode", seconds: 30, key: "a", at: now - 93 * 60_000 },
            { kind: "removed", author: authorOf(5), name: "Zed", key: "b", at: now - 60_000 },
            { kind: "renamed", key: "c", at: now },
          ],
        },
      ],
    }),
    play: async () => {
      await appears(".quiet-line");
    },
  },
};
