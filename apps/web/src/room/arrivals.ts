/** Tells what changed in a list of messages: what is new at its end, and what was put in between. */
import type { Message } from "@festival-chat/client";

export interface Arrivals {
  /** New after everything that was there before. */
  readonly latest: readonly Message[];
  /** New between what was there before: late messages that took their true place. */
  readonly earlier: readonly Message[];
}

/**
 * Compares two states of a list in display order. Messages older than everything known are history
 * somebody asked for, and count as neither. Own messages count as neither.
 */
export function arrivals(before: readonly Message[], after: readonly Message[]): Arrivals {
  const known = new Set(before.map((message) => message.id));
  const firstKnown = after.findIndex((message) => known.has(message.id));
  const lastKnown = after.findLastIndex((message) => known.has(message.id));
  if (firstKnown < 0) return { latest: after.filter((message) => !message.mine), earlier: [] };
  const isNew = (message: Message): boolean => !message.mine && !known.has(message.id);
  return {
    latest: after.slice(lastKnown + 1).filter(isNew),
    earlier: after.slice(firstKnown, lastKnown).filter(isNew),
  };
}
