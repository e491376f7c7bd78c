/** Held runs: of each chain, the last numbers that are here without a hole between them. */
import type { ChainRun } from "@festival-chat/protocol/e2e";
import { type AuthorKey, type ChainId, chainTagOf } from "@festival-chat/protocol/wire";
import type { RoomCore } from "../room-core.ts";

export interface HeldRun extends ChainRun {
  readonly author: AuthorKey;
}

interface Chain {
  readonly author: AuthorKey;
  readonly id: ChainId;
  readonly numbers: Set<number>;
}

/**
 * What this device holds of the chains of others, the chain that was written last first. Messages
 * that were taken back leave holes, so a run begins behind the last hole.
 */
export function heldRuns(
  core: Pick<RoomCore, "identity" | "log" | "timeline">,
): readonly HeldRun[] {
  const chains = new Map<string, Chain>();
  for (const { id } of core.log.entries()) {
    const opened = core.timeline.openedOf(id);
    if (opened === undefined || opened.author === core.identity.author) continue;
    const { author, chain, ctr } = opened;
    const name = `${author}${chain}`;
    const known = chains.get(name) ?? { author, id: chain, numbers: new Set<number>() };
    known.numbers.add(ctr);
    // Entries come in the order of arrival: set anew, the chain written last is the last one.
    chains.delete(name);
    chains.set(name, known);
  }
  return [...chains.values()].reverse().map(({ author, id, numbers }) => {
    let to = 0;
    for (const ctr of numbers) to = Math.max(to, ctr);
    let from = to;
    while (numbers.has(from - 1)) from--;
    return { author, chain: chainTagOf(author, id), from, to };
  });
}
