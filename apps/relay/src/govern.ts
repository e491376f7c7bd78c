/** Acts of the organiser on what is live: telling every link, changing a room's rule, showing out. */
import { type DeviceTag, type RoomId } from "@festival-chat/protocol/wire";
import { closeLink, writeMessage } from "./link.ts";
import type { RelayContext } from "./relay-context.ts";
import type { Room, Seat } from "./room.ts";
import { unseat } from "./seating.ts";
import type { Session } from "./session.ts";
import { createKeyedBuckets } from "./token-bucket.ts";
import type { Notice, RoomRule } from "./warden.ts";

export interface Government {
  /**
   * Writes a notice to every joined link, or to those in one of these rooms; links that join later
   * ask the warden. Works in slices.
   * @returns how many links it is for at this moment
   */
  announce(notice: Notice, rooms: ReadonlySet<RoomId> | undefined): number;
  /** The rule of a room changed. */
  ruleChanged(room: RoomId): void;
  /** Shows everybody out of a room, and forgets it. */
  expelRoom(room: RoomId): void;
  /** Shows devices out of the rooms in which this holds. @returns how many links it met */
  expelDevices(isMeant: (room: RoomId, device: DeviceTag) => boolean): number;
  /** The rooms in memory. */
  rooms(): Iterable<Room>;
}

/** Puts a rule into a room. */
export function applyRule(relay: RelayContext, room: Room, rule: RoomRule): void {
  room.closed = rule.closed;
  const { slowSeconds } = rule;
  if (slowSeconds === room.slowSeconds) return;
  room.slowSeconds = slowSeconds;
  room.slow =
    slowSeconds === 0
      ? undefined
      : createKeyedBuckets({ perSecond: 1 / slowSeconds, burst: 1 }, relay.limits.paces);
}

/** Tells a link what it was not told yet. Announcements go before everything that may be dropped. */
export function tell(relay: RelayContext, session: Session, { name, message }: Notice): void {
  const { link } = session;
  if (link.closed || session.told?.has(name) === true) return;
  session.told ??= new Set();
  session.told.add(name);
  relay.metrics.add("announcements_sent");
  writeMessage(link, message, relay.now());
}

interface Round {
  readonly sessions: Iterator<Session>;
  readonly visit: (session: Session) => void;
}

/** Links that are shown out come back one after the other: those of a thousand in ten seconds. */
const returnMillis = 10;

/** Links visited between two looks at the clock. */
const stride = 64;

export interface Announcer extends Government {
  /** Works for at most one slice. @returns whether work is left */
  run(): boolean;
}

export function createGovernment(
  relay: RelayContext,
  sessions: ReadonlySet<Session>,
  monotonic: () => number,
): Announcer {
  const rounds: Round[] = [];

  const isIn = (session: Session, rooms: ReadonlySet<RoomId> | undefined): boolean => {
    if (session.seats.size === 0) return false;
    if (rooms === undefined) return true;
    for (const { room } of session.seats.values()) if (rooms.has(room.id)) return true;
    return false;
  };

  /** The link comes back at once, and its join is refused: so the phone learns why. */
  function showOut(session: Session, seat: Seat, turn: number): void {
    relay.reach.unsubscribe(seat.room.id, seat.device);
    unseat(relay, session, seat, relay.now());
    closeLink(session.link, "Draining", relay.now(), returnMillis * turn);
  }

  return {
    announce(notice, rooms) {
      rounds.push({
        sessions: sessions.values(),
        visit: (session) => void (isIn(session, rooms) && tell(relay, session, notice)),
      });
      relay.wakeSoon();
      let meant = 0;
      for (const session of sessions) if (isIn(session, rooms)) meant++;
      return meant;
    },
    run() {
      const startedAt = monotonic();
      while (monotonic() - startedAt < relay.limits.sliceMillis) {
        const [round] = rounds;
        if (round === undefined) return false;
        for (let i = 0; i < stride; i++) {
          const next = round.sessions.next();
          if (next.done === true) {
            rounds.shift();
            break;
          }
          round.visit(next.value);
        }
      }
      return rounds.length > 0;
    },
    ruleChanged(id) {
      const room = relay.hub.active(id);
      if (room !== undefined) applyRule(relay, room, relay.warden.rule(id));
    },
    expelRoom(id) {
      let turn = 0;
      for (const session of sessions) {
        for (const seat of [...session.seats.values()]) {
          if (seat.room.id === id) showOut(session, seat, turn++);
        }
      }
      relay.hub.forget(id);
    },
    expelDevices(isMeant) {
      let met = 0;
      for (const session of sessions) {
        for (const seat of [...session.seats.values()]) {
          if (!isMeant(seat.room.id, seat.device)) continue;
          showOut(session, seat, met++);
        }
      }
      return met;
    },
    rooms: () => relay.hub.rooms(),
  };
}
