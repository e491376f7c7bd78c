/** Keeps a room's notes: shows a change at once, stores it, and follows what other tabs stored. */
import type { RoomId } from "@festival-chat/protocol/wire";
import type { Driver } from "./driver.ts";
import type { Store } from "./ports.ts";
import type { RoomCore } from "./room-core.ts";
import {
  type NoteName,
  noteKey,
  noteNames,
  noteSetting,
  parseNotes,
  type ReadMark,
  type RoomNotes,
} from "./room-notes.ts";

/** Undefined when the store cannot tell. */
export async function readNotes(store: Store, room: RoomId): Promise<RoomNotes | undefined> {
  const texts = new Map<NoteName, string | undefined>();
  const read = async (name: NoteName): Promise<void> => {
    const text = await store.setting(noteKey(room, name));
    if (text.ok) texts.set(name, text.value);
  };
  await Promise.all(noteNames.map(read));
  return texts.size === noteNames.length ? parseNotes((name) => texts.get(name)) : undefined;
}

export interface NoteKeeper {
  /** Settles once it is stored, or cannot be; nothing for a room that was left. */
  keep(changed: Partial<RoomNotes>): Promise<void>;
  /** Another tab stored some. */
  relearn(): Promise<void>;
}

export interface NotePorts {
  readonly driver: Driver;
  readonly store: Store;
  /** Notes of this room were stored, for other tabs. */
  stored(room: RoomId): void;
}

/** A mark that was moved on here is not moved back by a tab that has seen less. */
const later = (ours: ReadMark | undefined, theirs: ReadMark | undefined): ReadMark | undefined =>
  ours !== undefined && (theirs === undefined || ours.at >= theirs.at) ? ours : theirs;

export function createNoteKeeper(core: RoomCore, ports: NotePorts): NoteKeeper {
  const { driver, store } = ports;
  /** Changes of ours that the store may not have yet: what it has is older than what we know. */
  let writing = 0;
  let askedMeanwhile = false;

  function take(notes: RoomNotes, kind: "room" | "draft" = "room"): void {
    const refold = notes.blocked !== core.notes.blocked;
    core.notes = notes;
    if (refold) {
      core.timeline.refold();
      driver.flush(core);
    }
    driver.emit({ kind, room: core.id });
  }

  async function relearn(): Promise<void> {
    if (writing > 0) {
      askedMeanwhile = true;
      return;
    }
    const notes = await readNotes(store, core.id);
    if (notes === undefined || driver.cores.get(core.id) !== core) return;
    if (writing > 0) {
      askedMeanwhile = true;
      return;
    }
    const { blocked, read } = core.notes;
    const sameBlocked = [...notes.blocked].join() === [...blocked].join();
    take({
      ...notes,
      // The same set, where it is the same: another one folds every message again.
      blocked: sameBlocked ? blocked : notes.blocked,
      read: later(read, notes.read),
    });
  }

  return {
    relearn,
    keep(changed) {
      if (driver.cores.get(core.id) !== core) return Promise.resolve();
      const names = noteNames.filter((name) => name in changed);
      take({ ...core.notes, ...changed }, names.join() === "draft" ? "draft" : "room");
      writing += 1;
      return new Promise((resolve) => {
        const changes = names.map((name) => noteSetting(core.id, core.notes, name));
        driver.keep(changes, () => {
          writing -= 1;
          ports.stored(core.id);
          if (writing === 0 && askedMeanwhile) {
            askedMeanwhile = false;
            void relearn();
          }
          resolve();
        });
      });
    },
  };
}
