/**
 * Own messages: what one can still do with them once they were written. One of the late parts,
 * because nobody takes back what they have not sent yet.
 */
import { err, type MessageId, type Result } from "@festival-chat/protocol/wire";
import type { SendError, Undone } from "./api.ts";
import { DISCARDED, type StoredEntry } from "./core/stored.ts";
import type { Driver } from "./driver.ts";
import type { RoomCore } from "./room-core.ts";
import type { Writer } from "./writer.ts";

export interface OwnMessages {
  retry(message: MessageId): Promise<void>;
  discard(message: MessageId): Promise<void>;
  undo(message: MessageId): Promise<Undone>;
  pin(message: MessageId, pinned: boolean): Promise<Result<MessageId, SendError>>;
}

const giveUp = (entry: StoredEntry): StoredEntry => ({
  ...entry,
  waiting: false,
  refused: DISCARDED,
});

export function createOwnMessages(core: RoomCore, driver: Driver, writer: Writer): OwnMessages {
  /**
   * Takes the newest message out of the chain if nothing of it can have left this device. Only the
   * newest: a hole further back would look to the others as if somebody held a message back.
   */
  function unwrite(message: MessageId): boolean {
    const id = core.timeline.envelopeOf(message);
    if (id === undefined || core.outbox.stateOf(id)?.kind !== "saved") return false;
    if (!driver.leading || !core.unhanded.has(id) || !writer.unwrite(message)) return false;
    core.unhanded.delete(id);
    core.outbox.forget(id);
    return true;
  }

  function change(message: MessageId, how: (entry: StoredEntry) => StoredEntry): Promise<void> {
    const id = core.timeline.envelopeOf(message);
    const entry = id === undefined ? undefined : core.log.get(id);
    if (entry === undefined) return Promise.resolve();
    const changed = how(entry);
    if (changed === entry) return Promise.resolve();
    core.log.put(changed);
    const effects =
      changed.waiting && driver.leading ? core.outbox.enqueue(changed, writer.now()) : [];
    return new Promise((resolve) => {
      driver.run(core, [{ kind: "keepEntry", entry: changed }, ...effects], () => {
        if (changed.refused === DISCARDED) {
          core.timeline.drop(changed.id);
          driver.flush(core);
          driver.emit({ kind: "room", room: core.id });
        }
        if (changed.waiting && !driver.leading) writer.outboxChanged();
        resolve();
      });
    });
  }

  return {
    async pin(message, pinned) {
      const { late } = core;
      if (late?.acts.policy.writable !== true) return err({ kind: "held", waitMillis: undefined });
      return writer.send(late.pins.content(message, pinned));
    },
    retry(message) {
      // What waits goes by itself; who asks wants the link to be tried now.
      driver.hint("online");
      return change(message, (entry) =>
        entry.refused === undefined ? entry : { ...entry, waiting: true, refused: undefined },
      );
    },
    discard: (message) =>
      change(message, (entry) => (entry.refused === undefined ? entry : giveUp(entry))),

    async undo(message) {
      const shown = core.timeline.find(message);
      if (shown === undefined || !shown.mine || shown.body.kind === "removed") return "nothing";
      // In turn: something may be being sealed that names this message.
      if (await writer.inTurn(() => unwrite(message))) {
        // Not even the bytes stay; the entry does, since other tabs may hold it.
        await change(message, (entry) => ({ ...giveUp(entry), envelope: new Uint8Array(0) }));
        return "discarded";
      }
      if (shown.state === "refused") {
        await change(message, giveUp);
        return "discarded";
      }
      // Everybody's phone is asked to remove it.
      return (await writer.send({ kind: "remove", to: message })).ok ? "removed" : "nothing";
    },
  };
}
