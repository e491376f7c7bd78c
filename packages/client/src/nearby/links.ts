/**
 * Links to other phones of one room: whom to call, who calls, what became of it. Knows nothing of what
 * flows over a link once it is there (see ports.ts), and never touches the way to the relay.
 */
import type { IdentityCard } from "@festival-chat/protocol/nearby";
import {
  type DeviceTag,
  type Millis,
  meshLimits,
  type Result,
  toHex,
} from "@festival-chat/protocol/wire";
import { chooseNeighbours } from "../core/mesh/neighbours.ts";
import type { Schedule } from "../link/schedule.ts";
import type { AttemptProblem } from "./attempt.ts";
import { type CodeProblem, type CodeShown, type CodeTaken, createCodeDesk } from "./code-desk.ts";
import type { Greeted, Member } from "./greeting.ts";
import { type Neighbour, type NeighbourEnd, startNeighbour } from "./neighbour.ts";
import type { PeerLink } from "./ports.ts";
import { createPrekeys } from "./prekeys.ts";
import type { CreateConnection, IceServer } from "./rtc.ts";
import { createSignalDesk } from "./signal-desk.ts";

/** Why nobody was found, as far as this phone can tell. */
export type Trouble = Exclude<AttemptProblem, "silent">;

/** A phone that we have a link to. */
export interface LinkedPhone extends Greeted {
  /** A code on a screen led to it. */
  readonly byCode: boolean;
}

export interface Links {
  readonly linked: readonly LinkedPhone[];
  /** Phones that are being called, or that called. */
  readonly dialling: number;
  /** The last trouble, until a link is made. */
  readonly trouble: Trouble | undefined;
  /**
   * Calls whom it is time to call of those who may be there, and lets go what is above the aim (SPEC
   * G10). Ask every few seconds, and when somebody came.
   */
  seek(present: readonly DeviceTag[]): void;
  /** A signal came, through whom ever. */
  signalled(from: DeviceTag, sealed: Uint8Array): void;
  /** The text of a code for another phone to read. A new one when the last is old or was used. */
  showCard(): Promise<Result<CodeShown, AttemptProblem>>;
  /** A code that this phone read. */
  takeCard(text: string): Promise<Result<CodeTaken, CodeProblem>>;
  /** The page woke up: every link is suspect. */
  woke(): void;
  saveBattery(on: boolean): void;
  /** Ends all of them. */
  close(): void;
}

export interface LinksPorts {
  readonly member: Member;
  readonly createConnection: CreateConnection;
  readonly iceServers: () => readonly IceServer[];
  readonly schedule: Schedule;
  readonly random: (length: number) => Uint8Array;
  readonly now: () => Millis;
  /** Sends a signal by whatever way there is. @returns false when there is none now */
  readonly signal: (to: DeviceTag, sealed: Uint8Array) => boolean;
  readonly events: {
    linked(link: PeerLink, greeted: Greeted): void;
    frame(link: PeerLink, bytes: Uint8Array): void;
    writable(link: PeerLink): void;
    gone(link: PeerLink): void;
    /** Something that people see is another. */
    changed(): void;
  };
}

/** On loaded networks a link takes seconds; one that takes longer is no link (SPEC W6). */
const OPEN_MILLIS = 15_000;
/** The phone with the lower tag calls at once, the other one if it does not. */
const WAIT_MILLIS = 5_000;
/** Pauses after a call that came to nothing: phones of one room may be in two cities. */
const PAUSE_MIN_MILLIS = 4_000;
/** An answer is a card and two ways over the relay; without it the call was lost. */
const ANSWER_MILLIS = 8_000;
const PAUSE_MAX_MILLIS = 300_000;
/** Calls under way at a time: each costs the relay two signals. */
const CALLS = 3;
/** Phones remembered with their pauses. */
const REMEMBERED = 1_000;

interface Call {
  readonly neighbour: Neighbour;
  /** Hex; undefined for codes on screens. */
  readonly attempt: string | undefined;
  readonly ours: boolean;
}

export function createLinks(ports: LinksPorts): Links {
  const { member, events, now } = ports;
  const me = member.tag;
  const desk = createSignalDesk(member, now, ports.random);
  const calls = new Map<DeviceTag, Call>();
  const linked = new Map<DeviceTag, { readonly neighbour: Neighbour; readonly byCode: boolean }>();
  const pauses = new Map<DeviceTag, { notBefore: Millis; millis: number }>();
  let trouble: Trouble | undefined;
  let saving = false;
  let closed = false;

  const fraction = (): number => (ports.random(1)[0] ?? 0) / 256;
  const most = (): number => (saving ? meshLimits.savingLinks : meshLimits.mostLinks);

  const prekeys = createPrekeys({
    ...ports,
    me,
    start: (ended) => start(OPEN_MILLIS, ended, true),
    send: (to, attempt, neighbour) => void send(to, "prekey", attempt, neighbour),
  });
  const codes = createCodeDesk({
    ...ports,
    me,
    prekeys,
    start,
    isLinked: (tag) => linked.has(tag),
    trouble: (problem) => {
      trouble = problem;
    },
    changed: events.changed,
  });

  function start(
    openMillis: number,
    ended: (reason: NeighbourEnd) => void,
    held = false,
  ): Neighbour {
    const neighbour: Neighbour = startNeighbour({
      ...ports,
      iceServers: ports.iceServers(),
      openMillis,
      held,
      events: {
        greeted(greeted) {
          if (closed) return neighbour.end("gone");
          for (const [tag, call] of calls) if (call.neighbour === neighbour) calls.delete(tag);
          const before = linked.get(greeted.tag);
          linked.set(greeted.tag, { neighbour, byCode: codes.linked(neighbour, greeted.tag) });
          before?.neighbour.end("gone");
          pauses.delete(greeted.tag);
          trouble = undefined;
          events.linked(neighbour.link, greeted);
          events.changed();
          prekeys.meet(greeted.tag);
        },
        frame: (bytes) => events.frame(neighbour.link, bytes),
        // Nothing is sent on it yet that could be lost.
        loose: () => undefined,
        writable: () => events.writable(neighbour.link),
        ended(reason) {
          const { greeted } = neighbour;
          if (greeted !== undefined) {
            if (linked.get(greeted.tag)?.neighbour === neighbour) linked.delete(greeted.tag);
            events.gone(neighbour.link);
          }
          ended(reason);
          events.changed();
        },
      },
    });
    return neighbour;
  }

  /** A neighbour for a phone that is called, or that called. */
  function dial(tag: DeviceTag, attempt: string, ours: boolean): Neighbour {
    const neighbour = start(OPEN_MILLIS, (reason) => {
      if (calls.get(tag)?.neighbour === neighbour) calls.delete(tag);
      if (reason !== "gone") pause(tag);
      if (reason === "missing" || reason === "no-address") trouble = reason;
      // Both sides spoke, and still there is no way: a network that keeps phones apart.
      if (reason === "no-way" && neighbour.taken && linked.size === 0) trouble = reason;
    });
    calls.set(tag, { neighbour, attempt, ours });
    events.changed();
    return neighbour;
  }

  function pause(tag: DeviceTag): void {
    const before = pauses.get(tag)?.millis ?? 0;
    const millis = Math.min(PAUSE_MAX_MILLIS, Math.max(PAUSE_MIN_MILLIS, 2 * before));
    pauses.set(tag, { millis, notBefore: now() + millis * (0.5 + fraction()) });
  }

  /** Whether it is time to call; a phone seen for the first time may be the one to call us. */
  function isTime(tag: DeviceTag): boolean {
    const known = pauses.get(tag);
    if (known !== undefined) return now() >= known.notBefore;
    if (pauses.size >= REMEMBERED) return false;
    pauses.set(tag, { millis: 0, notBefore: me < tag ? 0 : now() + WAIT_MILLIS });
    return me < tag;
  }

  async function send(
    to: DeviceTag,
    kind: "call" | "answer" | "prekey",
    attempt: Uint8Array,
    neighbour: Neighbour,
  ): Promise<void> {
    const card: Result<IdentityCard, AttemptProblem> = await (kind === "prekey"
      ? neighbour.prekey
      : neighbour.card);
    if (!card.ok) return neighbour.end(card.error);
    const sealed = await desk.seal(to, { kind, attempt, card: card.value });
    if (!closed && !ports.signal(to, sealed)) neighbour.end("gone");
  }

  function call(tag: DeviceTag): void {
    const attempt = ports.random(8);
    const neighbour = dial(tag, toHex(attempt), true);
    ports.schedule(() => {
      // Nobody answered: the phone is away, or busy with others.
      if (!neighbour.taken) neighbour.end("no-way");
    }, ANSWER_MILLIS);
    void send(tag, "call", attempt, neighbour);
  }

  async function signalled(from: DeviceTag, sealed: Uint8Array): Promise<void> {
    const signal = await desk.open(from, sealed);
    if (signal === undefined || closed) return;
    const { kind, attempt, card } = signal.body;
    if (kind === "prekey") return prekeys.told(from, attempt, card);
    // Whoever can be told something is told how to be found when it cannot.
    prekeys.meet(from);
    const known = calls.get(from);
    if (kind === "answer") {
      if (known?.ours === true && known.attempt === toHex(attempt)) known.neighbour.take(card);
      return;
    }
    // Two calls that cross answer each other.
    if (known?.ours === true && !known.neighbour.taken) {
      known.neighbour.take(card);
      // Our call may have come before anybody listened there.
      return send(from, "answer", attempt, known.neighbour);
    }
    if (!linked.has(from) && linked.size + calls.size >= most()) return;
    known?.neighbour.end("gone");
    const neighbour = dial(from, toHex(attempt), false);
    neighbour.take(card);
    await send(from, "answer", attempt, neighbour);
  }

  function seek(present: readonly DeviceTag[]): void {
    if (closed) return;
    const held = [...linked.keys(), ...calls.keys()];
    const around = { me, present: [...present, ...held], linked: held, saving };
    const { dial, drop } = chooseNeighbours(around, fraction);
    for (const tag of drop) {
      const surplus = linked.get(tag);
      // What people made by hand stays.
      if (surplus === undefined || surplus.byCode) continue;
      // Whoever wants it all the same calls; we do not, for a while.
      pause(tag);
      surplus.neighbour.end("gone");
    }
    for (const tag of dial.filter(isTime).slice(0, Math.max(0, CALLS - calls.size))) call(tag);
  }

  return {
    get linked() {
      return [...linked.values()].flatMap(({ neighbour, byCode }) =>
        neighbour.greeted === undefined ? [] : [{ ...neighbour.greeted, byCode }],
      );
    },
    get dialling() {
      return calls.size + (codes.calling ? 1 : 0);
    },
    get trouble() {
      return trouble;
    },
    seek,
    signalled: (from, sealed) => void signalled(from, sealed),
    showCard: codes.show,
    takeCard: codes.take,
    woke() {
      for (const { neighbour } of linked.values()) neighbour.suspect();
      for (const [tag, { millis }] of pauses) pauses.set(tag, { millis, notBefore: 0 });
    },
    saveBattery(on) {
      saving = on;
    },
    close() {
      closed = true;
      for (const { neighbour } of [...linked.values(), ...calls.values()]) neighbour.end("gone");
      codes.close();
      prekeys.close();
    },
  };
}
