/**
 * Driver: the impure place. Feeds the core with what happens and does what it asks for. The link is
 * in relay-link, its frames go out by frame-routes, what rooms ask for is in room-steps, storing in
 * commits, the timer in waker.
 */
import type { Opened } from "@festival-chat/protocol/e2e";
import {
  decodeFrame,
  type Environment,
  type FrameOf,
  limits,
  type Millis,
  type RoomId,
  wireErrors,
} from "@festival-chat/protocol/wire";
import type { ClientEvent, Connection, Notice } from "./api.ts";
import type { ClientPorts, RoomKeeping } from "./client-ports.ts";
import { type Commits, createCommits } from "./commits.ts";
import { connectionOf } from "./connection.ts";
import { createAnnouncements } from "./core/announcements.ts";
import { createHybridClock, type HybridClock } from "./core/clock.ts";
import { earlier, type LinkEffect } from "./core/effect.ts";
import { createLinkMachine, type LinkHint } from "./core/link.ts";
import type { Owed } from "./core/link-state.ts";
import { createFrameRoutes } from "./frame-routes.ts";
import { joinOrder } from "./join-order.ts";
import { createLateLoading } from "./late-loading.ts";
import { createNotices } from "./notices.ts";
import type { StoreChange } from "./ports.ts";
import { createRelayLink } from "./relay-link.ts";
import type { RoomCore } from "./room-core.ts";
import { createRoomSteps, type RoomSteps } from "./room-steps.ts";
import { createWaker } from "./waker.ts";

export interface Driver extends RoomSteps {
  readonly clock: HybridClock;
  readonly commits: Commits;
  readonly connection: Connection;
  readonly notices: readonly Notice[];
  readonly cores: ReadonlyMap<RoomId, RoomCore>;
  readonly leading: boolean;
  /** Local time, by the relay's clock as far as known. */
  now(): Millis;
  nextRef(): number;
  random(): number;
  emit(event: ClientEvent): void;
  notice(notice: Notice): void;
  add(core: RoomCore): void;
  remove(id: RoomId): void;
  /** Loads what rooms need only after they were shown. Settles when they have it, or cannot. */
  loadLate(): Promise<void>;
  /** Whether this tab owns the link. */
  lead(leading: boolean): void;
  hint(hint: LinkHint): void;
  /** What the relay on the link said it is; undefined before it did. */
  relayEnvironment(): Environment | undefined;
  /** Where the relay is has changed. */
  redial(): void;
  /** Stores changes that no step made. */
  keep(changes: readonly StoreChange[], done: () => void): void;
  /** A message was opened: our clock never falls behind it. */
  seen(core: RoomCore, opened: Opened): void;
  /** Another tab's connection, for a tab without a link. */
  heardConnection(connection: Connection): void;
  /** Settles after others had their turn. */
  pause(): Promise<void>;
  close(): Promise<void>;
}

export interface DriverListener {
  event(event: ClientEvent): void;
  /** Entries of a room were stored, for other tabs. */
  stored(room: RoomId): void;
  /** The record of a room was, by itself. */
  learned(room: RoomId): void;
  readonly rooms: RoomKeeping;
}

export function createDriver(ports: ClientPorts, listener: DriverListener): Driver {
  const cores = new Map<RoomId, RoomCore>();
  const clock = createHybridClock();
  const notices = createNotices();
  const announcements = createAnnouncements();
  let ref = 0;
  let leading = false;
  let closed = false;
  /** Somebody looks at the page, as far as hints told. */
  let watched = false;
  let hello: FrameOf<"hello"> | undefined;
  let connection: Connection = { kind: "connecting" };

  const localNow = (): Millis => ports.clock.now();
  const random = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = ports.random.bytes(4);
    return (((a * 256 + b) * 256 + c) * 256 + d) / 2 ** 32;
  };
  const machine = createLinkMachine({ random, environment: () => ports.settings().environment });

  const link = createRelayLink(ports.dialer, {
    opened: () => runLink(machine.opened(localNow())),
    received,
    closed: (code) => runLink(machine.closed(code, localNow())),
  });
  const commits = createCommits({
    store: ports.store,
    now: localNow,
    trouble(trouble) {
      if (trouble !== undefined) return notice({ kind: trouble });
      notices.withdraw("storage-full");
      notices.withdraw("storage-denied");
      // What was kept in memory meanwhile is stored only now: other tabs can find it there.
      for (const id of cores.keys()) listener.stored(id);
    },
    reschedule: () => waker.schedule(),
  });
  const steps = createRoomSteps({
    ports,
    link,
    commits,
    cores,
    hello: () => hello,
    answered: machine.answered,
    ...listener,
    notice,
    settle,
  });

  const now = (): Millis => clock.relayNow(localNow());
  const shared = {
    ports,
    commits,
    link,
    cores,
    steps,
    listener,
    notice,
    settle,
    now,
    clock,
    announcements,
  };
  const late = createLateLoading(shared);
  const routes = createFrameRoutes(shared);
  const waker = createWaker(ports.clock, deadline, wake);

  function notice(one: Notice): void {
    if (notices.add(one)) listener.event({ kind: "notice", notice: one });
  }

  function runLink(effects: readonly LinkEffect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case "dial":
          link.dial(ports.settings().relayUrl);
          break;
        case "hangUp":
          link.hangUp(effect.code);
          break;
        case "ping":
          link.transmit({ kind: "ping", token: effect.token });
          break;
        case "lost":
          lost();
          break;
        case "otherEnvironment": {
          const ours = ports.settings().environment;
          const theirs = effect.hello.environment;
          if (ours !== undefined) notice({ kind: "wrong-environment", ours, theirs });
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
    for (const core of joinOrder(cores.values())) enter(core);
  }

  /** Joins, while the link holds fewer rooms than it may; the others wait for the next link. */
  function enter(core: RoomCore): void {
    const present = [...cores.values()].filter(({ sync }) => sync.state.kind !== "away");
    if (present.length >= limits.roomsPerLink) return;
    steps.run(core, core.sync.greeted(localNow()));
  }

  function lost(): void {
    hello = undefined;
    routes.lost();
    announcements.lost();
    for (const core of cores.values()) {
      const inFlight = core.outbox.inFlight();
      const seen = core.presence.view.count;
      core.sync.lost();
      core.presence.lost();
      core.late?.typing.lost();
      steps.retell(core, inFlight);
      if (seen > 0) steps.emitPresence(core);
    }
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
    if (machine.state.kind === "ready") routes.route(frame, now, bytes);
    settle();
  }

  const isWanted = (): boolean => leading && !closed && cores.size > 0;

  function owed(): Owed | undefined {
    const all = [...cores.values()].filter(({ sync }) => sync.owed !== undefined);
    const some = new Set(all.map(({ sync }) => sync.owed));
    const begins = all.filter(({ sync }) => sync.channel === undefined);
    // They share the link: behind a page of one room, the ack of another takes as long.
    return some.has("ack") && (some.size > 1 || begins.length > 1) ? "page" : [...some][0];
  }

  /** After every step: what the relay owes, the connection and the timer follow the state. */
  function settle(): void {
    machine.owes(owed(), localNow());
    const all = [...cores.values()];
    machine.eager(watched || all.some(({ outbox }) => outbox.size > 0), localNow());
    late.look(localNow());
    const syncs = all.map(({ sync }) => sync);
    if (leading) tell(connectionOf(machine, syncs));
    waker.schedule();
  }

  function tell(next: Connection): void {
    if (JSON.stringify(next) === JSON.stringify(connection)) return;
    connection = next;
    listener.event({ kind: "connection", connection });
  }

  function deadline(): Millis | undefined {
    let at = earlier(machine.deadline(), commits.deadline());
    if (machine.state.kind !== "ready") return at;
    for (const { sync, late } of cores.values()) {
      at = earlier(at, sync.deadline());
      at = earlier(at, late?.deadline());
    }
    return earlier(at, announcements.deadline());
  }

  function wake(now: Millis, frozen: boolean): void {
    commits.wake(now);
    if (frozen) runLink(machine.hint("time-jump", now));
    runLink(machine.wake(now));
    if (machine.state.kind === "ready") {
      const again = announcements.wake(now);
      const spoken = again === undefined ? undefined : cores.get(again);
      if (spoken !== undefined) steps.announce(spoken);
      for (const core of cores.values()) {
        steps.run(core, core.sync.wake(now));
        core.late?.typing.wake(now);
      }
    }
    settle();
  }

  return {
    ...steps,
    clock,
    commits,
    cores,
    get connection() {
      return connection;
    },
    get notices() {
      return notices.all;
    },
    get leading() {
      return leading;
    },
    now,
    nextRef: () => (ref += 1),
    random,
    emit: listener.event,
    notice,
    run(core, effects, done) {
      steps.run(core, effects, done);
      settle();
    },
    add(core) {
      cores.set(core.id, core);
      late.equip(core);
      if (machine.state.kind === "ready") enter(core);
      runLink(machine.want(isWanted(), localNow()));
    },
    remove(id) {
      const core = cores.get(id);
      if (core === undefined) return;
      routes.leave(core);
      core.opener.close();
      cores.delete(id);
      runLink(machine.want(isWanted(), localNow()));
    },
    lead(lead) {
      leading = lead;
      runLink(machine.want(isWanted(), localNow()));
    },
    loadLate: late.load,
    hint(hint) {
      if (hint === "hidden") watched = false;
      if (hint === "visible" || hint === "page-show") watched = true;
      runLink(machine.hint(hint, localNow()));
    },
    relayEnvironment: () => hello?.environment,
    redial: () => runLink(machine.redial(localNow())),
    keep: (changes, done) => commits.add(changes, done),
    seen(core, opened) {
      if (opened.author === core.identity.author) clock.observeOwn(opened.hlc);
      else clock.observe(opened.hlc, localNow());
    },
    heardConnection(heard) {
      if (!leading) tell(heard);
    },
    pause: waker.pause,
    async close() {
      closed = true;
      late.close();
      runLink(machine.want(false, localNow()));
      for (const core of cores.values()) core.opener.close();
      await commits.drained();
      waker.stop();
    },
  };
}
