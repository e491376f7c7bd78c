/**
 * Outbox: envelopes that no relay has acknowledged yet.
 *
 * Holds bytes, never content. An envelope enters once, at key press, and is never re-sealed: every
 * path carries the same bytes (SPEC E3). It leaves only when a relay stored it or refused it for
 * good. Beside it waits what the relay asked us to carry for others (heal): taken up only when
 * nothing of our own waits, and given up without a word when refused.
 * Not its job: storing (the driver) and when to begin (core/sync: resume before resend).
 */
import {
  type EnvelopeId,
  limits,
  type Millis,
  wireErrorByCode,
  wireErrors,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { earlier, type RoomEffect } from "./effect.ts";
import { createPace } from "./pace.ts";
import type { StoredEntry } from "./stored.ts";

/** saved: waits here. sending: handed to a link, not answered. */
export type ItemState =
  | { readonly kind: "saved" }
  | { readonly kind: "sending"; readonly ref: number; readonly since: Millis };

interface Item {
  readonly entry: StoredEntry;
  readonly own: boolean;
  state: ItemState;
}

/** Whether the relay was told what is coming, so that it grants more than typing speed (SPEC S8). */
type Offer =
  | { readonly kind: "none" }
  | {
      readonly kind: "asked";
      readonly until: Millis;
      readonly ids: ReadonlySet<EnvelopeId>;
    }
  | { readonly kind: "answered"; readonly ids: ReadonlySet<EnvelopeId> };

export interface Outbox {
  /** Own envelopes that wait or are being sent. */
  readonly size: number;
  /** Carried envelopes that wait or are being sent. */
  readonly carried: number;
  /** Whether the relay owes us an answer. */
  readonly expecting: boolean;
  stateOf(id: EnvelopeId): ItemState | undefined;
  /** Own envelopes handed to the link and not answered: at most a window. */
  inFlight(): readonly StoredEntry[];
  /** An own envelope, in author order. */
  enqueue(entry: StoredEntry, now: Millis): RoomEffect[];
  /** Envelopes of anybody that the relay asked for. */
  carry(entries: readonly StoredEntry[], now: Millis): RoomEffect[];
  /** The room is joined and caught up: begin. */
  ready(channel: number, now: Millis): RoomEffect[];
  lost(): void;
  /** The relay has it, however it came there. */
  stored(id: EnvelopeId, now: Millis): RoomEffect[];
  /** @returns the entry of this ref and how long the relay took, or undefined */
  acked(
    ref: number,
    now: Millis,
  ): { readonly id: EnvelopeId; readonly tookMillis: Millis } | undefined;
  /** @returns undefined when the ref is not ours */
  refused(ref: number, code: number, retryAfter: Millis, now: Millis): RoomEffect[] | undefined;
  /** The relay answered an offer. */
  wanted(now: Millis): RoomEffect[];
  forget(id: EnvelopeId): void;
  wake(now: Millis): RoomEffect[];
  deadline(): Millis | undefined;
}

/** A refusal that later tries of the same bytes may not meet. */
export function mayRetry(code: number): boolean {
  const name = wireErrorByCode(code);
  // What a newer relay means we cannot know; a send is never given up for that.
  return name === undefined || wireErrors[name].retry !== "never";
}

/** A refusal that asks for a slower pace, rather than for a later try. */
const isPace = (code: number): boolean =>
  code === wireErrors.TooFast.code || code === wireErrors.RoomTooFast.code;

export function createOutbox(nextRef: () => number): Outbox {
  const items = new Map<EnvelopeId, Item>();
  const byRef = new Map<number, Item>();
  let channel: number | undefined;
  let pausedUntil = 0;
  const pace = createPace();
  let offer: Offer = { kind: "none" };
  let own = 0;

  function remove(item: Item): void {
    if (!items.delete(item.entry.id)) return;
    if (item.own) own -= 1;
    if (item.state.kind === "sending") byRef.delete(item.state.ref);
  }

  /** The first saved envelopes, own or carried, at most `limit`. */
  function saved(mine: boolean, limit: number): Item[] {
    const found: Item[] = [];
    for (const item of items.values()) {
      if (found.length >= limit) break;
      if (item.state.kind === "saved" && item.own === mine) found.push(item);
    }
    return found;
  }

  function ownWaiting(): number {
    let sending = 0;
    for (const item of byRef.values()) if (item.own) sending += 1;
    return own - sending;
  }

  function publish(item: Item, to: number, now: Millis): RoomEffect {
    const ref = nextRef();
    item.state = { kind: "sending", ref, since: now };
    byRef.set(ref, item);
    return {
      kind: "send",
      frame: { kind: "publish", channel: to, ref, envelope: item.entry.envelope },
    };
  }

  /** An offer, when more waits than a device may simply send and it was not offered yet. */
  function offerFirst(to: number, now: Millis): RoomEffect[] {
    const [first] = saved(true, 1);
    if (first === undefined || ownWaiting() <= bounds.publishWindow) return [];
    if (offer.kind === "answered" && offer.ids.has(first.entry.id)) return [];
    const ids = saved(true, limits.haveIds).map(({ entry }) => entry.id);
    offer = { kind: "asked", until: now + bounds.offerMillis, ids: new Set(ids) };
    return [{ kind: "send", frame: { kind: "have", channel: to, ids } }];
  }

  /** Sends what may be sent: own envelopes in author order, then what is carried. */
  function fill(now: Millis): RoomEffect[] {
    if (channel === undefined || now < pausedUntil || offer.kind === "asked") return [];
    if (byRef.size >= bounds.publishWindow || byRef.size === items.size) return [];
    const to = channel;
    const asked = offerFirst(to, now);
    if (asked.length > 0) return asked;
    const room = pace.free ? bounds.publishWindow - byRef.size : 1;
    if (!pace.free) pausedUntil = now + pace.gapMillis;
    const mine = saved(true, room);
    const others = saved(false, room - mine.length);
    return [...mine, ...others].map((item) => publish(item, to, now));
  }

  function backToSaved(item: Item): void {
    if (item.state.kind === "sending") byRef.delete(item.state.ref);
    item.state = { kind: "saved" };
  }

  const oldestSince = (): Millis | undefined => {
    let oldest: Millis | undefined;
    for (const { state } of byRef.values()) {
      if (state.kind === "sending") oldest = earlier(oldest, state.since);
    }
    return oldest;
  };

  return {
    get size() {
      return own;
    },
    get carried() {
      return items.size - own;
    },
    get expecting() {
      return byRef.size > 0;
    },
    stateOf: (id) => items.get(id)?.state,
    inFlight: () => [...byRef.values()].filter(({ own }) => own).map(({ entry }) => entry),

    enqueue(entry, now) {
      const held = items.get(entry.id);
      if (held?.own === true) return [];
      if (held !== undefined) remove(held);
      items.set(entry.id, { entry, own: true, state: { kind: "saved" } });
      own += 1;
      return fill(now);
    },

    carry(entries, now) {
      for (const entry of entries) {
        if (items.has(entry.id)) continue;
        items.set(entry.id, { entry, own: false, state: { kind: "saved" } });
      }
      return fill(now);
    },

    ready(to, now) {
      channel = to;
      return fill(now);
    },

    lost() {
      channel = undefined;
      offer = { kind: "none" };
      pausedUntil = 0;
      for (const item of [...items.values()]) {
        // What others lack is asked for anew by the next offer.
        if (item.own) backToSaved(item);
        else remove(item);
      }
      byRef.clear();
    },

    stored(id, now) {
      const item = items.get(id);
      if (item === undefined) return [];
      remove(item);
      return fill(now);
    },

    acked(ref, now) {
      const item = byRef.get(ref);
      if (item === undefined || item.state.kind !== "sending") return undefined;
      pace.acked();
      return { id: item.entry.id, tookMillis: now - item.state.since };
    },

    refused(ref, code, retryAfter, now) {
      const item = byRef.get(ref);
      if (item === undefined) return undefined;
      if (mayRetry(code)) {
        backToSaved(item);
        const pause =
          retryAfter > 0 ? Math.min(retryAfter, bounds.imposedMillis) : bounds.retryMillis;
        pausedUntil = Math.max(pausedUntil, now + pause);
        if (isPace(code)) pace.refused(pause, now);
        return [];
      }
      remove(item);
      const rest = fill(now);
      if (!item.own) return rest;
      const entry = { ...item.entry, waiting: false, refused: code };
      return [{ kind: "keepEntry", entry }, { kind: "refused", entry, code }, ...rest];
    },

    wanted(now) {
      if (offer.kind !== "asked") return [];
      // All that was offered counts as answered: what the relay did not ask for it has already,
      // and publishing it once more costs little and brings the ack.
      offer = { kind: "answered", ids: offer.ids };
      return fill(now);
    },

    forget(id) {
      const item = items.get(id);
      if (item !== undefined) remove(item);
    },

    wake(now) {
      if (offer.kind === "asked" && now >= offer.until) {
        offer = { kind: "answered", ids: offer.ids };
      }
      const oldest = oldestSince();
      if (oldest !== undefined && now >= oldest + bounds.answerMillis) {
        // The link lives, these were forgotten: the same bytes again (idempotent by id).
        for (const item of [...byRef.values()]) {
          if (item.state.kind === "sending" && now >= item.state.since + bounds.answerMillis) {
            backToSaved(item);
          }
        }
      }
      return fill(now);
    },

    deadline() {
      if (channel === undefined || items.size === 0) return undefined;
      const oldest = oldestSince();
      const answer = oldest === undefined ? undefined : oldest + bounds.answerMillis;
      if (offer.kind === "asked") return earlier(answer, offer.until);
      const blocked = byRef.size < bounds.publishWindow && byRef.size < items.size;
      return blocked ? earlier(answer, pausedUntil) : answer;
    },
  };
}
