/**
 * Timing wheel: deadlines of many links in one timer. Adding is O(1), and a turn costs only what is
 * due. Deadlines are met at the next turn after they pass, so they are late by at most one slot.
 */
import type { Millis } from "@festival-chat/protocol/wire";

export interface Wheel<T> {
  /** Puts an item `delay` milliseconds ahead; it comes out once. */
  add(item: T, delay: Millis): void;
  /** Hands out every item that is due. */
  turn(now: Millis, onDue: (item: T) => void): void;
  readonly size: number;
}

/** @param slotMillis width of a slot; @param slots how many: the longest delay is their product */
export function createWheel<T>(now: Millis, slotMillis: Millis, slots: number): Wheel<T> {
  const ring: T[][] = Array.from({ length: slots }, () => []);
  let turned = Math.floor(now / slotMillis);
  let size = 0;
  return {
    add(item, delay) {
      // At least one slot ahead: the present slot may be the one that is being emptied.
      const ahead = Math.min(slots - 1, Math.max(1, Math.ceil(delay / slotMillis)));
      ring[(turned + ahead) % slots]?.push(item);
      size++;
    },
    turn(at, onDue) {
      const target = Math.floor(at / slotMillis);
      // After a long pause every slot is due once, not once per missed turn.
      if (target - turned > slots) turned = target - slots;
      while (turned < target) {
        turned++;
        const due = ring[turned % slots];
        if (due === undefined || due.length === 0) continue;
        ring[turned % slots] = [];
        size -= due.length;
        for (const item of due) onDue(item);
      }
    },
    get size() {
      return size;
    },
  };
}
