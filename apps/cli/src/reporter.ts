/**
 * Reporter: turns the engine's list of messages into events that rebuild the same list elsewhere.
 *
 * A message event comes once per id, and a delivery event never before what it promises: "saved"
 * is told only after the engine said that the message is stored, "sent" only after "saved".
 */
import type { Message } from "@festival-chat/client";
import { messageLine, type OutputEvent, type ShownState, shownState } from "./events.ts";

export interface Reporter {
  /** @param messages the whole list in display order; @returns what to print, in order */
  update(messages: readonly Message[]): OutputEvent[];
  /** This run's own message is stored on the device: tells its way from here. */
  accepted(id: string, messages: readonly Message[]): OutputEvent[];
}

/** @param startedAt when this run began; own messages written before are from an earlier one */
export function createReporter(startedAt: number): Reporter {
  let printed: Message[] = [];
  const known = new Set<string>();
  /** Own messages of this run, and those an earlier one left waiting: the state told last. */
  const toldById = new Map<string, ShownState>();

  function deliveries(message: Message): OutputEvent[] {
    const told = toldById.get(message.id);
    const state = shownState(message.state);
    if (told === undefined || told === state) return [];
    toldById.set(message.id, state);
    return [{ event: "delivery", id: message.id, state }];
  }

  /** Whether a script that rebuilds the list would see a difference; states have their own event. */
  function differs(before: Message, next: Message): boolean {
    const plain = (message: Message) => {
      const { state: _, arrivedAt: __, ...rest } = messageLine(message);
      return JSON.stringify(rest);
    };
    return before !== next && plain(before) !== plain(next);
  }

  function place(message: Message, at: number, after: string | null): OutputEvent[] {
    const before = printed[at];
    if (before?.id === message.id) {
      printed[at] = message;
      const changed = differs(before, message);
      return changed ? [{ event: "change", ...messageLine(message), after }] : [];
    }
    const isNew = !known.has(message.id);
    if (isNew) known.add(message.id);
    else printed = printed.filter(({ id }) => id !== message.id);
    printed.splice(at, 0, message);
    return [{ event: isNew ? "message" : "change", ...messageLine(message), after }];
  }

  function update(messages: readonly Message[]): OutputEvent[] {
    const events: OutputEvent[] = [];
    if (printed.length > 0) {
      const present = new Set<string>(messages.map(({ id }) => id));
      if (!printed.every(({ id }) => present.has(id))) {
        printed = printed.filter(({ id }) => present.has(id));
      }
    }
    let after: string | null = null;
    for (const [at, message] of messages.entries()) {
      if (printed[at] !== message) {
        const isNew = !known.has(message.id);
        events.push(...place(message, at, after));
        // Left waiting by an earlier run: it lies on disk, so its way is told from "saved" on.
        if (isNew && message.mine && message.at < startedAt && message.state !== "sent") {
          toldById.set(message.id, shownState(message.state));
        }
        events.push(...deliveries(message));
      }
      after = message.id;
    }
    return events;
  }

  return {
    update,
    accepted(id, messages) {
      const events = update(messages);
      if (toldById.has(id)) return events;
      toldById.set(id, "saved");
      events.push({ event: "delivery", id, state: "saved" });
      const message = messages.find((one) => one.id === id);
      return message === undefined ? events : [...events, ...deliveries(message)];
    },
  };
}
