/**
 * A load run: fill the rooms, send at a steady rate, cut some clients off, wait for what is due.
 *
 * Every phase ends by itself: connecting by a deadline, sending by the clock, waiting by standstill.
 */
import { pause } from "../deadline.ts";
import type { LoadOptions } from "../invocation.ts";
import type { Announcer } from "./announce.ts";
import type { CreateLoadRoom, LoadClient, LoadEvents, LoadRoom } from "./load-client.ts";
import { createCounts, type Counts, createReport, type LoadReport } from "./report.ts";
import { createRoomTally, type RoomTally } from "./tally.ts";

/** New clients per second: below what a relay allows one address when it is busy. */
const rampPerSecond = 200;
/** To join: as long as the first one may take, plus the ramp. */
const joinMillis = 30_000;
/** Every tenth phone is slow, where some are. */
const slowEvery = 10;
/** How often due messages are sent. */
const tickMillis = 10;
/** Nothing arrived for so long: what is missing then is lost. */
const standstillMillis = 10_000;
const pollMillis = 100;

interface Member {
  readonly client: LoadClient;
  readonly tally: RoomTally;
  everJoined: boolean;
  /** In its room at this moment. */
  present: boolean;
  /** Reads nothing while the others talk. */
  slow: boolean;
  announced: boolean;
  readonly startedAt: number;
  /** When its link was cut; undefined when it is not on its way back. */
  cutAt: number | undefined;
}

export interface LoadRun {
  /** For progress lines. */
  readonly counts: Counts;
  readonly phase: () => "connecting" | "sending" | "waiting" | "done";
  readonly report: Promise<LoadReport>;
}

/**
 * Starts a run.
 * @param now monotonic milliseconds
 * @param signal ends the run early; the report is of what was done
 * @param enough ends sending early; what is due is waited for
 * @param announcer announces in the middle, where that is the scenario
 */
export function startLoad(
  options: LoadOptions,
  createRoom: CreateLoadRoom,
  now: () => number,
  signal: AbortSignal,
  enough: AbortSignal = signal,
  announcer?: Announcer,
): LoadRun {
  const counts = createCounts();
  const tallies: RoomTally[] = [];
  const members: Member[] = [];
  let announcedAt: number | undefined;
  let phase: ReturnType<LoadRun["phase"]> = "connecting";

  function setPresent(member: Member, present: boolean): void {
    if (member.present === present) return;
    member.present = present;
    counts.present += present ? 1 : -1;
  }

  async function addMember(room: LoadRoom, tally: RoomTally): Promise<Member> {
    // Everything is told after addMember settled, so the member exists by then.
    const receiver = tally.addReceiver();
    const events: LoadEvents = {
      joined() {
        if (!member.everJoined) {
          counts.connected++;
          counts.joinTime.record(now() - member.startedAt);
        }
        member.everJoined = true;
        setPresent(member, true);
        if (member.cutAt === undefined) return;
        counts.reconnects++;
        counts.reconnectTime.record(now() - member.cutAt);
        member.cutAt = undefined;
      },
      dismissed(afterMillis) {
        counts.slotsMillis.push(afterMillis);
        member.cutAt ??= now();
        setPresent(member, false);
      },
      announced() {
        // What stood before is told at the join; each client counts once.
        if (announcedAt === undefined || member.announced) return;
        member.announced = true;
        counts.announceTime.record(now() - announcedAt);
      },
      received(number) {
        const age = tally.ageOf(number, now());
        if (age === undefined) return;
        if (!receiver.received(number)) {
          counts.duplicates++;
          return;
        }
        counts.delivered++;
        if (member.slow) return counts.slowLatency.record(age);
        counts.deliveryLatency.record(age);
        counts.window.record(age);
      },
      acknowledged(number) {
        if (!tally.acknowledged(number)) return;
        counts.acknowledged++;
        // Who reads nothing does not read acknowledgements either.
        if (!member.slow) counts.ackLatency.record(tally.ageOf(number, now()) ?? 0);
      },
      refused(_number, name) {
        counts.refusedByName.set(name, (counts.refusedByName.get(name) ?? 0) + 1);
      },
    };
    const client = await room.addMember(events);
    const member: Member = {
      client,
      tally,
      everJoined: false,
      present: false,
      slow: false,
      announced: false,
      startedAt: now(),
      cutAt: undefined,
    };
    members.push(member);
    client.start();
    return member;
  }

  /** Waits until `done` or until `millis` passed or the run was told to end. */
  async function until(done: () => boolean, millis: number): Promise<boolean> {
    const deadline = now() + millis;
    while (!done() && now() < deadline && !signal.aborted) await pause(pollMillis, signal);
    return done();
  }

  async function connect(): Promise<void> {
    const rooms: LoadRoom[] = [];
    for (let number = 0; number < options.rooms; number++) {
      const room = await createRoom(number);
      const tally = createRoomTally();
      rooms.push(room);
      tallies.push(tally);
      await addMember(room, tally);
    }
    const hosts = [...members];
    if (!(await until(() => hosts.every(({ everJoined }) => everJoined), joinMillis))) return;
    const startedAt = now();
    while (members.length < options.clients && !signal.aborted) {
      const ramped = Math.ceil(((now() - startedAt) * rampPerSecond) / 1_000) + rooms.length;
      const due = options.scenario === "rush" ? options.clients : ramped;
      while (members.length < Math.min(due, options.clients)) {
        const at = members.length % rooms.length;
        const [room, tally] = [rooms[at], tallies[at]];
        if (room !== undefined && tally !== undefined) await addMember(room, tally);
      }
      await pause(tickMillis, signal);
    }
    await until(() => counts.connected === members.length, joinMillis);
  }

  /** Sends what is due, round and round; a member that is away still sends: its outbox waits. */
  async function sendAll(): Promise<number> {
    const startedAt = now();
    const endsAt = startedAt + options.seconds * 1_000;
    const cuts = planCuts(startedAt, endsAt);
    const third = (endsAt - startedAt) / 3;
    let next = 0;
    while (now() < endsAt && !signal.aborted && !enough.aborted) {
      const due = Math.floor(((now() - startedAt) * options.rate) / 1_000);
      while (counts.sent < due) {
        const member = members[next++ % members.length];
        if (member === undefined) break;
        counts.sent++;
        member.client.send(member.tally.sent(now()));
      }
      if (announcer !== undefined && announcedAt === undefined && now() - startedAt > third) {
        announcedAt = now();
        await announcer.announce();
      }
      while (cuts[0] !== undefined && cuts[0].at <= now()) cutOff(cuts.shift()?.member);
      await pause(tickMillis, signal);
    }
    return (now() - startedAt) / 1_000;
  }

  function cutOff(member: Member | undefined): void {
    if (member === undefined || !member.client.joined) return;
    counts.cuts++;
    member.cutAt = now();
    setPresent(member, false);
    member.client.cut();
  }

  /** Who is cut off when: a random share of the clients, spread over the time of sending. */
  function planCuts(from: number, to: number): { readonly at: number; readonly member: Member }[] {
    if (options.scenario === "reconnect") {
      return members.map((member) => ({ member, at: from + (to - from) / 3 }));
    }
    const shuffled = members
      .map((member) => ({ member, order: Math.random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, Math.round(options.drop * members.length));
    return shuffled
      .map(({ member }) => ({ member, at: from + Math.random() * (to - from) }))
      .sort((a, b) => a.at - b.at);
  }

  /** In the scenario of slow phones a tenth stops reading, and catches up at the end. */
  function setSlow(slow: boolean): void {
    if (options.scenario !== "slow") return;
    for (const member of members.filter((_, at) => at % slowEvery === slowEvery - 1)) {
      member.slow = true;
      member.client.pace?.(!slow);
    }
  }

  const missing = (): number => tallies.reduce((sum, tally) => sum + tally.missing(), 0);
  const answered = (): number =>
    counts.acknowledged + [...counts.refusedByName.values()].reduce((sum, n) => sum + n, 0);

  async function waitForRest(): Promise<void> {
    let last = -1;
    let lastAt = now();
    await until(
      () => {
        const { delivered, reconnects, announceTime } = counts;
        const progress = answered() + delivered + reconnects + announceTime.count;
        if (progress !== last) {
          last = progress;
          lastAt = now();
        }
        if (now() - lastAt > standstillMillis) return true;
        if (announcer !== undefined && counts.announceTime.count < members.length) return false;
        const isBack = members.every(({ cutAt }) => cutAt === undefined);
        return isBack && answered() >= counts.sent && missing() === 0;
      },
      options.seconds * 1_000 + 60_000,
    );
  }

  async function run(): Promise<LoadReport> {
    let seconds = 0;
    try {
      await connect();
      counts.failed = options.clients - counts.connected;
      if (counts.failed === 0) {
        phase = "sending";
        setSlow(true);
        seconds = await sendAll();
        phase = "waiting";
        setSlow(false);
        await waitForRest();
      }
    } finally {
      phase = "done";
      await Promise.all(members.map(({ client }) => client.stop()));
    }
    const { scenario, mode, clients, rooms } = options;
    return createReport(
      { scenario, mode, clients, rooms, seconds: Math.max(seconds, 0.001), lost: missing() },
      counts,
    );
  }

  return { counts, phase: () => phase, report: run() };
}
