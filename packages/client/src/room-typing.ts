/**
 * Typing of one room: tells the others that we are writing, and the app who else is. Nobody writes
 * before the room is on the screen, so this is one of the late parts.
 */
import {
  formatTyping,
  openSmall,
  parseTyping,
  sealSmall,
  type Typist,
} from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  type FrameOf,
  idFromBytes,
  type Millis,
} from "@festival-chat/protocol/wire";
import { friendlyName } from "./friendly-name.ts";
import type { Random } from "./ports.ts";
import type { RoomCore } from "./room-core.ts";
import { createTyping } from "./typing.ts";

export interface RoomTyping {
  /** Who writes, in the order they began; the same array until it changes. */
  readonly typists: readonly Typist[];
  /** Tells the others that we are writing, unless it was just told or nobody would see it. */
  tell(now: Millis): void;
  /** Somebody told that they are writing. */
  heard(frame: FrameOf<"ephemeral">, now: Millis): void;
  /** Messages came: their authors have finished. */
  spoke(authors: readonly AuthorKey[]): void;
  wake(now: Millis): void;
  /** The link is gone, and with it everything that was heard. */
  lost(): void;
  deadline(): Millis | undefined;
}

export interface RoomTypingPorts {
  readonly random: Random;
  /** Low on data: nobody is told that we write. */
  quiet(): boolean;
  transmit(frame: FrameOf<"ephemeral">): void;
  /** Other people write than before. */
  changed(typists: readonly Typist[]): void;
}

export function createRoomTyping(core: RoomCore, ports: RoomTypingPorts): RoomTyping {
  const typing = createTyping();
  const tellIf = (changed: boolean): void => {
    if (changed) ports.changed(typing.typists);
  };

  return {
    get typists() {
      return typing.typists;
    },

    tell(now) {
      const { state } = core.sync;
      // Reading announces nothing (SPEC P3): only who has spoken here is seen writing.
      const seen = core.stored.spoken && core.presence.view.count > 1 && !ports.quiet();
      if (!seen || state.kind !== "live" || !typing.mayTell(now)) return;
      const author = core.identity.author;
      const plain = formatTyping({ author, name: core.stored.myName ?? friendlyName(author) });
      const sealed = sealSmall(core.keys, "ephemeral", 0, plain, ports.random.bytes(24));
      // The relay puts in who it is from.
      const from = idFromBytes("DeviceTag", new Uint8Array(8));
      ports.transmit({ kind: "ephemeral", channel: state.channel, from, sealed });
    },

    heard(frame, now) {
      const plain = openSmall(core.keys, "ephemeral", frame.sealed);
      const typist = plain === undefined ? undefined : parseTyping(plain);
      if (typist === undefined || typist.author === core.identity.author) return;
      if (core.notes.blocked.has(typist.author)) return;
      tellIf(typing.heard(frame.from, typist, now));
    },

    spoke(authors) {
      let finished = false;
      for (const author of authors) finished = typing.spoke(author) || finished;
      tellIf(finished);
    },
    wake: (now) => tellIf(typing.wake(now)),
    lost: () => tellIf(typing.lost()),
    deadline: () => typing.deadline(),
  };
}
