/** Held runs: of each chain, the last numbers that are here without a hole between them. */
import type { ChainRun } from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  type ChainId,
  chainTagOf,
  type MessageId,
} from "@festival-chat/protocol/wire";
import type { RoomCore } from "../room-core.ts";

export interface HeldRun extends ChainRun {
  readonly author: AuthorKey;
}

interface Chain {
  readonly author: AuthorKey;
  readonly id: ChainId;
  readonly numbers: Set<number>;
  /** The first one that the person has not seen. */
  unseen: number;
}

/**
 * What this device holds of the chains of others, the chain that was written last first. Messages
 * that were taken back leave holes, so a run begins behind the last hole.
 * @param isUnread whether the person has not seen a message; without it nothing is said of that
 */
export function heldRuns(
  core: Pick<RoomCore, "identity" | "log" | "timeline">,
  isUnread?: (message: MessageId) => boolean,
): readonly HeldRun[] {
  const chains = new Map<string, Chain>();
  for (const { id } of core.log.entries()) {
    const opened = core.timeline.openedOf(id);
    if (opened === undefined || opened.author === core.identity.author) continue;
    const { author, chain, ctr } = opened;
    const name = `${author}${chain}`;
    const known = chains.get(name) ?? { author, id: chain, numbers: new Set(), unseen: Infinity };
    known.numbers.add(ctr);
    if (isUnread?.(opened.message) === true) known.unseen = Math.min(known.unseen, ctr);
    // Entries come in the order of arrival: set anew, the chain written last is the last one.
    chains.delete(name);
    chains.set(name, known);
  }
  return [...chains.values()].reverse().map(({ author, id, numbers, unseen }) => {
    let to = 0;
    for (const ctr of numbers) to = Math.max(to, ctr);
    let from = to;
    while (numbers.has(from - 1)) from--;
    const seen = isUnread && Math.max(from - 1, Math.min(to, unseen - 1));
    return { author, chain: chainTagOf(author, id), from, to, seen };
  });
}
