/** Tells what changed in a list of messages: what is new at its end, and what was put in between. */
import type { Message } from "@festival-chat/client";

export interface Arrivals {
  /** New after everything that was there before. */
  readonly latest: readonly Message[];
  /** New between what was there before: late messages that took their true place. */
  readonly earlier: readonly Message[];
}

const ofOthers = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ mine }) => !mine);

/**
 * Compares two states of a list in display order. Messages older than everything known are history
 * somebody asked for, and count as neither. Own messages count as neither.
 */
export function arrivals(before: readonly Message[], after: readonly Message[]): Arrivals {
  const [first, last] = [before[0]?.id, before.at(-1)?.id];
  const more = after.length - before.length;
  // Nearly always something came after everything, or before it: thousands need not be compared.
  if (first === after[0]?.id && last === after[before.length - 1]?.id) {
    return { latest: ofOthers(after.slice(before.length)), earlier: [] };
  }
  if (first === after[more]?.id && last === after.at(-1)?.id) return { latest: [], earlier: [] };
  const known = new Set(before.map(({ id }) => id));
  const firstKnown = after.findIndex(({ id }) => known.has(id));
  const lastKnown = after.findLastIndex(({ id }) => known.has(id));
  if (firstKnown < 0) return { latest: ofOthers(after), earlier: [] };
  const isNew = (message: Message): boolean => !message.mine && !known.has(message.id);
  return {
    latest: after.slice(lastKnown + 1).filter(isNew),
    earlier: after.slice(firstKnown, lastKnown).filter(isNew),
  };
}
