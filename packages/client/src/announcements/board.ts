/**
 * Which announcements of the organiser this phone holds, and which of them are shown (SPEC N5, N6).
 *
 * Bytes come from a relay, from storage, or from anybody: whatever does not keep the rules leaves no
 * trace here.
 */
import {
  type AnnouncementFault,
  type AnnouncementId,
  type AnnouncementMark,
  type AnnouncementStatement,
  type AnnouncementView,
  announcementLevels,
  decodeAnnouncementFrame,
  isShownIn,
  type Millis,
  openAnnouncement,
  type RoomId,
  type VerifySignature,
} from "@festival-chat/protocol/wire";

/** How much of it its person wants to see. Of an emergency at least a strip stays. */
export const announcementSizes = ["whole", "strip", "gone"] as const;
export type AnnouncementSize = (typeof announcementSizes)[number];

/** An announcement that this phone took, as it is kept between starts. */
export interface KeptAnnouncement {
  /** The whole frame: what is kept is verified anew at every start. */
  readonly frame: Uint8Array;
  /** When it reached this phone, by the relay's clock as far as known. */
  readonly reachedAt: Millis;
  /** What is to be told to the relay of it, and what was. */
  readonly marks: readonly AnnouncementMark[];
  readonly told: readonly AnnouncementMark[];
  readonly shown: AnnouncementSize;
}

export interface HeldAnnouncement extends KeptAnnouncement {
  readonly statement: AnnouncementStatement;
}

/** Whom this phone believes. */
export type Believed = Pick<AnnouncementView, "key" | "environment" | "eventTag">;

export interface Board {
  /**
   * Takes the frame of an announcement if it keeps the rules. Never rejects.
   * @returns what was taken, or why nothing was
   */
  hear(
    frame: Uint8Array,
    believed: Believed,
    now: Millis,
  ): Promise<HeldAnnouncement | AnnouncementFault>;
  /** Takes what was kept, by the same rules: storage can be written by whoever has the phone. */
  restore(kept: readonly KeptAnnouncement[], believed: Believed, now: Millis): Promise<void>;
  /** Remembers what was done with one; nothing for one that is not here. */
  change(
    id: AnnouncementId,
    change: Partial<Pick<HeldAnnouncement, "marks" | "told" | "shown">>,
  ): void;
  /**
   * What is to be seen in a room, the most urgent first, then the newest.
   * @param room undefined: no room is on the screen
   */
  standing(now: Millis, room: RoomId | undefined): readonly HeldAnnouncement[];
  /** Everything held, to be kept: also what is withdrawn, so that nothing older comes back. */
  held(): readonly HeldAnnouncement[];
  /** When the next one expires; undefined: none is held. */
  nextExpiry(now: Millis): Millis | undefined;
}

const unread = { marks: ["reached"], told: [], shown: "whole" } as const;

/** Announcements held at once; more at one time than a person can follow. */
const mostHeld = 32;

export function createBoard(verify: VerifySignature): Board {
  const byId = new Map<AnnouncementId, HeldAnnouncement>();
  let working: Promise<unknown> = Promise.resolve();

  const forgetExpired = (now: Millis): void => {
    for (const [id, { statement }] of byId) if (statement.expiresAt <= now) byId.delete(id);
  };

  async function take(
    kept: KeptAnnouncement,
    believed: Believed,
    now: Millis,
  ): Promise<HeldAnnouncement | AnnouncementFault> {
    const decoded = decodeAnnouncementFrame(kept.frame);
    if (decoded?.ok !== true || decoded.value.kind !== "announcement") return "malformed";
    forgetExpired(now);
    const view: AnnouncementView = {
      ...believed,
      now,
      held: (id) => byId.get(id)?.statement,
    };
    const opened = await openAnnouncement(decoded.value, view, verify);
    if (!opened.ok) return opened.error;
    const statement = opened.value;
    const before = byId.get(statement.id);
    // The rest of a revision that came in part is no news.
    const same = before?.statement.revision === statement.revision ? before : undefined;
    const fresh: HeldAnnouncement = {
      ...kept,
      frame: kept.frame.slice(),
      reachedAt: same?.reachedAt ?? kept.reachedAt,
      marks: same?.marks ?? kept.marks,
      told: same?.told ?? kept.told,
      shown: same?.shown ?? kept.shown,
      statement,
    };
    byId.delete(statement.id);
    byId.set(statement.id, fresh);
    if (byId.size > mostHeld) dropSoonest();
    return fresh;
  }

  function dropSoonest(): void {
    const [soonest] = [...byId.values()].toSorted(
      (a, b) => a.statement.expiresAt - b.statement.expiresAt,
    );
    if (soonest !== undefined) byId.delete(soonest.statement.id);
  }

  /** One after the other: while a signature is verified, nothing else may take its place. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = working.then(work);
    working = turn.catch(() => undefined);
    return turn;
  }

  return {
    hear: (frame, believed, now) =>
      inTurn(() => take({ frame, ...unread, reachedAt: now }, believed, now)),
    restore: (kept, believed, now) =>
      inTurn(async () => {
        for (const one of kept) await take(one, believed, now);
      }),
    change(id, change) {
      const held = byId.get(id);
      if (held !== undefined) byId.set(id, { ...held, ...change });
    },
    standing(now, room) {
      return [...byId.values()]
        .filter(({ statement }) => statement.expiresAt > now && isShownIn(statement, room))
        .toSorted(
          ({ statement: a }, { statement: b }) =>
            announcementLevels.indexOf(b.level) - announcementLevels.indexOf(a.level) ||
            b.issuedAt - a.issuedAt,
        );
    },
    held: () => [...byId.values()],
    nextExpiry(now) {
      const ends = [...byId.values()]
        .map(({ statement }) => statement.expiresAt)
        .filter((at) => at > now);
      return ends.length === 0 ? undefined : Math.min(...ends);
    },
  };
}
