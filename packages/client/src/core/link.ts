/**
 * Link: the state machine of the one path to the relay. Dials, greets, pings, finds half-open
 * sockets, backs off with full jitter and never stops trying.
 *
 * Anything heard counts as life: a slow link is never punished for answering late, only for silence
 * (SPEC L9). Hints only hasten. Not its job: rooms (core/sync) and sockets (the Link port).
 */
import {
  type Environment,
  type Frame,
  type FrameOf,
  type Millis,
  negotiateVersion,
  PROTOCOL_VERSION,
  timing,
  wireErrors,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { earlier, type LinkEffect } from "./effect.ts";
import { isBehindPage, type LinkState, type Owed, silenceDue } from "./link-state.ts";
import { hopelessError, type Parting, partingOf } from "./parting.ts";

/** Something that may make dialing worth while, or says that nobody looks. */
export type LinkHint = "online" | "visible" | "page-show" | "time-jump" | "hidden";

export interface LinkMachine {
  readonly state: LinkState;
  /** Median round trip of the last answers is a second and a half or more. */
  readonly slow: boolean;
  /** Whether a link is needed at all. */
  want(wanted: boolean, now: Millis): LinkEffect[];
  opened(now: Millis): LinkEffect[];
  heard(frame: Frame | undefined, now: Millis): LinkEffect[];
  closed(code: number, now: Millis): LinkEffect[];
  /** Something that may make dialing worth while, or a sleep that may have killed the link. */
  hint(hint: LinkHint, now: Millis): LinkEffect[];
  /** Whether somebody waits for the link: pauses are shorter then. */
  eager(eager: boolean, now: Millis): void;
  /** What the relay owes us; undefined when nothing. */
  owes(what: Owed | undefined, now: Millis): void;
  /** How long an answer took. */
  answered(roundTrip: Millis): void;
  /** Another address or environment was configured: dial anew. */
  redial(now: Millis): LinkEffect[];
  wake(now: Millis): LinkEffect[];
  deadline(): Millis | undefined;
}

const ourVersions = { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION };

export function createLinkMachine(ports: {
  /** Uniform in [0, 1). */
  random(): number;
  /** The environment the app belongs to; undefined accepts any relay. */
  environment(): Environment | undefined;
}): LinkMachine {
  let state: LinkState = { kind: "closed" };
  let attempt = 0;
  /** Factor of every wait for an answer. */
  let patience = 1;
  let token = 0;
  let lastDial = Number.NEGATIVE_INFINITY;
  /** Somebody waits for the link. */
  let isEager = false;
  /** The pause is drawn by us: not a slot that the relay gave, not a refusal. */
  let drawn = false;
  /** What the relay said on its way out. */
  let parting: Parting | undefined;
  const roundTrips: Millis[] = [];

  function dial(now: Millis): LinkEffect[] {
    state = { kind: "dialing", since: now, due: now + timing.dialMillis };
    lastDial = now;
    parting = undefined;
    return [{ kind: "dial" }];
  }

  /** Gives up the path that there is, if any. */
  function drop(): LinkEffect[] {
    const effects: LinkEffect[] =
      state.kind === "down" ? [] : [{ kind: "hangUp", code: wireErrors.Normal.code }];
    if (state.kind === "ready") effects.push({ kind: "lost" });
    return effects;
  }

  function down(now: Millis, code: number): LinkEffect[] {
    const wasReady = state.kind === "ready";
    if (state.kind === "ready" && now - state.since >= timing.stableMillis) attempt = 0;
    const refused = parting?.refused ?? hopelessError(code);
    // Full jitter: after a relay restart thousands of phones dial at once (SPEC L7).
    const last = isEager ? bounds.eagerBackoffMillis : timing.backoffMaxMillis;
    const ceiling = Math.min(last, timing.backoffMinMillis * 2 ** attempt);
    attempt = Math.min(attempt + 1, 16);
    const pause =
      refused === undefined
        ? Math.floor(ports.random() * ceiling)
        : Math.floor(bounds.refusedLinkMillis * (0.5 + ports.random() / 2));
    // A slot in a drain is ours alone: the relay spread them, jitter would only delay.
    const slot = refused === undefined ? (parting?.retryAt ?? now) : now;
    state = { kind: "down", retryAt: slot > now ? slot : now + pause, refused };
    drawn = refused === undefined && slot <= now;
    parting = undefined;
    return wasReady ? [{ kind: "lost" }] : [];
  }

  function hangUp(now: Millis, code: number): LinkEffect[] {
    return [{ kind: "hangUp", code }, ...down(now, code)];
  }

  function silent(now: Millis): LinkEffect[] {
    // Next time wait longer: on the slowest networks one page takes as long as our patience. A link
    // that died in its sleep says nothing about the network.
    const awake = state.kind === "ready" && now - state.heard < bounds.awakeMillis;
    if (awake) patience = Math.min(2 * patience, bounds.maxPatience);
    return hangUp(now, wireErrors.Normal.code);
  }

  function ping(now: Millis, silentUntil: Millis): LinkEffect[] {
    if (state.kind !== "ready") return [];
    token += 1;
    // A ping without an answer keeps its deadline: the next one must not put off the end of a dead link.
    const due = Math.min(state.probe?.due ?? Infinity, silentUntil);
    state = {
      ...state,
      pingAt: now + timing.pingMillis,
      probe: { token, sentAt: now, due },
    };
    return [{ kind: "ping", token }];
  }

  function greeted(hello: FrameOf<"hello">, now: Millis): LinkEffect[] {
    const wanted = ports.environment();
    if (negotiateVersion(ourVersions, hello.versions) === undefined) {
      const name = hello.versions.min > ourVersions.max ? "VersionTooOld" : "VersionTooNew";
      return hangUp(now, wireErrors[name].code);
    }
    if (wanted !== undefined && wanted !== hello.environment) {
      return [
        { kind: "otherEnvironment", hello },
        ...hangUp(now, wireErrors.WrongEnvironment.code),
      ];
    }
    state = {
      kind: "ready",
      since: now,
      heard: now,
      pingAt: now + timing.pingMillis,
      probe: undefined,
      owed: undefined,
    };
    return [{ kind: "greeted", hello }];
  }

  function answered(roundTrip: Millis): void {
    roundTrips.push(Math.max(0, roundTrip));
    if (roundTrips.length > bounds.roundTrips) roundTrips.shift();
    if (roundTrip < timing.pongMillis / 2) patience = 1;
  }

  function heardWhileReady(frame: Frame | undefined, now: Millis): void {
    if (state.kind !== "ready") return;
    const { probe } = state;
    if (frame?.kind === "pong" && probe !== undefined && frame.token === probe.token) {
      answered(now - probe.sentAt);
    }
    const pongPending = probe !== undefined && frame?.kind !== "pong" ? probe : undefined;
    // A pong that is still due keeps its token for the round trip, but no longer its deadline.
    const kept =
      pongPending === undefined
        ? undefined
        : { ...pongPending, due: Math.max(pongPending.due, now + timing.pongMillis * patience) };
    state = { ...state, heard: now, probe: kept };
  }

  return {
    get state() {
      return state;
    },

    get slow() {
      if (roundTrips.length === 0) return false;
      const sorted = [...roundTrips].sort((a, b) => a - b);
      return (sorted[Math.floor(sorted.length / 2)] ?? 0) >= bounds.slowMillis;
    },

    want(wanted, now) {
      if (wanted) return state.kind === "closed" ? dial(now) : [];
      if (state.kind === "closed") return [];
      const effects = drop();
      state = { kind: "closed" };
      attempt = 0;
      return effects;
    },

    opened(now) {
      if (state.kind !== "dialing") return [];
      state = { kind: "greeting", since: now, due: now + timing.joinMillis };
      return [];
    },

    heard(frame, now) {
      if (state.kind === "greeting") {
        if (frame?.kind === "hello") return greeted(frame, now);
        if (frame !== undefined) parting = partingOf(frame, now) ?? parting;
        return [];
      }
      if (state.kind !== "ready") return [];
      heardWhileReady(frame, now);
      if (frame !== undefined) parting = partingOf(frame, now) ?? parting;
      return [];
    },

    closed(code, now) {
      return state.kind === "closed" || state.kind === "down" ? [] : down(now, code);
    },

    hint(hint, now) {
      if (hint === "hidden") return [];
      switch (state.kind) {
        case "closed":
          return [];
        case "down": {
          // Hints come in storms; the relay must not feel it.
          const at = lastDial + bounds.dialGapMillis;
          if (now >= at) return dial(now);
          state = { ...state, retryAt: Math.min(state.retryAt, at) };
          return [];
        }
        case "dialing":
        case "greeting":
          // The network may have changed under a dial that waits for an answer on the old one.
          if (now - state.since >= timing.wakeProbeMillis) {
            return [...drop(), ...dial(now)];
          }
          state = { ...state, due: Math.min(state.due, now + bounds.probeMillis) };
          return [];
        case "ready": {
          // We slept: relay and network gave the link up, and asking it first would cost three seconds.
          if (now - state.heard >= bounds.awakeMillis) return [...drop(), ...dial(now)];
          // Only behind a page a pong takes as long as our patience: else a dead link is found soon.
          const most = isBehindPage(state) ? Infinity : bounds.probeMillis;
          const due = now + Math.min(timing.wakeProbeMillis * patience, most);
          return state.probe !== undefined && state.probe.due <= due ? [] : ping(now, due);
        }
      }
    },

    eager(eager, now) {
      const begins = eager && !isEager;
      isEager = eager;
      if (!begins || state.kind !== "down" || !drawn) return;
      const at = now + Math.floor(ports.random() * bounds.eagerBackoffMillis);
      state = { ...state, retryAt: Math.min(state.retryAt, at) };
    },

    owes(what, now) {
      if (state.kind !== "ready") return;
      const owed =
        what === undefined
          ? undefined
          : state.owed?.what === what
            ? state.owed
            : { what, since: now };
      if (owed !== state.owed) state = { ...state, owed };
    },

    answered,

    redial(now) {
      if (state.kind === "closed") return [];
      attempt = 0;
      return [...drop(), ...dial(now)];
    },

    wake(now) {
      switch (state.kind) {
        case "closed":
          return [];
        case "down":
          return now >= state.retryAt ? dial(now) : [];
        case "dialing":
        case "greeting":
          return now >= state.due ? hangUp(now, wireErrors.Normal.code) : [];
        case "ready": {
          const due = silenceDue(state, patience);
          if (due !== undefined && now >= due) return silent(now);
          return now >= state.pingAt ? ping(now, now + timing.pongMillis * patience) : [];
        }
      }
    },

    deadline() {
      switch (state.kind) {
        case "closed":
          return undefined;
        case "down":
          return state.retryAt;
        case "dialing":
        case "greeting":
          return state.due;
        case "ready":
          return earlier(state.pingAt, silenceDue(state, patience));
      }
    },
  };
}
