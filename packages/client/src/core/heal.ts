/**
 * Heal: after a relay lost its log, its members offer what they hold and bring what it lacks.
 *
 * Thousands hold the same envelopes, so each waits a random while first: what another brought in the
 * meantime is delivered here and is not offered again (SPEC S8). Not its job: publishing
 * (core/outbox carries what the relay wants).
 */
import { type EnvelopeId, limits, type Millis } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { RoomEffect } from "./effect.ts";

export type HealState =
  | { readonly kind: "whole" }
  /** Something may be missing over there; `at` is set while a link is ready. */
  | { readonly kind: "elected"; readonly at: Millis | undefined }
  /** Offering; the next offer goes out at `at`, when what the last one asked for is delivered. */
  | { readonly kind: "offering"; readonly at: Millis; readonly answerBy: Millis | undefined };

export interface Heal {
  readonly state: HealState;
  /** The relay's log is another one, or was set back: everything held is to be offered. */
  begin(held: Iterable<EnvelopeId>): RoomEffect[];
  /** The relay delivered it: no need to offer. */
  seen(id: EnvelopeId): void;
  /** Caught up. `alone`: nobody else is here to do it, or something of our own waits too. */
  ready(channel: number, alone: boolean, now: Millis): void;
  /** The relay said what it lacks of the last offer. */
  answered(): void;
  /** The offer was refused: offer anew later. */
  refused(retryAfter: Millis, now: Millis): void;
  lost(): void;
  /** @param carried how many asked-for envelopes are still on their way */
  wake(now: Millis, carried: number): RoomEffect[];
  deadline(): Millis | undefined;
}

export function createHeal(random: () => number): Heal {
  let state: HealState = { kind: "whole" };
  let channel: number | undefined;
  /** Held here and not seen in the relay's present log. Bounded by the log itself. */
  let unseen = new Set<EnvelopeId>();
  let next: EnvelopeId[] = [];

  function offer(now: Millis): RoomEffect[] {
    if (channel === undefined) return [];
    const ids: EnvelopeId[] = [];
    while (ids.length < limits.haveIds) {
      const id = next.pop();
      if (id === undefined) break;
      if (unseen.has(id)) ids.push(id);
    }
    if (ids.length === 0) {
      state = { kind: "whole" };
      unseen = new Set();
      return [{ kind: "keepHealing", healing: false }];
    }
    state = {
      kind: "offering",
      at: now + bounds.healPauseMillis,
      answerBy: now + bounds.answerMillis,
    };
    return [{ kind: "send", frame: { kind: "have", channel, ids } }];
  }

  return {
    get state() {
      return state;
    },

    begin(held) {
      unseen = new Set(held);
      if (unseen.size === 0) return [];
      state = { kind: "elected", at: undefined };
      return [{ kind: "keepHealing", healing: true }];
    },

    seen(id) {
      unseen.delete(id);
    },

    ready(to, alone, now) {
      channel = to;
      if (state.kind === "whole") return;
      const within = alone ? bounds.healAloneMillis : bounds.healMillis;
      state = { kind: "elected", at: now + Math.floor(random() * within) };
    },

    answered() {
      if (state.kind === "offering") state = { ...state, answerBy: undefined };
    },

    refused(retryAfter, now) {
      if (state.kind !== "offering") return;
      state = { kind: "elected", at: now + Math.max(retryAfter, bounds.retryMillis) };
    },

    lost() {
      channel = undefined;
      if (state.kind !== "whole") state = { kind: "elected", at: undefined };
    },

    wake(now, carried) {
      switch (state.kind) {
        case "whole":
          return [];
        case "elected":
          if (state.at === undefined || now < state.at) return [];
          // Newest last, so that pop offers the newest first: what people are about to read.
          next = [...unseen];
          return offer(now);
        case "offering":
          if (now < state.at) return [];
          if (carried === 0 && (state.answerBy === undefined || now >= state.answerBy)) {
            return offer(now);
          }
          state = { ...state, at: now + bounds.healPauseMillis };
          return [];
      }
    },

    deadline() {
      return state.kind === "whole" ? undefined : state.at;
    },
  };
}
