/**
 * Codes on screens: shows this phone's, takes those of others (SPEC W2), and makes one of them enough
 * where two phones met before (W9).
 */
import { CARD_PREFIX, type Code, formatCode, parseCode } from "@festival-chat/protocol/nearby";
import { type DeviceTag, err, type Millis, ok, type Result } from "@festival-chat/protocol/wire";
import type { Schedule } from "../link/schedule.ts";
import type { AttemptProblem } from "./attempt.ts";
import type { Neighbour, NeighbourEnd } from "./neighbour.ts";
import type { Prekeys } from "./prekeys.ts";

/** Why a code that was read leads nowhere. */
export type CodeProblem = "not-a-card" | "own" | "linked" | AttemptProblem;

/** A code that was taken. */
export interface CodeTaken {
  readonly tag: DeviceTag;
  /** Both phones kept a prekey: the other one need not read anything, unless that comes to nothing. */
  readonly atOnce: boolean;
}

/** A code to be shown, and until when it is good. */
export interface CodeShown {
  readonly text: string;
  readonly until: Millis;
}

export interface CodeDesk {
  /** A code was read, and its phone is being called. */
  readonly calling: boolean;
  show(): Promise<Result<CodeShown, AttemptProblem>>;
  take(text: string): Promise<Result<CodeTaken, CodeProblem>>;
  /** A link was made. @returns whether a code led to it */
  linked(neighbour: Neighbour, tag: DeviceTag): boolean;
  close(): void;
}

export interface CodeDeskPorts {
  readonly me: DeviceTag;
  readonly now: () => Millis;
  readonly schedule: Schedule;
  readonly prekeys: Prekeys;
  start(openMillis: number, ended: (reason: NeighbourEnd) => void): Neighbour;
  isLinked(tag: DeviceTag): boolean;
  trouble(problem: "missing" | "no-address"): void;
  changed(): void;
}

/** A code is drawn anew after this (SPEC W2). */
const CARD_MILLIS = 90_000;
/** A person who read the first code has this long to show the second. */
const CARD_OPEN_MILLIS = 120_000;
/** A link to a phone that waits is there within a second, or another code is needed (SPEC W9). */
const AT_ONCE_MILLIS = 4_000;

export function createCodeDesk(ports: CodeDeskPorts): CodeDesk {
  const { me, now, schedule, prekeys, isLinked } = ports;
  let shown: { readonly neighbour: Neighbour; readonly until: Millis } | undefined;
  /** Neighbours that a code which was read led to. */
  const coded = new WeakSet<Neighbour>();
  let calling: DeviceTag | undefined;

  function shownNow(): { readonly neighbour: Neighbour; readonly until: Millis } {
    if (shown !== undefined && (now() < shown.until || shown.neighbour.taken)) return shown;
    const neighbour = ports.start(CARD_OPEN_MILLIS, (reason) => {
      if (shown?.neighbour === neighbour) shown = undefined;
      if (reason === "missing" || reason === "no-address") ports.trouble(reason);
    });
    // Whoever read it a moment before it was drawn anew may still show theirs.
    schedule(() => {
      if (!neighbour.taken) neighbour.end("gone");
    }, CARD_OPEN_MILLIS);
    shown = { neighbour, until: now() + CARD_MILLIS };
    return shown;
  }

  async function show(): ReturnType<CodeDesk["show"]> {
    const { neighbour, until } = shownNow();
    const card = await neighbour.card;
    if (!card.ok) {
      neighbour.end(card.error);
      return card;
    }
    const places = await prekeys.await(card.value.candidates[0], isLinked);
    const text = formatCode({ card: card.value, places });
    return text === undefined ? err("silent") : ok({ text, until });
  }

  /** Goes where the phone of a code waits for this one. @returns whether it does */
  function meet({ card, places }: Code): boolean {
    const pair = prekeys.find(card.tag, places);
    const [first] = card.candidates;
    if (pair === undefined || first === undefined) return false;
    const { neighbour, other, port, awaited } = pair;
    const place = { ...first, port };
    coded.add(neighbour);
    if (awaited) neighbour.reach(place);
    else {
      prekeys.spend(neighbour);
      neighbour.take({ ...other, candidates: [place] });
      neighbour.release();
    }
    return true;
  }

  async function take(text: string): ReturnType<CodeDesk["take"]> {
    if (!text.startsWith(CARD_PREFIX)) return err("not-a-card");
    const code = parseCode(text);
    if (code === undefined) return err("not-a-card");
    const { tag } = code.card;
    if (tag === me) return err("own");
    if (isLinked(tag)) return err("linked");
    if (!meet(code)) return takeByTwo(code);
    calling = tag;
    schedule(() => {
      if (calling === tag) calling = undefined;
      if (!isLinked(tag)) void takeByTwo(code);
    }, AT_ONCE_MILLIS);
    ports.changed();
    return ok({ tag, atOnce: true });
  }

  /** The other phone has to read ours as well. */
  async function takeByTwo({ card }: Code): ReturnType<CodeDesk["take"]> {
    const own = await show();
    if (!own.ok) return own;
    shown?.neighbour.take(card);
    ports.changed();
    return ok({ tag: card.tag, atOnce: false });
  }

  return {
    get calling() {
      return calling !== undefined || shown?.neighbour.taken === true;
    },
    show,
    take,
    linked(neighbour, tag) {
      if (calling === tag) calling = undefined;
      // Nothing but codes leads to prekeys.
      const byPrekey = prekeys.spend(neighbour) || coded.delete(neighbour);
      const byCode = byPrekey || shown?.neighbour === neighbour;
      if (shown?.neighbour === neighbour) shown = undefined;
      // The same phone came by another way meanwhile.
      else if (shown?.neighbour.expected === tag) shown.neighbour.end("gone");
      return byCode;
    },
    close: () => shown?.neighbour.end("gone"),
  };
}
