/**
 * Sessions of the console: in memory, so that a restart signs everybody out. A session is named by
 * 32 random bytes in a cookie, of which only the hash is kept.
 */
import { createHash, randomBytes } from "node:crypto";
import { idleMinutes, sessionHours, stepUpMinutes } from "@festival-chat/protocol/organiser";
import type { Millis } from "@festival-chat/protocol/wire";

export interface ConsoleSession {
  readonly organiser: string;
  readonly endsAt: Millis;
  idleUntil: Millis;
  /** Destructive acts are allowed until then; 0: not yet. */
  steppedUpUntil: Millis;
}

export interface Sessions {
  /** A new session. Signing in is no second proof: destructive acts ask. @returns the secret of its cookie */
  begin(organiser: string): string;
  /** The session of this cookie if it lasts; a look keeps it from being idle. */
  use(secret: string): ConsoleSession | undefined;
  end(secret: string): void;
  /** Ends all of one organiser. */
  endAll(organiser: string): void;
  stepUp(session: ConsoleSession): void;
  readonly size: number;
}

const minute = 60_000;
/** Sessions at once: a handful of organisers with a few devices each; the oldest goes first. */
const maxSessions = 200;

const nameOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

export function createSessions(now: () => Millis): Sessions {
  const sessions = new Map<string, ConsoleSession>();

  function forgetEnded(at: Millis): void {
    for (const [name, session] of sessions) {
      if (session.endsAt <= at || session.idleUntil <= at) sessions.delete(name);
    }
  }

  return {
    begin(organiser) {
      const at = now();
      forgetEnded(at);
      const [oldest] = sessions.keys();
      if (sessions.size >= maxSessions && oldest !== undefined) sessions.delete(oldest);
      const secret = randomBytes(32).toString("base64url");
      sessions.set(nameOf(secret), {
        organiser,
        endsAt: at + sessionHours * 60 * minute,
        idleUntil: at + idleMinutes * minute,
        steppedUpUntil: 0,
      });
      return secret;
    },
    use(secret) {
      const at = now();
      forgetEnded(at);
      const session = sessions.get(nameOf(secret));
      if (session === undefined) return undefined;
      session.idleUntil = Math.min(session.endsAt, at + idleMinutes * minute);
      return session;
    },
    end: (secret) => void sessions.delete(nameOf(secret)),
    endAll(organiser) {
      for (const [name, session] of sessions) {
        if (session.organiser === organiser) sessions.delete(name);
      }
    },
    stepUp: (session) => void (session.steppedUpUntil = now() + stepUpMinutes * minute),
    get size() {
      return sessions.size;
    },
  };
}
