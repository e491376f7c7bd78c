/**
 * From what a room's host did to what the room is (SPEC H1). Pure: the same acts give the same
 * state, whatever order they came in.
 */
import {
  authorMark,
  comparePlaced,
  type ControlAction,
  type HouseRules,
  type Move,
  type Placed,
} from "@festival-chat/protocol/e2e";
import type { AuthorKey, MessageId, Millis, RoomId } from "@festival-chat/protocol/wire";
import type { QuietLine, RoomPolicy } from "./policy.ts";

/** A control event that the host signed for the place where it stands. */
export interface HostAct {
  /** Without the relay's time: two phones hold the same acts before they heard from it. */
  readonly placed: Placed;
  readonly action: ControlAction;
  /** Where its line stands among messages. */
  readonly at: Millis;
}

export interface FoldContext {
  readonly me: AuthorKey;
  readonly isHost: boolean;
  /** Of the newest card. */
  readonly rules: HouseRules | undefined;
  nameOf(author: AuthorKey): string;
}

export interface FoldedActs {
  readonly policy: RoomPolicy;
  readonly lines: readonly QuietLine[];
  /** What the host removed, and as which author. */
  readonly removed: ReadonlyMap<MessageId, AuthorKey>;
  /** The highest card version that a rename told of; 0 when none did. */
  readonly cardVersion: number;
  /** Who was named as removed. */
  readonly expelled: ReadonlySet<AuthorKey>;
  /** All events of the successor that counts. */
  readonly moves: readonly Move[];
}

/** Lines kept: the newest ones, more than anybody scrolls through. */
const maxLines = 200;

/** What one act says in a line; undefined when it shows by itself. */
function lineOf(action: ControlAction, before: Before, nameOf: FoldContext["nameOf"]) {
  switch (action.op) {
    case "rename":
      return { kind: "renamed" } as const;
    case "slow-mode":
      if (action.seconds === before.slowModeSeconds) return undefined;
      return { kind: "slow-mode", seconds: action.seconds } as const;
    case "lock":
      if (action.locked === before.locked) return undefined;
      return { kind: action.locked ? "locked" : "unlocked" } as const;
    case "close":
      return before.closed ? undefined : ({ kind: "closed" } as const);
    case "move":
      return before.movedTo === undefined ? ({ kind: "moved" } as const) : undefined;
    case "remove-member": {
      const { author } = action;
      return { kind: "removed", author, name: nameOf(author) } as const;
    }
    case "remove-message":
    case "unknown":
      return undefined;
  }
}

interface Before {
  readonly slowModeSeconds: number;
  readonly locked: boolean;
  readonly closed: boolean;
  readonly movedTo: RoomId | undefined;
}

export function foldActs(unordered: readonly HostAct[], context: FoldContext): FoldedActs {
  const { me, isHost, rules, nameOf } = context;
  const acts = [...unordered].sort((a, b) => comparePlaced(a.placed, b.placed));
  let slowModeSeconds: number | undefined;
  let locked: boolean | undefined;
  let closed = false;
  let movedTo: RoomId | undefined;
  let cardVersion = 0;
  const removed = new Map<MessageId, AuthorKey>();
  const expelled = new Set<AuthorKey>();
  const moves: Move[] = [];
  const lines: QuietLine[] = [];
  const hosts = new Set<AuthorKey>(isHost ? [me] : []);
  for (const { placed, action, at } of acts) {
    // What this version does not know tells it nothing, not even of the host.
    if (action.op === "unknown") continue;
    hosts.add(placed.author);
    const line = lineOf(
      action,
      { slowModeSeconds: slowModeSeconds ?? 0, locked: locked ?? false, closed, movedTo },
      nameOf,
    );
    if (line !== undefined) lines.push({ ...line, key: placed.message, at });
    switch (action.op) {
      case "rename":
        cardVersion = Math.max(cardVersion, action.version);
        break;
      case "remove-message":
        if (!removed.has(action.message)) removed.set(action.message, placed.author);
        break;
      case "remove-member":
        expelled.add(action.author);
        break;
      case "slow-mode":
        slowModeSeconds = action.seconds;
        break;
      case "lock":
        locked = action.locked;
        break;
      case "close":
        closed = true;
        break;
      case "move":
        movedTo ??= action.successor;
        if (action.successor === movedTo) moves.push(action);
        break;
    }
  }
  const mark = authorMark(me);
  const taken = moves.some(({ entries }) => entries.some((entry) => entry.mark === mark));
  // What the log does not hold any more, or not here, the card says.
  const isClosed = closed || rules?.closed === true;
  const isLocked = locked ?? rules?.locked ?? false;
  const policy: RoomPolicy = {
    writable: !isClosed && movedTo === undefined && !expelled.has(me) && (!isLocked || isHost),
    slowModeSeconds: slowModeSeconds ?? rules?.slowModeSeconds ?? 0,
    locked: isLocked,
    closed: isClosed,
    movedTo,
    removed: expelled.has(me) && !taken,
    hosts: [...hosts],
  };
  return { policy, lines: lines.slice(-maxLines), removed, cardVersion, expelled, moves };
}
