/** Chain places: which messages claim the same place of their author's chain (SPEC E5). */
import type { Opened } from "@festival-chat/protocol/e2e";
import type { MessageId } from "@festival-chat/protocol/wire";

export interface ChainPlaces {
  /** @returns the messages of this place when there are several: all stay, all are flagged */
  add(opened: Opened): Iterable<MessageId>;
  drop(opened: Opened): void;
  isShared(opened: Opened): boolean;
}

const keyOf = ({ author, chain, ctr }: Opened): string => `${author}${chain}${ctr}`;

export function createChainPlaces(): ChainPlaces {
  const idsByPlace = new Map<string, Set<MessageId>>();
  return {
    add(opened) {
      const key = keyOf(opened);
      const ids = idsByPlace.get(key) ?? new Set<MessageId>();
      idsByPlace.set(key, ids.add(opened.message));
      return ids.size > 1 ? ids : [];
    },
    drop: (opened) => void idsByPlace.get(keyOf(opened))?.delete(opened.message),
    isShared: (opened) => (idsByPlace.get(keyOf(opened))?.size ?? 0) > 1,
  };
}
