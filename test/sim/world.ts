/** World: one festival in one process. Carries out a plan, then waits for rest and looks. */
import type { StoredRoom } from "@festival-chat/client";
import { deriveRoomKeys, formatLink, hostFingerprint } from "@festival-chat/protocol/e2e";
import { limits, type LogRecord, type Millis } from "@festival-chat/protocol/wire";
import { createCertificate } from "@festival-chat/protocol/words";
import { createVirtualTime, type VirtualTime } from "./clock.ts";
import { createDisk } from "./disk.ts";
import { createFakeSignatures } from "./fake-signatures.ts";
import { createHistory, type History, markOf, type Violation } from "./history.ts";
import { checkRest, type Rest } from "./invariants.ts";
import type { Path } from "./network.ts";
import { createPhone, type Phone } from "./phone.ts";
import { type Deed, describeAct, type Fault, type Plan } from "./plan.ts";
import { createDice } from "./random.ts";
import { createRelayHost, type RelayHost } from "./relay-host.ts";

const origin = "https://chat.example";
const begin = Date.UTC(2026, 6, 3, 18);
/** A run that does more than this goes in circles. */
const mostEvents = 400_000;
/** Back-off, half-open time-outs, storage pauses and a heal election, one after the other. */
export const restMillis = 180_000;

/** What everybody needs to agree on a good network that phones are told of (C10). */
export const nearMillis = 10_000;
/** The same where a log has to be healed or a burst to be paced first: the longest election, and as much again. */
export const nearMendedMillis = 60_000;
const camp = { latencyMillis: 20, jitterMillis: 20 };
/** A log that has to be healed by its phones waits for an election; many words at once are paced by the relay. */
const slowToMend: ReadonlySet<Fault> = new Set([
  "relay-restore",
  "relay-wipe",
  "relay-disk",
  "burst",
]);

/** Clocks that run ahead by more are cut to the relay's time; less the latency of a slow network. */
const believedMillis = limits.clockSkewMillis - 60_000;

export interface World {
  readonly time: VirtualTime;
  readonly history: History;
  readonly relay: RelayHost;
  readonly phones: readonly Phone[];
  readonly invite: string;
  readonly events: readonly string[];
  note(text: string): void;
  perform(deed: Deed): void;
  /**
   * Faults end: every phone is on, every path is good, the relay runs.
   * @param near the network is a camp's own, and systems tell their phones that it is back
   */
  calm(near: boolean): void;
  /** Lets time pass until everybody agrees. @returns how long it took, or what is still wrong */
  rest(within?: Millis): Promise<{ readonly millis: Millis } | Violation>;
}

/** Everything a world needs of a plan but its acts. */
export type Setting = Omit<Plan, "acts" | "millis">;

export async function createWorld(setting: Setting): Promise<World> {
  const dice = createDice(setting.seed).stream("world");
  const time = createVirtualTime(begin);
  const signatures = createFakeSignatures();
  const history = createHistory();
  const excused = new Set<string>();
  let trimmed: readonly LogRecord[] = [];
  const events: string[] = [];
  let agreeWithin: Millis = restMillis;
  const note = (text: string): void => {
    events.push(`${((time.now() - begin) / 1_000).toFixed(3).padStart(8)}  ${text}`);
  };

  const keys = await deriveRoomKeys(dice.bytes(16), signatures);
  const hostSecret = dice.bytes(32);
  const card = { name: "Main stage", words: undefined, createdAt: begin };
  const certificate = await createCertificate(
    keys,
    hostSecret,
    1,
    card,
    dice.bytes(24),
    signatures,
  );
  const hostRecord: StoredRoom = {
    room: keys.room,
    root: keys.root,
    deviceSecret: dice.bytes(32),
    hostSecret,
    expectedHost: undefined,
    certificate,
    myName: "Anna",
    confirmed: true,
    spoken: false,
    cursor: undefined,
    earliest: undefined,
    addedAt: begin,
    openedAt: begin,
  };
  const invite = formatLink(origin, keys.root, hostFingerprint(certificate.hostKey));

  const relay = createRelayHost({
    time,
    dice: dice.stream("relay"),
    signatures,
    history,
    room: keys.room,
    origin,
    skewMillis: setting.relaySkewMillis,
    commitMillis: setting.commitMillis,
  });
  const goodPath = (): Path => ({
    latencyMillis: setting.latencyMillis,
    jitterMillis: setting.jitterMillis,
    bytesPerSecond: 500_000,
  });
  const phones = Array.from({ length: setting.phones }, (_, i): Phone => {
    const own = dice.stream(`phone ${i}`);
    const disk = createDisk(time, own.stream("disk"), setting.diskMillis);
    if (i === 0) disk.write([{ kind: "putRoom", room: hostRecord }]);
    return createPhone(phoneName(i), {
      time,
      dice: own,
      signatures,
      history,
      relay,
      disk,
      path: goodPath(),
      room: keys.room,
      origin,
      sharesTabs: true,
      note,
    });
  });
  relay.start();
  const arrived = new Set<Phone>();
  const joinWith = (phone: Phone): string | undefined => (phone === phones[0] ? undefined : invite);

  /** A log that goes back: what no disk holds can be brought back by nobody. */
  function excuseWhatNobodyHolds(): void {
    const held = new Set<string>();
    for (const { disk } of phones) {
      for (const { envelope } of disk.held().entries) held.add(markOf(envelope));
    }
    const kept = new Set(relay.records().map(({ envelope }) => markOf(envelope)));
    for (const mark of history.acked) if (!held.has(mark) && !kept.has(mark)) excused.add(mark);
  }

  function performOnPhone(phone: Phone, deed: Extract<Deed, { readonly phone: number }>): void {
    switch (deed.kind) {
      case "arrive":
        arrived.add(phone);
        phone.launch(deed.tab, joinWith(phone));
        return;
      case "say":
        phone.say(deed.tab);
        return;
      case "edit":
        phone.edit(deed.tab);
        return;
      case "react":
        phone.react(deed.tab);
        return;
      case "cut":
        for (const connection of phone.connections()) connection.cut();
        return;
      case "half-open":
        for (const connection of phone.connections()) connection.halfOpen();
        return;
      case "crash":
        phone.die(false, deed.tab);
        return;
      case "battery":
        phone.die(true, 0);
        phone.die(true, 1);
        return;
      case "stall":
        for (const connection of phone.connections()) {
          connection.stall(time.now() + deed.millis);
        }
        return;
      case "freeze":
        phone.freeze(time.now() + deed.millis);
        return;
      case "slow":
        phone.path.bytesPerSecond = 1_000;
        time.after(deed.millis, () => void (phone.path.bytesPerSecond = 500_000));
        return;
      case "offline": {
        phone.offline = deed.dials;
        for (const connection of phone.connections()) {
          if (deed.links === "cut") connection.cut();
          else if (deed.links === "half-open") connection.halfOpen();
          else connection.stall(time.now() + deed.millis);
        }
        time.after(deed.millis, () => void (phone.offline = undefined));
        return;
      }
      case "clock":
        phone.skewMillis = deed.skewMillis;
        if (deed.skewMillis > believedMillis) history.excuseOrder(phone.name);
        return;
      case "disk":
        phone.disk.fail(deed.fault, deed.count);
        return;
      case "hint":
        for (const { client } of phone.tabs) client?.hint("online");
    }
  }

  function performOnRelay(deed: Exclude<Deed, { readonly phone: number }>): void {
    switch (deed.kind) {
      case "relay-kill":
        relay.kill(deed.quiet);
        time.after(deed.millis, () => relay.start());
        return;
      case "relay-drain":
        relay.drain();
        time.after(deed.millis, () => relay.start());
        return;
      case "relay-restore":
        relay.kill(false);
        time.after(deed.millis, () => {
          if (relay.up) return;
          relay.startFrom(deed.from);
          trimmed = [];
          excuseWhatNobodyHolds();
        });
        return;
      case "relay-backup":
        relay.backUp();
        return;
      case "relay-disk":
        relay.failCommits(deed.count);
        return;
      case "trim":
        relay.trim(deed.keep, (records) => {
          trimmed = [...trimmed, ...records];
          for (const { envelope } of records) excused.add(markOf(envelope));
        });
    }
  }

  const rest: Rest = {
    history,
    relay,
    phones,
    keys,
    signatures,
    excused,
    get trimmed() {
      return trimmed;
    },
    textByMark: new Map(),
  };

  /** Cheap signs that something is still on its way. */
  function restless(): Violation | undefined {
    const head = relay.records().at(-1)?.seq ?? 0;
    for (const { name, tabs } of phones) {
      let best: string | undefined;
      let settled = tabs.every(({ alive }) => !alive);
      for (const { alive, client, room } of tabs) {
        if (!alive || client === undefined) continue;
        if (room === undefined) return { check: "C10", what: `${name} is not in the room` };
        if (room.hasEarlier) room.loadEarlier();
        const synced = client.synced(room.id);
        if (synced !== undefined && synced.cursor >= head) settled = true;
        const state = `${client.connection.kind}, ${room.membership.kind}`;
        best = `${synced?.cursor} of ${synced?.head}, the log has ${head} (${state})`;
      }
      if (!settled) return { check: "C10", what: `${name} is at ${best}` };
    }
    return undefined;
  }

  const world: World = {
    time,
    history,
    relay,
    phones,
    invite,
    events,
    note,
    perform(deed) {
      note(describeAct({ at: time.now() - begin, deed }).replace(/^\S+ /, ""));
      if (!("phone" in deed)) return performOnRelay(deed);
      const phone = phones[deed.phone];
      if (phone !== undefined) performOnPhone(phone, deed);
      return undefined;
    },
    calm(near) {
      note("calm");
      relay.start();
      const healed = setting.faults.some((fault) => slowToMend.has(fault));
      const unknown = phones.some(({ tabs }) =>
        tabs.some(({ room }) => room?.membership.kind === "no-such-room"),
      );
      // Hundreds of words of one phone go out at one a second: as long as the relay lets them take.
      const paced = setting.faults.includes("history");
      if (!near || unknown || paced) agreeWithin = restMillis;
      else agreeWithin = healed ? nearMendedMillis : nearMillis;
      for (const phone of phones) {
        phone.disk.mend();
        phone.offline = undefined;
        Object.assign(phone.path, goodPath(), near ? camp : {});
        if (!arrived.has(phone)) continue;
        phone.launch(0, joinWith(phone));
        if (near) for (const { client } of phone.tabs) client?.hint("online");
      }
    },
    async rest(within = agreeWithin) {
      const start = time.now();
      const stop = (): boolean => history.violation !== undefined || time.events > mostEvents;
      let wrong: Violation | undefined;
      while (time.now() < start + within) {
        await time.runUntil(time.now() + 1_000, stop);
        if (history.violation !== undefined) return history.violation;
        if (time.events > mostEvents) return { check: "L0", what: "more events than make sense" };
        wrong = restless() ?? (await checkRest(rest));
        if (wrong === undefined) return { millis: time.now() - start };
      }
      return wrong ?? { check: "C10", what: "nothing" };
    },
  };
  return world;
}

/** Names of test phones. */
export const phoneName = (index: number): string => ["anna", "ben"][index] ?? `phone-${index + 1}`;
