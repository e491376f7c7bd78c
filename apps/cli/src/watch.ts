/** Waiting for something to become true of a client, always with an end. */
import type { Client, Room } from "@festival-chat/client";
import type { ExitName } from "./exit-codes.ts";

/** Cursors move without an event of their own, so waiting also looks by the clock. */
const pollMillis = 50;

export interface WatchLimits {
  readonly millis: number;
  /** The person wants to leave. */
  readonly signal: AbortSignal;
  /** The time starts anew whenever this value changes. */
  readonly progress?: () => unknown;
}

/**
 * Looks now, after every event of the client and a few times a second.
 * @returns what `look` found, or undefined when time ran out or the signal came
 */
export function watch<T>(
  client: Client,
  look: () => T | undefined,
  { millis, signal, progress = () => 0 }: WatchLimits,
): Promise<T | undefined> {
  const found = look();
  if (found !== undefined || signal.aborted) return Promise.resolve(found);
  const { promise, resolve } = Promise.withResolvers<T | undefined>();
  let last = progress();
  let timer = setTimeout(settle, millis);
  const lookAgain = (): void => {
    const found = look();
    if (found !== undefined) return settle(found);
    const next = progress();
    if (next === last) return;
    last = next;
    clearTimeout(timer);
    timer = setTimeout(settle, millis);
  };
  const off = client.on(lookAgain);
  const poll = setInterval(lookAgain, pollMillis);
  const abort = (): void => settle();
  signal.addEventListener("abort", abort);
  function settle(value?: T): void {
    clearTimeout(timer);
    clearInterval(poll);
    off();
    signal.removeEventListener("abort", abort);
    resolve(value);
  }
  return promise;
}

/** Why a command cannot go on: the exit code and the sentence for the person. */
export interface Fault {
  readonly exit: ExitName;
  readonly why: string;
}

/** Whether the relay let us in, or will never; undefined while that is open. */
export function membershipOf(
  client: Client,
  room: Room,
  by: "link" | "words",
): { readonly kind: "joined" } | ({ readonly kind: "fault" } & Fault) | undefined {
  const { membership } = room;
  switch (membership.kind) {
    case "joined":
      return { kind: "joined" };
    case "no-such-room": {
      const why = `No such room here: check the ${by}.`;
      return { kind: "fault", exit: "noSuchRoom", why };
    }
    case "refused":
      return { kind: "fault", exit: "refused", why: `The relay refused: ${membership.error}.` };
    case "joining":
  }
  return client.connection.kind === "refused"
    ? { kind: "fault", exit: "refused", why: `The relay refused: ${client.connection.error}.` }
    : undefined;
}

/** What it means that time ran out: whether the relay was ever heard. */
export const overdue = (everOnline: boolean, url: string): Fault =>
  everOnline
    ? { exit: "timeout", why: `The relay at ${url} did not finish in time.` }
    : { exit: "unreachable", why: `The relay at ${url} cannot be reached.` };

/** Own messages that no relay has acknowledged. */
export const waitingCount = (room: Room): number =>
  room.messages().filter(({ mine, state }) => mine && (state === "saved" || state === "sending"))
    .length;

/** Whether this device has everything the relay had when it last said so. */
export function isCaughtUp(client: Client, room: Room): boolean {
  const synced = client.synced(room.id);
  return synced !== undefined && synced.cursor >= synced.head;
}
