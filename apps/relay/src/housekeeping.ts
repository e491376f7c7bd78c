/** Once a second: heartbeats, deadlines of links, presence, idle rooms. */
import type { Millis } from "@festival-chat/protocol/wire";
import { createHeartbeat } from "./heartbeat.ts";
import { closeLink, refuse } from "./link.ts";
import { sendPresence } from "./presence-fan-out.ts";
import type { RelayContext } from "./relay-context.ts";
import type { Session } from "./session.ts";

export interface Housekeeping {
  /** A link that was greeted. */
  watch(session: Session): void;
  /** Does the round when it is due. */
  tick(now: Millis): void;
  nextWake(): Millis;
}

const roundMillis = 1_000;

export function createHousekeeping(
  relay: RelayContext,
  sessions: ReadonlySet<Session>,
): Housekeeping {
  const { limits, hub, catchUp, metrics } = relay;
  const heartbeat = createHeartbeat(limits, relay.now());
  let due = relay.now() + roundMillis;

  function checkDeadlines(session: Session, now: Millis, shed: boolean): void {
    const { link, state } = session;
    // A join under verification is the relay's delay, not the member's.
    if (state.kind === "greeting" && session.joining === 0) {
      if (now - state.since >= limits.joinMillis) {
        refuse(link, { refused: "unknown", ref: 0, error: "JoinTimeout" }, now);
      }
    }
    if (link.pendingSince === undefined) return;
    if (shed || now - link.pendingSince >= limits.stalledMillis) closeLink(link, "TooSlow", now);
  }

  function round(now: Millis): void {
    const shed = relay.pressure() === "shed";
    heartbeat.turn(now, ({ link }) => {
      if (link.misses < limits.heartbeatMisses) return;
      metrics.add("links_dead");
      link.closed = true;
      link.socket.destroy();
    });
    for (const session of sessions) checkDeadlines(session, now, shed);
    for (const room of hub.rooms()) {
      if (room.presence.restless()) sendPresence(relay, room, now);
    }
    catchUp.retry();
    hub.tidy(now);
  }

  return {
    watch: heartbeat.add,
    tick(now) {
      if (now < due) return;
      round(now);
      due = now + roundMillis;
    },
    nextWake: () => (sessions.size > 0 || hub.count() > 0 ? due : Infinity),
  };
}
