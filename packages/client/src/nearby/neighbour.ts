/**
 * Neighbour: one phone on its way to a link, and the link while it lives. Attempt, greeting, the look at
 * where it runs, and the heartbeat in one line of states; each has its deadline.
 */
import type { CardCandidate, IdentityCard } from "@festival-chat/protocol/nearby";
import {
  decodeFrame,
  type DeviceTag,
  encodeFrame,
  type Millis,
  type Result,
  wireErrors,
} from "@festival-chat/protocol/wire";
import type { Schedule } from "../link/schedule.ts";
import type { PeerLink } from "./ports.ts";
import { type AttemptProblem, startAttempt } from "./attempt.ts";
import { createGreeting, type Greeted, type Greeting, type Member } from "./greeting.ts";
import { runsNear } from "./near-pair.ts";
import type { CreateConnection, IceServer } from "./rtc.ts";

/** Why a neighbour is none any more. */
export type NeighbourEnd =
  | AttemptProblem
  /** It could not prove that it is of our room. */
  | "refused"
  /** The link does not stay in one network. */
  | "far"
  /** It was one, and left or fell silent. */
  | "gone";

export interface Neighbour {
  /** Its end without candidates, long before it is released if it is held. */
  readonly prekey: Promise<Result<IdentityCard, AttemptProblem>>;
  /** A held one begins to look for a way. */
  release(): void;
  readonly card: Promise<Result<IdentityCard, AttemptProblem>>;
  /** Set once the other end proved itself. */
  readonly greeted: Greeted | undefined;
  readonly link: PeerLink;
  /** Takes the other end's card; from here on there is the time to open. */
  take(card: IdentityCard, openMillis?: number): void;
  /** One more place of the phone whose card was taken. */
  reach(candidate: CardCandidate): void;
  readonly taken: boolean;
  /** Of the card that was taken. */
  readonly expected: DeviceTag | undefined;
  /** The page slept, or the network changed: it answers within a second, or it is gone. */
  suspect(): void;
  end(reason: NeighbourEnd): void;
}

export interface NeighbourOptions {
  readonly member: Member;
  readonly createConnection: CreateConnection;
  readonly iceServers: readonly IceServer[];
  readonly schedule: Schedule;
  readonly random: (length: number) => Uint8Array;
  readonly now: () => Millis;
  /** How long the channel may take to open once both cards are known. */
  readonly openMillis: number;
  /** It waits to be released: see {@link startAttempt}. */
  readonly held?: boolean;
  readonly events: {
    greeted(greeted: Greeted): void;
    frame(bytes: Uint8Array): void;
    loose(bytes: Uint8Array): void;
    writable(): void;
    ended(reason: NeighbourEnd): void;
  };
}

/** Two signatures and a round trip (SPEC W7). */
const GREETING_MILLIS = 5_000;
/** Frames that may come while a proof is looked at. */
const HELD_FRAMES = 64;
/** A neighbour says something this often, or is asked. */
const BEAT_MILLIS = 15_000;
/** On a crowded channel an answer may take this long. */
const SILENT_MILLIS = 15_000;
/** After a sleep a link answers at once, or a new one is made sooner than it would. */
const SUSPECT_MILLIS = 1_000;

type State =
  | { readonly kind: "dialling" }
  | { readonly kind: "greeting"; readonly greeting: Greeting; readonly held: Uint8Array[] }
  | { readonly kind: "linked" }
  | { readonly kind: "ended" };

export function startNeighbour(options: NeighbourOptions): Neighbour {
  const { member, schedule, events, random } = options;
  let state: State = { kind: "dialling" };
  let greeted: Greeted | undefined;
  let expected: DeviceTag | undefined;
  let cancel: () => void = () => undefined;
  let asked = false;
  let turn: Promise<unknown> = Promise.resolve();

  const attempt = startAttempt({
    tag: member.tag,
    createConnection: options.createConnection,
    iceServers: options.iceServers,
    schedule,
    held: options.held === true,
    events: {
      opened: greet,
      received(frame) {
        if (state.kind === "greeting") {
          state.held.push(frame);
          if (state.held.length > HELD_FRAMES) return end("refused");
          turn = turn.then(hearGreeting);
        } else if (state.kind === "linked") hear(frame);
      },
      receivedLoose(bytes) {
        if (state.kind === "linked") events.loose(bytes);
      },
      writable() {
        if (state.kind === "linked") events.writable();
      },
      closed: () => end(state.kind === "linked" ? "gone" : "refused"),
      broke(mayMend) {
        if (mayMend && state.kind === "linked") ask(SILENT_MILLIS);
        else if (!mayMend) end(state.kind === "linked" ? "gone" : "no-way");
      },
    },
  });

  function within(millis: number, reason: NeighbourEnd): void {
    cancel();
    cancel = schedule(() => end(reason), millis);
  }

  function greet(): void {
    const { own, other, link } = attempt;
    if (own === undefined || other === undefined || expected === undefined) return end("refused");
    const fingerprints = { own: own.fingerprint, other: other.fingerprint };
    const greeting = createGreeting(member, fingerprints, expected, random(16));
    state = { kind: "greeting", greeting, held: [] };
    within(GREETING_MILLIS, "refused");
    link?.send(greeting.greet);
  }

  async function hearGreeting(): Promise<void> {
    if (state.kind !== "greeting") return;
    const { greeting, held } = state;
    const frame = held.shift();
    if (frame === undefined) return;
    // Seen from here it is still the greeting, whatever follows behind it.
    const heard = await greeting.heard(frame);
    if (state.kind !== "greeting") return;
    if (heard === "refused") return end("refused");
    if (heard.send !== undefined) attempt.link?.send(heard.send);
    if (heard.greeted === undefined) return;
    const near = options.iceServers.length > 0 || (await attempt.isNear(runsNear));
    if (state.kind !== "greeting") return;
    if (!near) return end("far");
    greeted = heard.greeted;
    state = { kind: "linked" };
    rest();
    events.greeted(greeted);
    for (const later of held) hear(later);
  }

  function hear(frame: Uint8Array): void {
    if (state.kind !== "linked") return;
    rest();
    const [type] = frame;
    if (type !== 20 && type !== 21) return events.frame(frame);
    const decoded = decodeFrame(frame);
    if (!decoded.ok) return end("gone");
    if (decoded.value.kind !== "ping") return;
    attempt.link?.send(encodeFrame({ kind: "pong", token: decoded.value.token, heads: [] }));
  }

  /** It lives: look again in a while. */
  function rest(): void {
    asked = false;
    cancel();
    cancel = schedule(() => ask(SILENT_MILLIS), BEAT_MILLIS);
  }

  function ask(millis: number): void {
    if (state.kind !== "linked" || (asked && millis === SILENT_MILLIS)) return;
    asked = true;
    attempt.link?.send(encodeFrame({ kind: "ping", token: 0 }));
    within(millis, "gone");
  }

  function end(reason: NeighbourEnd): void {
    if (state.kind === "ended") return;
    state = { kind: "ended" };
    cancel();
    attempt.close(wireErrors.Normal.code);
    events.ended(reason);
  }

  return {
    prekey: attempt.prekey,
    release: attempt.release,
    card: attempt.card,
    get greeted() {
      return greeted;
    },
    link: {
      send: (frame) => state.kind === "linked" && attempt.link?.send(frame) === true,
      close: () => end("gone"),
    },
    take(card, openMillis = options.openMillis) {
      if (state.kind !== "dialling" || expected !== undefined) return;
      expected = card.tag;
      within(openMillis, "no-way");
      attempt.take(card);
    },
    reach(candidate) {
      if (state.kind === "dialling") attempt.reach(candidate);
    },
    get expected() {
      return expected;
    },
    get taken() {
      return expected !== undefined;
    },
    suspect: () => ask(SUSPECT_MILLIS),
    end,
  };
}
