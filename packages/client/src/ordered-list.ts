/** A list kept in display order: binary search, cheap insertion, no sorting of what is sorted. */
import { comparePlaced, type Placed } from "@festival-chat/protocol/e2e";

export interface Ordered {
  placed: Placed;
}

/** Index of the first item that does not stand before `placed`. */
function indexOf(items: readonly Ordered[], placed: Placed): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && comparePlaced(item.placed, placed) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function insertOrdered<T extends Ordered>(items: T[], item: T): void {
  items.splice(indexOf(items, item.placed), 0, item);
}

/** The item must stand where its `placed` says. */
export function removeOrdered<T extends Ordered>(items: T[], item: T): void {
  const index = indexOf(items, item.placed);
  if (items[index] === item) items.splice(index, 1);
}
