/**
 * Sync: one room on one link. Joins with the cursor, catches up to the head while own messages leave
 * the outbox as they are seen, and only then sends what is left (SPEC S6). Whatever is gone for good
 * is told, never passed over.
 *
 * Knows the log, the outbox and heal by their inputs and effects. Not its job: what to ask for
 * (core/catch-up), keys, signatures.
 */
import {
  type FrameOf,
  frameTypes,
  type Millis,
  type Seq,
  timing,
  wireErrors,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { type Caught, createCatchUp } from "./catch-up.ts";
import { earlier, type JoinProof, type RoomEffect } from "./effect.ts";
import type { Heal } from "./heal.ts";
import { afterRefusal, type Membership, pauseOf } from "./join-refusal.ts";
import type { Owed } from "./link-state.ts";
import type { Log, Position } from "./log.ts";
import type { Outbox } from "./outbox.ts";

export type SyncState =
  /** No link. */
  | { readonly kind: "away" }
  | {
      readonly kind: "joining";
      readonly ref: number;
      readonly proof: JoinProof;
      /** Asked again then, if there is no answer. */
      readonly retryAt: Millis;
    }
  /** Not let in; asked again at `retryAt`. */
  | { readonly kind: "shut"; readonly retryAt: Millis }
  /** In, and not at the head yet: nothing of ours is sent. */
  | { readonly kind: "behind"; readonly channel: number }
  | { readonly kind: "live"; readonly channel: number };

export interface Sync {
  readonly state: SyncState;
  /** Names our seat on the link; undefined without one. */
  readonly channel: number | undefined;
  /** Whether the relay lets us in, as far as it told on any link. */
  readonly membership: Membership;
  /** Relay positions we have not taken yet, as far as it told on any link. */
  readonly missing: number;
  /** Head of the relay as far as it told; undefined before the first join. */
  readonly head: Seq | undefined;
  readonly hasEarlier: boolean;
  /** What the relay owes this room. */
  readonly owed: Owed | undefined;
  /** The link greeted us. */
  greeted(now: Millis): RoomEffect[];
  lost(): void;
  /** Joined, deliver and the like, of this room. */
  heard(frame: RoomFrame, now: Millis): RoomEffect[];
  /** @returns undefined when the refused frame is not of this room */
  refused(frame: FrameOf<"refuse">, now: Millis): RoomEffect[] | undefined;
  /** The relay's log reaches to here: free gap detection. */
  headTold(head: Seq, now: Millis): void;
  /** @returns undefined when there is nobody to ask or nothing to ask for */
  loadEarlier(now: Millis): RoomEffect[] | undefined;
  wake(now: Millis): RoomEffect[];
  deadline(): Millis | undefined;
}

export type RoomFrame =
  | FrameOf<"joined">
  | FrameOf<"deliver">
  | FrameOf<"page">
  | FrameOf<"reset">
  | FrameOf<"ack">
  | FrameOf<"want">;

export interface SyncPorts {
  readonly log: Log;
  readonly outbox: Outbox;
  readonly heal: Heal;
  nextRef(): number;
  random(): number;
  /**
   * What our certificate is good for: "create" when no relay is known to have the room yet, "heal"
   * when a relay that lacks the room must have lost it, "nothing" when we cannot know.
   */
  certificate(): "create" | "heal" | "nothing";
}

export function createSync(ports: SyncPorts): Sync {
  const { log, outbox, heal, nextRef } = ports;
  let state: SyncState = { kind: "away" };
  let membership: Membership = { kind: "joining" };
  let ticket: { readonly bytes: Uint8Array; readonly until: Millis } | undefined;
  let members = 0;
  /** How often in a row the relay said that there is no such room. */
  let absences = 0;
  const catchUp = createCatchUp(log, nextRef);

  const channelOf = (): number | undefined =>
    state.kind === "behind" || state.kind === "live" ? state.channel : undefined;
  const position = (): RoomEffect => ({
    kind: "keepPosition",
    cursor: log.cursor,
    earliest: log.earliest,
  });

  function join(now: Millis, proof?: JoinProof): RoomEffect[] {
    const fresh = ticket !== undefined && now < ticket.until;
    const chosen =
      proof ?? (fresh ? "ticket" : ports.certificate() === "create" ? "certificate" : "signature");
    const ref = nextRef();
    state = { kind: "joining", ref, proof: chosen, retryAt: now + 2 * timing.joinMillis };
    return [
      { kind: "join", ref, proof: chosen, ticket: chosen === "ticket" ? ticket?.bytes : undefined },
    ];
  }

  function leaveSeat(): void {
    catchUp.lost();
    outbox.lost();
    heal.lost();
  }

  function place(told: Position, now: Millis): RoomEffect[] {
    const placement = log.place(told);
    catchUp.place(told, now);
    switch (placement.kind) {
      case "first":
      case "kept":
        return [position()];
      case "trimmed":
        return [position(), { kind: "missing", range: placement.range }];
      case "anew": {
        // Reset in the middle of a link: heal begins again at the head.
        if (state.kind === "live") state = { kind: "behind", channel: state.channel };
        const held = [];
        for (const entry of log.entries()) {
          if (!entry.waiting && entry.refused === undefined) held.push(entry.id);
        }
        return [position(), ...heal.begin(held)];
      }
    }
  }

  function joined(frame: FrameOf<"joined">, now: Millis): RoomEffect[] {
    if (state.kind !== "joining" || state.ref !== frame.ref) return [];
    state = { kind: "behind", channel: frame.channel };
    membership = { kind: "joined" };
    absences = 0;
    members = frame.members;
    ticket = { bytes: frame.ticket.slice(), until: now + bounds.ticketMillis };
    return [{ kind: "joined", frame }, ...place(frame, now), ...advance(now), { kind: "changed" }];
  }

  function keep({ taken, moved }: Caught, now: Millis): RoomEffect[] {
    const effects: RoomEffect[] = [];
    for (const entry of taken.entries) {
      effects.push({ kind: "keepEntry", entry });
      heal.seen(entry.id);
      effects.push(...outbox.stored(entry.id, now));
    }
    for (const range of taken.missing) effects.push({ kind: "missing", range });
    const surplus = taken.entries.length === 0 ? [] : log.makeRoom();
    for (const entry of surplus) effects.push({ kind: "dropEntry", entry });
    if (moved || surplus.length > 0) effects.push(position());
    return effects;
  }

  /** Pulls what is missing and, at the head, lets the outbox go. */
  function advance(now: Millis): RoomEffect[] {
    const channel = channelOf();
    if (channel === undefined) return [];
    const effects = catchUp.pull(channel, now);
    if (state.kind === "behind" && catchUp.whole) {
      state = { kind: "live", channel };
      effects.push(...outbox.ready(channel, now), { kind: "changed" });
      heal.ready(channel, members <= 1 || outbox.size > 0, now);
    }
    return effects;
  }

  function page(frame: FrameOf<"page">, now: Millis): RoomEffect[] {
    const caught = catchUp.page(frame, now);
    if (caught === undefined) return [];
    const effects = keep(caught, now);
    return caught.kind === "before"
      ? [...effects, { kind: "changed" }]
      : [...effects, ...advance(now)];
  }

  function acks(frame: FrameOf<"ack">, now: Millis): RoomEffect[] {
    const effects: RoomEffect[] = [];
    for (const { ref } of frame.acks) {
      const answer = outbox.acked(ref, now);
      if (answer === undefined) continue;
      effects.push({ kind: "answered", tookMillis: answer.tookMillis });
      const entry = log.get(answer.id);
      if (entry?.waiting === true) {
        const stored = { ...entry, waiting: false, refused: undefined };
        log.put(stored);
        effects.push({ kind: "keepEntry", entry: stored });
      }
      effects.push(...outbox.stored(answer.id, now));
    }
    return effects;
  }

  function want(frame: FrameOf<"want">, now: Millis): RoomEffect[] {
    heal.answered();
    const entries = [];
    for (const id of frame.ids) {
      const entry = log.get(id);
      if (entry !== undefined && !entry.waiting && entry.refused === undefined) entries.push(entry);
    }
    return [...outbox.wanted(now), ...outbox.carry(entries, now)];
  }

  function shut(now: Millis, pause: Millis): RoomEffect[] {
    // Half of it at random: rooms and phones refused together must not come back together.
    state = { kind: "shut", retryAt: now + Math.floor(pause * (1 + ports.random() / 2)) };
    return [{ kind: "changed" }];
  }

  function joinRefused(proof: JoinProof, frame: FrameOf<"refuse">, now: Millis): RoomEffect[] {
    if (proof === "ticket") ticket = undefined;
    const next = afterRefusal(frame, proof, ports.certificate() !== "nothing", absences);
    if (next.kind === "join") return join(now, next.proof);
    membership = next.membership ?? membership;
    if (next.membership?.kind === "no-such-room") absences += 1;
    return shut(now, next.retryAfter);
  }

  /** The relay forgot our seat: take it again. */
  function rejoinIfLost(code: number, now: Millis): RoomEffect[] {
    if (code !== wireErrors.NotJoined.code || channelOf() === undefined) return [];
    leaveSeat();
    return join(now);
  }

  return {
    get state() {
      return state;
    },
    get channel() {
      return channelOf();
    },
    get membership() {
      return membership;
    },
    get missing() {
      return catchUp.missing;
    },
    get head() {
      return catchUp.head;
    },
    get hasEarlier() {
      return catchUp.hasEarlier;
    },
    get owed() {
      const waits = outbox.size > 0;
      if (state.kind === "joining") return waits ? "ack" : "joined";
      if (!catchUp.open) return outbox.expecting ? "ack" : undefined;
      // While we catch up, what a person sent meanwhile hangs on these records.
      return waits ? "page" : "history";
    },

    greeted(now) {
      leaveSeat();
      return join(now);
    },

    lost() {
      state = { kind: "away" };
      leaveSeat();
    },

    heard(frame, now) {
      switch (frame.kind) {
        case "joined":
          return joined(frame, now);
        case "deliver":
          return [...keep(catchUp.deliver(frame.records, now), now), ...advance(now)];
        case "page":
          return page(frame, now);
        case "reset":
          return [...place(frame, now), ...advance(now), { kind: "changed" }];
        case "ack":
          return acks(frame, now);
        case "want":
          return want(frame, now);
      }
    },

    refused(frame, now) {
      if (state.kind === "joining" && frame.ref === state.ref) {
        return joinRefused(state.proof, frame, now);
      }
      const pause = pauseOf(frame);
      if (catchUp.refused(frame.ref, pause, now)) {
        return [{ kind: "changed" }, ...rejoinIfLost(frame.code, now)];
      }
      if (frame.ref === 0 && frame.refused === frameTypes.have) {
        heal.refused(pause, now);
        return undefined;
      }
      const effects = outbox.refused(frame.ref, frame.code, frame.retryAfter, now);
      for (const effect of effects ?? []) if (effect.kind === "keepEntry") log.put(effect.entry);
      return effects === undefined ? undefined : [...effects, ...rejoinIfLost(frame.code, now)];
    },

    headTold: catchUp.headTold,

    loadEarlier(now) {
      const channel = channelOf();
      return channel === undefined ? undefined : catchUp.loadEarlier(channel, now);
    },

    wake(now) {
      if ("retryAt" in state && now >= state.retryAt) return join(now);
      // A person who scrolls up may ask again.
      const told: RoomEffect[] = catchUp.wake(now) ? [{ kind: "changed" }] : [];
      return [...told, ...outbox.wake(now), ...heal.wake(now, outbox.carried), ...advance(now)];
    },

    deadline() {
      switch (state.kind) {
        case "away":
          return undefined;
        case "shut":
        case "joining":
          return state.retryAt;
        case "behind":
        case "live":
          return earlier(catchUp.deadline(), earlier(outbox.deadline(), heal.deadline()));
      }
    },
  };
}
