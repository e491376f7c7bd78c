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
  wireErrorByCode,
  type WireErrorName,
  wireErrors,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { earlier, type LinkEffect } from "./effect.ts";

/** A ping on its way; anything heard before `due` keeps the link. */
interface Probe {
  readonly token: number;
  readonly sentAt: Millis;
  readonly due: Millis;
}

export type LinkState =
  /** Not wanted: no rooms, a follower tab, or the client was closed. */
  | { readonly kind: "closed" }
  | {
      readonly kind: "down";
      readonly retryAt: Millis;
      /** Set when the relay does not want this app at all. */
      readonly refused: WireErrorName | undefined;
    }
  | { readonly kind: "dialing"; readonly since: Millis; readonly due: Millis }
  /** Open, but the relay has not said hello. */
  | { readonly kind: "greeting"; readonly since: Millis; readonly due: Millis }
  | {
      readonly kind: "ready";
      readonly since: Millis;
      readonly heard: Millis;
      readonly pingAt: Millis;
      readonly probe: Probe | undefined;
      /** What the relay owes us an answer to, since when. */
      readonly owed: { readonly what: Owed; readonly since: Millis } | undefined;
    };

/**
 * What is waited for. ack: of a message just sent, a few bytes that nothing else holds up. page:
 * records that on the slowest networks take long to arrive whole, while something of ours waits.
 * history: the same while nothing does. joined: a seat in a room.
 */
export type Owed = "ack" | "page" | "history" | "joined";

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

/** Refusals of the link that a next try, moments later, would meet again. */
const hopeless: ReadonlySet<WireErrorName> = new Set([
  "Malformed",
  "VersionTooOld",
  "VersionTooNew",
  "WrongOrigin",
  "WrongEnvironment",
]);

const ourVersions = { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION };

export function createLinkMachine(ports: {
  /** Uniform in [0, 1). */
  random(): number;
  /** The environment the app belongs to; undefined accepts any relay. */
  environment(): Environment | undefined;
}): LinkMachine {
  let state: LinkState = { kind: "closed" };
  let attempt = 0;
  let patience = 1;
  let token = 0;
  let lastDial = Number.NEGATIVE_INFINITY;
  /** What the relay said on its way out: the end of its pause, and its refusal. */
  let isEager = false;
  /** The pause is drawn by us: not a slot that the relay gave, not a refusal. */
  let drawn = false;
  let parting: { retryAt: Millis; refused: WireErrorName | undefined } | undefined;
  const roundTrips: Millis[] = [];

  function dial(now: Millis): LinkEffect[] {
    state = { kind: "dialing", since: now, due: now + timing.dialMillis };
    lastDial = now;
    parting = undefined;
    return [{ kind: "dial" }];
  }

  function down(now: Millis, code: number): LinkEffect[] {
    const wasReady = state.kind === "ready";
    if (state.kind === "ready" && now - state.since >= timing.stableMillis) attempt = 0;
    const byCode = wireErrorByCode(code);
    const refused =
      parting?.refused ?? (byCode !== undefined && hopeless.has(byCode) ? byCode : undefined);
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

  const behindPage = ({ owed }: LinkState & { kind: "ready" }): boolean =>
    owed?.what === "page" || owed?.what === "history";

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

  function partingWords(frame: Frame, now: Millis): void {
    if (frame.kind === "bye") {
      const refused = wireErrorByCode(frame.code);
      parting = {
        retryAt: now + Math.min(frame.reconnectAfter, bounds.imposedMillis),
        refused: refused !== undefined && hopeless.has(refused) ? refused : undefined,
      };
      return;
    }
    if (frame.kind !== "refuse") return;
    const name = wireErrorByCode(frame.code);
    if (name === undefined || wireErrors[name].closes !== "link") return;
    const pause = Math.min(frame.retryAfter, bounds.imposedMillis);
    parting =
      hopeless.has(name) || pause > 0
        ? { retryAt: now + pause, refused: hopeless.has(name) ? name : undefined }
        : parting;
  }

  function silenceMillis(what: Owed): Millis {
    switch (what) {
      case "ack":
        return Math.min(timing.pongMillis * patience, bounds.ackMillis);
      case "page":
        return timing.pongMillis * patience;
      case "history":
      case "joined":
        return timing.joinMillis * patience;
    }
  }

  /** When silence proves a ready link dead. */
  function silenceDue(ready: LinkState & { kind: "ready" }): Millis | undefined {
    let due = ready.probe?.due;
    if (ready.owed !== undefined) {
      due = earlier(due, Math.max(ready.heard, ready.owed.since) + silenceMillis(ready.owed.what));
    }
    return due;
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
      const effects: LinkEffect[] =
        state.kind === "down" ? [] : [{ kind: "hangUp", code: wireErrors.Normal.code }];
      if (state.kind === "ready") effects.push({ kind: "lost" });
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
        if (frame !== undefined) partingWords(frame, now);
        return [];
      }
      if (state.kind !== "ready") return [];
      heardWhileReady(frame, now);
      if (frame !== undefined) partingWords(frame, now);
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
            return [{ kind: "hangUp", code: wireErrors.Normal.code }, ...dial(now)];
          }
          state = { ...state, due: Math.min(state.due, now + bounds.probeMillis) };
          return [];
        case "ready": {
          // We slept: relay and network gave the link up, and asking it first would cost three seconds.
          if (now - state.heard >= bounds.awakeMillis) {
            const lost: LinkEffect[] = [{ kind: "hangUp", code: wireErrors.Normal.code }];
            return [...lost, { kind: "lost" }, ...dial(now)];
          }
          // Only behind a page a pong takes as long as our patience: else a dead link is found soon.
          const most = behindPage(state) ? Infinity : bounds.probeMillis;
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
      const effects: LinkEffect[] =
        state.kind === "down" ? [] : [{ kind: "hangUp", code: wireErrors.Normal.code }];
      if (state.kind === "ready") effects.push({ kind: "lost" });
      attempt = 0;
      return [...effects, ...dial(now)];
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
          const due = silenceDue(state);
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
          return earlier(state.pingAt, silenceDue(state));
      }
    },
  };
}
