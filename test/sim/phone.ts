/**
 * A phone at the festival: a battery, a wrong clock, a disk, a path to the relay, and one or two tabs
 * with the whole engine in them.
 */
import {
  type Client,
  type Clock,
  createClient,
  type Link,
  type LinkEvents,
  type Room,
} from "@festival-chat/client";
import { lateParts } from "@festival-chat/client/late";
import type { Signatures } from "@festival-chat/protocol/e2e";
import type { Millis, RoomId } from "@festival-chat/protocol/wire";
import type { Cancel, VirtualTime } from "./clock.ts";
import type { Disk } from "./disk.ts";
import type { History, Said } from "./history.ts";
import type { Connection, Path } from "./network.ts";
import type { Dice } from "./random.ts";
import type { RelayHost } from "./relay-host.ts";
import { createTabLock } from "./tab-lock.ts";

/** What becomes of a dial without network: told at once, or swallowed. */
export type DialTrouble = "refuse" | "hang";

export interface Tab {
  readonly alive: boolean;
  readonly client: Client | undefined;
  readonly room: Room | undefined;
}

export interface Phone {
  readonly name: string;
  readonly disk: Disk;
  readonly path: Path;
  readonly tabs: readonly Tab[];
  /** Milliseconds its clock runs ahead. */
  skewMillis: Millis;
  offline: DialTrouble | undefined;
  /** Opens the app in this tab. With an invite, joins. */
  launch(tab?: number, invite?: string): void;
  /** The app ends. quiet: the battery died, the relay hears nothing. */
  die(quiet: boolean, tab?: number): void;
  /** Nothing of the app runs until then; frames and timers wait. */
  freeze(until: Millis): void;
  connections(): readonly Connection[];
  /** Another timer of the running app, which waits while nothing of it runs. */
  timer(): Clock | undefined;
  say(tab?: number): void;
  edit(tab?: number): void;
  react(tab?: number): void;
}

export interface PhonePorts {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly signatures: Signatures;
  readonly history: History;
  readonly relay: RelayHost;
  readonly disk: Disk;
  readonly path: Path;
  readonly room: RoomId;
  readonly origin: string;
  readonly sharesTabs: boolean;
  note(text: string): void;
}

interface Launch extends Tab {
  alive: boolean;
  client: Client | undefined;
  /** What was written in this launch. */
  readonly wrote: Said[];
  readonly newTimer: () => Clock;
  readonly end: (quiet: boolean) => void;
}

/** A phone has opened everything it holds by then. */
const openMillis = 5_000;

const storageTrouble = (client: Client): boolean =>
  client.notices.some(({ kind }) => kind === "storage-denied" || kind === "storage-full");

export function createPhone(name: string, ports: PhonePorts): Phone {
  const { time, dice, history, relay, disk, path } = ports;
  const lock = createTabLock(time);
  const numbers = new Map<string, number>();
  const mine: Said[] = [];
  const launches: (Launch | undefined)[] = [];
  let open: Connection[] = [];
  let frozenUntil = 0;
  let launchCount = 0;

  const local = (): Millis => Math.floor(time.now() + phone.skewMillis);

  function createGate(isAlive: () => boolean): (run: () => void) => void {
    const backlog: (() => void)[] = [];
    const thaw = (): void => {
      if (time.now() < frozenUntil) {
        time.after(frozenUntil - time.now(), thaw);
        return;
      }
      const next = backlog.shift();
      if (next === undefined || !isAlive()) return;
      next();
      if (backlog.length > 0) time.after(0, thaw);
    };
    return (run) => {
      if (!isAlive()) return;
      if (backlog.length === 0 && time.now() >= frozenUntil) return run();
      backlog.push(run);
      if (backlog.length === 1) time.after(frozenUntil - time.now(), thaw);
      return undefined;
    };
  }

  function dial(events: LinkEvents, gate: (run: () => void) => void, own: Connection[]): Link {
    let inner: Link | undefined;
    let closed = false;
    const gated: LinkEvents = {
      opened: () => gate(() => events.opened()),
      received: (frame) => gate(() => events.received(frame)),
      writable: () => gate(() => events.writable()),
      closed: (code) => gate(() => events.closed(code)),
    };
    const refused = (): void => {
      if (closed) return;
      closed = true;
      gated.closed(1006);
    };
    time.after(2 * path.latencyMillis + dice.unit() * path.jitterMillis, () => {
      if (closed) return;
      if (phone.offline === "hang") return;
      const made = phone.offline === undefined ? relay.accept(name, path, gated) : undefined;
      if (made === undefined) return refused();
      inner = made.link;
      open = open.filter((connection) => connection.open);
      open.push(made.connection);
      own.push(made.connection);
      return undefined;
    });
    return {
      kind: "relay",
      send: (frame) => inner?.send(frame) ?? false,
      close(code) {
        if (inner !== undefined) return inner.close(code);
        if (closed) return undefined;
        closed = true;
        time.after(0, () => gated.closed(code));
        return undefined;
      },
    };
  }

  function createPhoneClock(gate: (run: () => void) => void): Clock {
    let cancel: Cancel = () => undefined;
    return {
      now: local,
      wakeAt(at, wake) {
        cancel();
        // A timer counts from when it was set, whatever becomes of the clock on the wall.
        cancel = time.after(at - local(), () => gate(wake));
      },
      cancel: () => cancel(),
    };
  }

  async function begin(client: Client, launch: Launch, invite: string | undefined): Promise<void> {
    await client.open();
    if (invite !== undefined && client.room(ports.room) === undefined) await client.join(invite);
    const kept = mine.filter(({ kept }) => kept === "kept");
    // What is on disk is opened a screen at a time.
    time.after(openMillis, () => {
      const { room } = launch;
      if (!launch.alive || room === undefined || time.now() < frozenUntil) return;
      const shown = new Set(room.messages().map(({ id }) => id));
      for (const { id, text } of kept) {
        if (id === undefined || shown.has(id)) continue;
        history.fail("C1", `${name} forgot "${text}" over a restart`);
      }
    });
  }

  function recheckKept(launch: Launch): void {
    if (launch.client === undefined || storageTrouble(launch.client)) return;
    for (const one of launch.wrote) if (one.kept === "unsure") one.kept = "kept";
  }

  const launchAt = (tab: number): Launch | undefined => {
    const launch = launches[tab];
    return launch?.alive === true ? launch : undefined;
  };

  function said(room: Room, launch: Launch, tab: number): void {
    const lane = `${name}.${tab}`;
    const number = (numbers.get(lane) ?? 0) + 1;
    numbers.set(lane, number);
    const one: Said = {
      phone: name,
      lane,
      number,
      text: `${lane} ${number}`,
      id: undefined,
      kept: "unknown",
    };
    history.saying(one);
    mine.push(one);
    launch.wrote.push(one);
    void room.send(one.text).then((result) => {
      if (!result.ok)
        return history.fail("L0", `"${one.text}" was not taken: ${result.error.kind}`);
      if (launch.client === undefined || !launch.alive) return undefined;
      one.id = result.value;
      one.kept = storageTrouble(launch.client) ? "unsure" : "kept";
      return undefined;
    });
  }

  const phone: Phone = {
    name,
    disk,
    path,
    skewMillis: 0,
    offline: undefined,
    get tabs() {
      return launches.filter((launch) => launch !== undefined);
    },
    launch(tab = 0, invite) {
      if (launchAt(tab) !== undefined) return;
      const mounted = disk.mount();
      const own: Connection[] = [];
      const gate = createGate(() => launch.alive);
      const seat = ports.sharesTabs ? lock.join() : undefined;
      const screen = history.screen(`${name}.${tab}`);
      const random = dice.stream(`${tab} ${launchCount++}`);
      const client = createClient({
        settings: {
          relayUrl: "ws://relay.example/ws",
          origin: ports.origin,
          environment: "development",
          eventTag: "public",
        },
        dialer: { dial: (_url, events) => dial(events, gate, own) },
        store: mounted.store,
        clock: createPhoneClock(gate),
        random: { bytes: (length) => random.bytes(length) },
        signatures: ports.signatures,
        loadLate: () => lateParts,
        ...(seat === undefined ? {} : { tabs: seat.tabs }),
      });
      const launch: Launch = {
        alive: true,
        client,
        wrote: [],
        newTimer: () => createPhoneClock(gate),
        get room() {
          return client.room(ports.room);
        },
        end(quiet) {
          launch.alive = false;
          mounted.unplug();
          seat?.leave();
          for (const connection of own) {
            if (quiet) connection.halfOpen();
            connection.phoneDied();
          }
          // What storage trouble kept in memory only is gone, as the phone had said.
          const trouble = storageTrouble(client);
          for (const one of launch.wrote) {
            if (one.kept === "unknown" || (one.kept === "unsure" && trouble)) one.kept = "lost";
          }
        },
      };
      launches[tab] = launch;
      client.on((event) => {
        if (!launch.alive) return;
        if (event.kind === "messages" && launch.room !== undefined) screen(launch.room.messages());
        if (event.kind === "connection") ports.note(`${name}.${tab}: ${event.connection.kind}`);
        if (event.kind === "notice") ports.note(`${name}: notice ${event.notice.kind}`);
        recheckKept(launch);
      });
      void begin(client, launch, invite);
    },
    die(quiet, tab = 0) {
      launchAt(tab)?.end(quiet);
    },
    freeze(until) {
      frozenUntil = Math.max(frozenUntil, until);
    },
    connections: () => open.filter((connection) => connection.open),
    timer: () => launchAt(0)?.newTimer(),
    say(tab = 0) {
      const launch = launchAt(tab);
      const room = launch?.room;
      if (launch === undefined || room === undefined || time.now() < frozenUntil) return;
      said(room, launch, tab);
    },
    edit(tab = 0) {
      const room = launchAt(tab)?.room;
      const own = room?.messages().filter(({ mine: is, body }) => is && body.kind === "text") ?? [];
      const [message] = own.length === 0 ? [] : [dice.pick(own)];
      const one = mine.find(({ id }) => id === message?.id);
      if (room === undefined || message === undefined || one === undefined) return;
      const text = `${one.text}!${dice.whole(1, 1_000_000)}`;
      history.edited(text);
      void room.edit(message.id, text);
    },
    react(tab = 0) {
      const room = launchAt(tab)?.room;
      const all = room?.messages() ?? [];
      if (room === undefined || all.length === 0) return;
      void room.react(dice.pick(all).id, dice.pick(["🔥", "❤", "🎶", ""]));
    },
  };
  return phone;
}
