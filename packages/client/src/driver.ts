/**
 * Driver: THE impure place. Feeds the core with what happens and does what it asks for: dials, sends,
 * keeps the single timer, and stores.
 *
 * Of each step everything to be kept is committed in one transaction before anything of that step is
 * sent or shown. Frames of a link that is gone meanwhile are forgotten: the next join begins anew.
 */
import type { Opened } from "@festival-chat/protocol/e2e";
import {
  decodeFrame,
  encodeFrame,
  type Frame,
  type FrameOf,
  type Millis,
  type RoomId,
  wireErrorByCode,
  wireErrors,
} from "@festival-chat/protocol/wire";
import type { ClientEvent, Connection, Notice } from "./api.ts";
import { createCommits, type Commits } from "./commits.ts";
import { connectionOf } from "./connection.ts";
import { createHybridClock, type HybridClock } from "./core/clock.ts";
import { earlier, type LinkEffect, type RoomEffect } from "./core/effect.ts";
import { createLinkMachine, type LinkHint } from "./core/link.ts";
import type { StoredEntry } from "./core/stored.ts";
import { gapsSetting, healSetting } from "./gaps.ts";
import { makeJoinFrame } from "./join-frame.ts";
import { createNotices, type Notices } from "./notices.ts";
import type { ClientPorts } from "./client-ports.ts";
import type { Link, StoreChange } from "./ports.ts";
import { readPresence, sealName } from "./presence-names.ts";
import { type RoomCore, takeCertificate } from "./room-core.ts";
import { friendlyName } from "./friendly-name.ts";
import { bounds } from "./core/bounds.ts";

export interface Driver {
  readonly clock: HybridClock;
  readonly commits: Commits;
  readonly notices: Notices;
  readonly connection: Connection;
  readonly cores: ReadonlyMap<RoomId, RoomCore>;
  /** Local time, by the relay's clock as far as known. */
  now(): Millis;
  nextRef(): number;
  random(): number;
  emit(event: ClientEvent): void;
  notice(notice: Notice): void;
  add(core: RoomCore): void;
  remove(id: RoomId): void;
  /** Whether this tab owns the link. */
  lead(leading: boolean): void;
  readonly leading: boolean;
  hint(hint: LinkHint): void;
  redial(): void;
  /** Carries out what a room asks for, and these changes with it; `then` follows the commit. */
  run(core: RoomCore, effects: readonly RoomEffect[], then?: () => void): void;
  /** Stores changes that no step made. */
  keep(changes: readonly StoreChange[], then?: () => void): void;
  putRoom(core: RoomCore): StoreChange;
  /** Tells what the timeline came to. */
  flush(core: RoomCore): void;
  seen(core: RoomCore, opened: Opened): void;
  /** This device is seen in the room from here on, under this name. */
  announce(core: RoomCore): void;
  /** Another tab's connection, for a tab without a link. */
  heardConnection(connection: Connection): void;
  pause(): Promise<void>;
  close(): Promise<void>;
}

export interface DriverListener {
  event(event: ClientEvent): void;
  /** Entries of a room were stored, for other tabs. */
  stored(room: RoomId): void;
}

export function createDriver(ports: ClientPorts, listener: DriverListener): Driver {
  const cores = new Map<RoomId, RoomCore>();
  const clock = createHybridClock();
  const notices = createNotices();
  let ref = 0;
  let leading = false;
  let closed = false;
  let hello: FrameOf<"hello"> | undefined;
  /** The open link; what belongs to another one is ignored. */
  let link: Link | undefined;
  let writable = true;
  let waitingFrames: Frame[] = [];
  let connection: Connection = { kind: "connecting" };
  let pausing: (() => void)[] = [];
  let timerAt: Millis | undefined;

  const localNow = (): Millis => ports.clock.now();
  const random = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = ports.random.bytes(4);
    return (((a * 256 + b) * 256 + c) * 256 + d) / 2 ** 32;
  };
  const machine = createLinkMachine({
    random,
    environment: () => ports.settings().environment,
  });

  function notice(one: Notice): void {
    if (notices.add(one)) listener.event({ kind: "notice", notice: one });
  }

  const commits = createCommits({
    store: ports.store,
    now: localNow,
    trouble(trouble) {
      if (trouble === undefined) {
        notices.withdraw("storage-full");
        notices.withdraw("storage-denied");
      } else notice({ kind: trouble });
    },
    reschedule: schedule,
  });

  // --- the link -----------------------------------------------------------------------------

  function transmit(frame: Frame): void {
    if (link === undefined) return;
    if (!writable) {
      waitingFrames.push(frame);
      return;
    }
    writable = link.send(encodeFrame(frame));
  }

  function dial(): void {
    const own: { link: Link | undefined } = { link: undefined };
    const mine = (): boolean => own.link !== undefined && own.link === link && !closed;
    writable = true;
    waitingFrames = [];
    own.link = ports.dialer.dial(ports.settings().relayUrl, {
      opened: () => mine() && runLink(machine.opened(localNow())),
      received: (bytes) => mine() && received(bytes),
      writable() {
        if (!mine()) return;
        writable = true;
        for (const frame of waitingFrames.splice(0)) transmit(frame);
      },
      closed: (code) => mine() && runLink(machine.closed(code, localNow())),
    });
    link = own.link;
  }

  function lost(): void {
    hello = undefined;
    for (const core of cores.values()) {
      const hadPresence = core.presence.view.count > 0;
      const inFlight = core.outbox.inFlight();
      core.sync.lost();
      core.presence.lost();
      retell(core, inFlight);
      if (hadPresence) emitPresence(core);
    }
  }

  function runLink(effects: readonly LinkEffect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case "dial":
          dial();
          break;
        case "hangUp": {
          const gone = link;
          link = undefined;
          gone?.close(effect.code);
          break;
        }
        case "ping":
          transmit({ kind: "ping", token: effect.token });
          break;
        case "lost":
          lost();
          break;
        case "otherEnvironment": {
          const ours = ports.settings().environment;
          if (ours === undefined) break;
          notice({ kind: "wrong-environment", ours, theirs: effect.hello.environment });
          break;
        }
        case "greeted":
          greeted(effect.hello);
          break;
      }
    }
    settle();
  }

  function greeted(greeting: FrameOf<"hello">): void {
    // Kept beyond the frame, of which its fields are views.
    hello = { ...greeting, nonce: greeting.nonce.slice() };
    clock.relaySaid(greeting.relayTime, localNow());
    // The room looked at last comes first.
    const order = [...cores.values()].sort((a, b) => b.stored.openedAt - a.stored.openedAt);
    for (const core of order) run(core, core.sync.greeted(localNow()));
  }

  function received(bytes: Uint8Array): void {
    const decoded = decodeFrame(bytes);
    const now = localNow();
    if (!decoded.ok) {
      // Tried again with back-off: a broken middlebox mends, and the cursor stands where it stood.
      const code = wireErrors.Malformed.code;
      runLink([{ kind: "hangUp", code }, ...machine.closed(wireErrors.Normal.code, now)]);
      return;
    }
    const frame = decoded.value.kind === "unknown" ? undefined : decoded.value;
    runLink(machine.heard(frame, now));
    if (frame !== undefined && machine.state.kind === "ready") route(frame, now);
    settle();
  }

  function byChannel(channel: number): RoomCore | undefined {
    for (const core of cores.values()) {
      const { state } = core.sync;
      if ((state.kind === "live" || state.kind === "behind") && state.channel === channel) {
        return core;
      }
    }
    return undefined;
  }

  function route(frame: Frame, now: Millis): void {
    switch (frame.kind) {
      case "joined":
        clock.relaySaid(frame.relayTime, now);
        for (const core of cores.values()) run(core, core.sync.heard(frame, now));
        return;
      case "deliver":
      case "page":
      case "reset":
      case "ack":
      case "want": {
        const core = byChannel(frame.channel);
        if (core !== undefined) run(core, core.sync.heard(frame, now));
        return;
      }
      case "refuse":
        for (const core of cores.values()) {
          const inFlight = core.outbox.inFlight();
          const effects = core.sync.refused(frame, now);
          if (effects === undefined) continue;
          run(core, effects);
          retell(core, inFlight);
        }
        return;
      case "pong":
        for (const { channel, head } of frame.heads) {
          const core = byChannel(channel);
          if (core !== undefined) run(core, core.sync.headTold(head, now));
        }
        return;
      case "presence": {
        const core = byChannel(frame.channel);
        if (core === undefined) return;
        core.presence.update(frame.body);
        emitPresence(core);
        return;
      }
      case "card": {
        const core = byChannel(frame.channel);
        if (core !== undefined) void learnCertificate(core, frame.certificate);
        return;
      }
      default:
        // Frames that only relays take, or that this version does not use.
        return;
    }
  }

  // --- rooms --------------------------------------------------------------------------------

  const putRoom = (core: RoomCore): StoreChange => ({ kind: "putRoom", room: core.stored });

  function run(core: RoomCore, effects: readonly RoomEffect[], then?: () => void): void {
    const changes: StoreChange[] = [];
    const entries: StoredEntry[] = [];
    const after: (() => void)[] = [];
    const at = link;
    let roomChanged = false;
    let keepRoom = false;
    for (const effect of effects) {
      switch (effect.kind) {
        case "keepEntry":
          changes.push({ kind: "putEntry", entry: effect.entry });
          entries.push(effect.entry);
          break;
        case "keepPosition": {
          const { cursor, earliest } = effect;
          core.stored = { ...core.stored, cursor, earliest };
          keepRoom = true;
          break;
        }
        case "keepHealing":
          changes.push(healSetting(core.id, effect.healing));
          break;
        case "send": {
          const { frame } = effect;
          after.push(() => {
            if (link !== at) return;
            transmit(frame);
            if (frame.kind === "publish") retell(core, core.outbox.inFlight());
          });
          break;
        }
        case "join":
          void join(core, effect);
          break;
        case "joined":
          core.stored = { ...core.stored, confirmed: true };
          core.presence.joined(effect.frame.members);
          keepRoom = true;
          after.push(() => emitPresence(core));
          announce(core);
          void learnCertificate(core, effect.frame.certificate);
          break;
        case "missing":
          core.gaps = [...core.gaps, effect.range].slice(-bounds.gaps);
          changes.push(gapsSetting(core.id, core.gaps));
          after.push(() => listener.event({ kind: "room", room: core.id }));
          break;
        case "refused":
          after.push(() => {
            const id = core.timeline.messageOf(effect.entry.id);
            const error = wireErrorByCode(effect.code);
            if (id === undefined || error === undefined) return;
            notice({ kind: "message-refused", room: core.id, id, error });
          });
          break;
        case "answered":
          machine.answered(effect.tookMillis);
          break;
        case "changed":
          roomChanged = true;
          break;
      }
    }
    if (keepRoom) changes.push(putRoom(core));
    if (changes.length === 0 && after.length === 0 && !roomChanged && then === undefined) return;
    commits.add(changes, () => {
      if (cores.get(core.id) !== core) return then?.();
      for (const one of after) one();
      show(core, entries);
      if (roomChanged) listener.event({ kind: "room", room: core.id });
      if (entries.length > 0) listener.stored(core.id);
      then?.();
      settle();
      return undefined;
    });
  }

  /** Stored entries go to the screen: news are opened first, the rest is only told anew. */
  function show(core: RoomCore, entries: readonly StoredEntry[]): void {
    const news: StoredEntry[] = [];
    for (const entry of entries) {
      if (core.timeline.messageOf(entry.id) === undefined) news.push(entry);
      else core.timeline.update(core.log.get(entry.id) ?? entry);
    }
    flush(core);
    void core.opener.push(news);
  }

  /** saved and sending follow the outbox. */
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
    listener.event({ kind: "messages", room: core.id, added, changed });
  }

  function emitPresence(core: RoomCore): void {
    const presence = readPresence(core.keys, core.presence.view);
    listener.event({ kind: "presence", room: core.id, presence });
  }

  async function join(core: RoomCore, wanted: RoomEffect & { kind: "join" }): Promise<void> {
    const greeting = hello;
    const at = link;
    if (greeting === undefined) return;
    const frame = await makeJoinFrame(core, wanted, {
      hello: greeting,
      origin: ports.settings().origin,
      nonce: ports.random.bytes(16),
      signatures: ports.signatures,
    });
    const { state } = core.sync;
    if (link !== at || state.kind !== "joining" || state.ref !== wanted.ref) return;
    transmit(frame);
    settle();
  }

  async function learnCertificate(
    core: RoomCore,
    certificate: FrameOf<"joined">["certificate"],
  ): Promise<void> {
    if (certificate === undefined) return;
    if (!(await takeCertificate(core, certificate, ports.signatures))) return;
    if (cores.get(core.id) !== core) return;
    commits.add([putRoom(core)], () => listener.event({ kind: "room", room: core.id }));
  }

  function announce(core: RoomCore): void {
    const { state } = core.sync;
    if (!core.stored.spoken || (state.kind !== "live" && state.kind !== "behind")) return;
    const name = core.stored.myName ?? friendlyName(core.identity.author);
    const sealed = sealName(core.keys, name, ports.random.bytes(24));
    transmit({ kind: "announce", channel: state.channel, here: true, sealed });
  }

  // --- time ---------------------------------------------------------------------------------

  function wanted(): boolean {
    return leading && !closed && cores.size > 0;
  }

  /** After every step: what the relay owes, the connection and the timer follow the state. */
  function settle(): void {
    let owed: "ack" | "joined" | undefined;
    for (const core of cores.values()) {
      const one = core.sync.owed;
      if (one === "ack" || owed === undefined) owed = one ?? owed;
    }
    machine.owes(owed, localNow());
    if (leading) tell(connectionOf(machine, [...cores.values()].map(({ sync }) => sync)));
    schedule();
  }

  function tell(next: Connection): void {
    if (JSON.stringify(next) === JSON.stringify(connection)) return;
    connection = next;
    listener.event({ kind: "connection", connection });
  }

  function schedule(): void {
    let at = earlier(machine.deadline(), commits.deadline());
    if (machine.state.kind === "ready") {
      for (const core of cores.values()) at = earlier(at, core.sync.deadline());
    }
    if (pausing.length > 0) at = earlier(at, localNow());
    if (at === timerAt) return;
    timerAt = at;
    if (at === undefined) ports.clock.cancel();
    else ports.clock.wakeAt(at, tick);
  }

  function tick(): void {
    const planned = timerAt;
    timerAt = undefined;
    const now = localNow();
    for (const resume of pausing.splice(0)) resume();
    commits.wake(now);
    // A timer that comes much too late was frozen with its page: the link may be dead.
    if (planned !== undefined && now > planned + frozenMillis) runLink(machine.hint("time-jump", now));
    runLink(machine.wake(now));
    if (machine.state.kind === "ready") {
      for (const core of cores.values()) run(core, core.sync.wake(now));
    }
    settle();
  }

  return {
    clock,
    commits,
    notices,
    cores,
    get connection() {
      return connection;
    },
    get leading() {
      return leading;
    },
    now: () => clock.relayNow(localNow()),
    nextRef: () => (ref += 1),
    random,
    emit: listener.event,
    notice,
    add(core) {
      cores.set(core.id, core);
      if (machine.state.kind === "ready") run(core, core.sync.greeted(localNow()));
      runLink(machine.want(wanted(), localNow()));
    },
    remove(id) {
      const core = cores.get(id);
      if (core === undefined) return;
      const { state } = core.sync;
      if (state.kind === "live" || state.kind === "behind") {
        transmit({ kind: "leave", channel: state.channel });
      }
      core.opener.close();
      cores.delete(id);
      runLink(machine.want(wanted(), localNow()));
    },
    lead(lead) {
      leading = lead;
      runLink(machine.want(wanted(), localNow()));
    },
    hint(hint) {
      runLink(machine.hint(hint, localNow()));
    },
    redial() {
      if (link !== undefined || machine.state.kind === "down") runLink(machine.redial(localNow()));
    },
    run(core, effects, then) {
      run(core, effects, then);
      settle();
    },
    keep(changes, then) {
      commits.add(changes, then ?? (() => undefined));
    },
    putRoom,
    flush,
    seen(core, opened) {
      if (opened.author === core.identity.author) clock.observeOwn(opened.hlc);
      else clock.observe(opened.hlc, localNow());
    },
    announce,
    heardConnection(heard) {
      if (!leading) tell(heard);
    },
    pause: () =>
      new Promise((resolve) => {
        pausing.push(resolve);
        schedule();
      }),
    async close() {
      closed = true;
      runLink(machine.want(false, localNow()));
      for (const core of cores.values()) core.opener.close();
      await commits.drained();
      ports.clock.cancel();
      timerAt = undefined;
    },
  };
}

/** A timer this late means the page did not run. */
const frozenMillis = 5_000;
