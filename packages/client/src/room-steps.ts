/**
 * Room steps: carries out what a room asks for. Everything to be kept is committed first, in one
 * transaction; then frames go out and the screen follows.
 */
import {
  type Cursor,
  type FrameOf,
  type Millis,
  type RoomId,
  wireErrorByCode,
} from "@festival-chat/protocol/wire";
import type { ClientEvent, Notice } from "./api.ts";
import type { ClientPorts } from "./client-ports.ts";
import type { Commits } from "./commits.ts";
import * as bounds from "./core/bounds.ts";
import type { RoomEffect } from "./core/effect.ts";
import { DISCARDED, type StoreChange, type StoredEntry } from "./core/stored.ts";
import { gapsSetting, healSetting } from "./gaps.ts";
import { makeJoinFrame } from "./join-frame.ts";
import type { RelayLink } from "./relay-link.ts";
import { nameNow, presenceOf, type RoomCore, takeCertificate, takeOff } from "./room-core.ts";
import { noteSetting } from "./room-notes.ts";
import { withoutFloor } from "./unread.ts";

export interface RoomSteps {
  /** Carries out what a room asks for; `done` follows the commit. */
  run(core: RoomCore, effects: readonly RoomEffect[], done?: () => void): void;
  putRoom(core: RoomCore): StoreChange;
  /** Tells what the timeline came to. */
  flush(core: RoomCore): void;
  /** Delivery states of these follow the outbox. */
  retell(core: RoomCore, entries: readonly StoredEntry[]): void;
  emitPresence(core: RoomCore): void;
  /** Tells the newest gap of the relay, or leaves that to the late parts. */
  tellGap(core: RoomCore): void;
  /** This device is seen in the room, under its name, once it has spoken and its late parts came. */
  announce(core: RoomCore): void;
  learnCertificate(core: RoomCore, certificate: FrameOf<"joined">["certificate"]): Promise<void>;
}

export interface RoomStepPorts {
  readonly ports: ClientPorts;
  readonly link: RelayLink;
  readonly commits: Commits;
  readonly cores: ReadonlyMap<RoomId, RoomCore>;
  hello(): FrameOf<"hello"> | undefined;
  answered(tookMillis: Millis): void;
  event(event: ClientEvent): void;
  notice(notice: Notice): void;
  /** Entries of a room were stored, for other tabs. */
  stored(room: RoomId): void;
  /** The record of a room was, by itself. */
  learned(room: RoomId): void;
  /** The state changed: the timer and the connection follow. */
  settle(): void;
}

/** What one step comes to. */
interface Step {
  readonly changes: StoreChange[];
  readonly entries: StoredEntry[];
  readonly after: (() => void)[];
  keepRoom: boolean;
  changed: boolean;
}

export function createRoomSteps(given: RoomStepPorts): RoomSteps {
  const { ports, link, commits, cores, event, notice } = given;

  const putRoom = (core: RoomCore): StoreChange => ({ kind: "putRoom", room: core.stored });

  function prepare(core: RoomCore, effect: RoomEffect, step: Step): void {
    switch (effect.kind) {
      case "keepEntry":
        step.changes.push({ kind: "putEntry", entry: effect.entry });
        step.entries.push(effect.entry);
        return;
      case "dropEntry": {
        const { id } = effect.entry;
        step.changes.push({ kind: "removeEntry", room: core.id, id });
        step.after.push(() => takeOff(core, id));
        step.changed = true;
        return;
      }
      case "keepPosition": {
        const { cursor, earliest } = effect;
        leaveLog(core, cursor, step);
        core.stored = { ...core.stored, cursor, earliest };
        step.keepRoom = true;
        return;
      }
      case "keepDraft":
        step.changes.push(noteSetting(core.id, core.notes, "draft"));
        return;
      case "keepHealing":
        step.changes.push(healSetting(core.id, effect.healing));
        return;
      case "send": {
        const { frame } = effect;
        const at = link.current;
        step.after.push(() => {
          if (link.current !== at) return;
          core.late?.ring(frame);
          link.transmit(frame);
          if (frame.kind !== "publish") return;
          const inFlight = core.outbox.inFlight();
          for (const { id } of inFlight) core.unhanded.delete(id);
          retell(core, inFlight);
        });
        return;
      }
      case "join":
        void join(core, effect);
        return;
      case "joined":
        core.stored = { ...core.stored, confirmed: true };
        if (core.notes.read === undefined) {
          // The first time: what the relay has already is history, and nothing of it is unread.
          const { logEpoch, head } = effect.frame;
          const read = { upTo: undefined, at: 0, floor: { logEpoch, seq: head } };
          core.notes = { ...core.notes, read };
          step.changes.push(noteSetting(core.id, core.notes, "read"));
        }
        core.presence.joined(effect.frame.members, effect.frame.device);
        step.keepRoom = true;
        step.after.push(() => emitPresence(core));
        announce(core);
        void learnCertificate(core, effect.frame.certificate);
        return;
      case "missing":
        core.gaps = [...core.gaps, effect.range].slice(-bounds.gaps);
        step.changes.push(gapsSetting(core.id, core.gaps));
        step.changed = true;
        step.after.push(() => tellGap(core));
        return;
      case "refused":
        step.after.push(() => {
          const id = core.timeline.messageOf(effect.entry.id);
          const error = wireErrorByCode(effect.code);
          if (id === undefined || error === undefined) return;
          notice({ kind: "message-refused", room: core.id, id, error });
        });
        return;
      case "answered":
        given.answered(effect.tookMillis);
        return;
      case "changed":
        step.changed = true;
    }
  }

  /** A new log, or one that was set back, gives the numbers of the old one to other messages. */
  function leaveLog(core: RoomCore, next: Cursor | undefined, step: Step): void {
    const { cursor } = core.stored;
    const goesOn = next?.logEpoch === cursor?.logEpoch && (next?.seq ?? 0) >= (cursor?.seq ?? 0);
    if (cursor === undefined || goesOn || core.notes.read?.floor === undefined) return;
    core.notes = { ...core.notes, read: withoutFloor(core, core.notes.read) };
    step.changes.push(noteSetting(core.id, core.notes, "read"));
  }

  function run(core: RoomCore, effects: readonly RoomEffect[], done?: () => void): void {
    // Of a room that was left meanwhile nothing is stored again.
    if (cores.get(core.id) !== core) return done?.();
    const { state } = core.sync;
    const step: Step = { changes: [], entries: [], after: [], keepRoom: false, changed: false };
    for (const effect of effects) prepare(core, effect, step);
    if (step.keepRoom) step.changes.push(putRoom(core));
    const idle = step.changes.length === 0 && step.after.length === 0 && !step.changed;
    if (idle && done === undefined) return;
    commits.add(step.changes, () => {
      // A room that was left meanwhile has nothing to send or to show.
      if (cores.get(core.id) === core) {
        for (const act of step.after) act();
        show(core, step.entries);
        if (step.changed) event({ kind: "room", room: core.id });
        if (step.entries.length > 0) given.stored(core.id);
        if (state.kind === "live" && core.caughtUp !== state) {
          void core.opener.push([]).then(() => {
            core.caughtUp = state;
            event({ kind: "room", room: core.id });
          });
        }
      }
      done?.();
      given.settle();
    });
  }

  /** Stored entries go to the screen: news are opened first, the rest is only told anew. */
  function show(core: RoomCore, entries: readonly StoredEntry[]): void {
    const news: StoredEntry[] = [];
    for (const entry of entries) {
      const newest = core.log.get(entry.id) ?? entry;
      if (core.timeline.messageOf(entry.id) !== undefined) core.timeline.update(newest);
      else if (newest.refused !== DISCARDED) news.push(newest);
    }
    flush(core);
    void core.opener.push(news);
  }

  function retell(core: RoomCore, entries: readonly StoredEntry[]): void {
    for (const { id } of entries) {
      const entry = core.log.get(id);
      if (entry !== undefined) core.timeline.update(entry);
    }
    flush(core);
  }

  function flush(core: RoomCore): void {
    const { added, changed } = core.timeline.flush();
    if (added.length === 0 && changed.length === 0) return;
    core.late?.typing.spoke(added.map(({ author }) => author));
    event({ kind: "messages", room: core.id, added, changed });
  }

  function emitPresence(core: RoomCore): void {
    event({ kind: "presence", room: core.id, presence: presenceOf(core) });
  }

  function tellGap(core: RoomCore): void {
    core.overdue.gap = core.late === undefined;
    const gap = core.late?.holes.gaps()[core.gaps.length - 1];
    if (gap !== undefined) notice({ kind: "messages-missing", room: core.id, gap });
  }

  async function join(core: RoomCore, wanted: RoomEffect & { kind: "join" }): Promise<void> {
    const hello = given.hello();
    const at = link.current;
    if (hello === undefined) return;
    const frame = await makeJoinFrame(core, wanted, {
      hello,
      origin: ports.settings().origin,
      nonce: ports.random.bytes(16),
      signatures: ports.signatures,
    });
    const { state } = core.sync;
    const stale = link.current !== at || state.kind !== "joining" || state.ref !== wanted.ref;
    if (stale) return;
    link.transmit(frame);
    given.settle();
  }

  async function learnCertificate(
    core: RoomCore,
    certificate: FrameOf<"joined">["certificate"],
  ): Promise<void> {
    core.relayCard = certificate?.version;
    if (!(await takeCertificate(core, certificate, ports.signatures))) return;
    if (cores.get(core.id) !== core) return;
    commits.add([putRoom(core)], () => {
      event({ kind: "room", room: core.id });
      given.learned(core.id);
      given.settle();
    });
  }

  function announce(core: RoomCore): void {
    const { channel } = core.sync;
    if (!core.stored.spoken || channel === undefined) return;
    const sealed = core.late?.sealName(core.keys, nameNow(core), ports.random.bytes(24));
    if (sealed === undefined) return;
    link.transmit({ kind: "announce", channel, here: true, sealed });
  }

  return {
    run,
    putRoom,
    flush,
    retell,
    emitPresence,
    tellGap,
    announce,
    learnCertificate,
  };
}
