/**
 * Compare: finds out with one link at a time what either phone lacks (SPEC G3, G4). A phone that
 * wakes differs from all its neighbours in the same way: what one of them gives, the others need not.
 */
import {
  type DeviceTag,
  fromHex,
  type MeshFrame,
  type MeshFrameOf,
  meshLimits,
  type Millis,
  toHex,
} from "@festival-chat/protocol/wire";
import { earlier } from "../effect.ts";
import type { Digest, Holdings, Placed, Spot } from "./holdings.ts";
import * as meshBounds from "./mesh-bounds.ts";
import { type LinkId, ranks } from "./mesh-effect.ts";
import type { MeshPeer } from "./mesh-peer.ts";
import type { Views } from "./views.ts";

export interface ComparePorts {
  readonly me: DeviceTag;
  readonly holdings: Holdings;
  readonly views: Views;
  random(): number;
  /** When the oldest link came. */
  hereSince(): Millis;
  /** Fewer digests. */
  saving(): boolean;
  envelope(placed: Placed): Uint8Array | undefined;
}

export interface Compare {
  ready(peer: MeshPeer, now: Millis): void;
  gone(link: LinkId): void;
  /** A message came. */
  changed(spot: Spot, peers: Iterable<MeshPeer>, now: Millis): void;
  digest(peer: MeshPeer, frame: MeshFrameOf<"digest">, now: Millis): void;
  vector(peer: MeshPeer, frame: MeshFrameOf<"vector">, now: Millis): void;
  /** @returns whether the want was answered */
  want(peer: MeshPeer, frame: MeshFrameOf<"want">, now: Millis): boolean;
  /** @returns whether it was asked for */
  give(peer: MeshPeer, frame: MeshFrameOf<"give">, now: Millis): boolean;
  /** A message that its author just gave us was taken: it wants to know. */
  thank(peer: MeshPeer, now: Millis): void;
  wake(peers: Iterable<MeshPeer>, now: Millis): void;
  deadline(peers: Iterable<MeshPeer>): Millis | undefined;
}

/** What is asked of one link: its vector, or messages. */
interface Question {
  readonly link: LinkId;
  readonly wants: boolean;
  readonly until: Millis;
}

export function createCompare(ports: ComparePorts): Compare {
  const { holdings, views } = ports;
  let question: Question | undefined;
  /** What was given last is being opened until then; nobody else is asked for the same meanwhile. */
  let restsUntil: Millis = 0;

  const between = (low: number, high: number): number => low + ports.random() * (high - low);
  const say = (peer: MeshPeer, frame: MeshFrame): boolean => peer.say(frame, ranks.sync, "control");
  const pairOf = ({ state }: Digest, theirs: Digest | undefined): string =>
    `${state} ${theirs?.state}`;
  const soon = (peer: MeshPeer, at: Millis): void => {
    peer.digestAt = Math.min(peer.digestAt, at);
  };
  const patienceFor = ({ slow }: MeshPeer): Millis =>
    slow ? meshBounds.slowAskMillis : meshLimits.askMillis;
  const busyElsewhere = (peer: MeshPeer): boolean =>
    question !== undefined && question.link !== peer.link;

  function tell(peer: MeshPeer, now: Millis): void {
    const { roster, state } = holdings.digest;
    const none = new Uint8Array(8);
    say(peer, { kind: "digest", roster: fromHex(roster) ?? none, state: fromHex(state) ?? none });
    peer.toldState = state;
    const idle = meshLimits.digestIdleMillis * (ports.saving() ? 2 : 1);
    peer.digestAt = now + between(0.8 * idle, idle);
  }

  const differs = (peer: MeshPeer): boolean =>
    peer.theirs !== undefined &&
    peer.theirs.state !== holdings.digest.state &&
    peer.settled !== pairOf(holdings.digest, peer.theirs);

  /**
   * Whoever need not name its chains asks, and of two such whoever has just come; the other waits
   * whether it must.
   */
  function askPause({ theirs }: MeshPeer, now: Millis): Millis {
    const { askSpreadMillis: most } = meshLimits;
    const same = theirs?.roster === holdings.digest.roster;
    const came = now - ports.hereSince() < meshLimits.digestMinMillis;
    const first = same ? came : !holdings.isOld(theirs?.roster);
    return first ? between(0, most / 16) : between(most / 2, most);
  }

  /** When to ask it, as things are. */
  const askAt = ({ askAt: at }: MeshPeer): Millis =>
    at === undefined || question !== undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(at, restsUntil);

  function ask(peer: MeshPeer, named: boolean, now: Millis): void {
    say(peer, holdings.question(named));
    const patience = peer.slow ? meshBounds.slowAskMillis : meshBounds.vectorMillis;
    question = { link: peer.link, wants: false, until: now + patience };
  }

  /** The question has its answer: what it brought is told to its link soon. */
  function answered(peer: MeshPeer, now: Millis): void {
    if (question?.link === peer.link) {
      restsUntil = now + (question.wants ? meshBounds.settledMillis : 0);
      question = undefined;
    }
    if (peer.toldState !== holdings.digest.state) soon(peer, now + meshBounds.settledMillis);
  }

  return {
    ready(peer, now) {
      // One digest serves both ends of a link: the lower tag speaks first, the other if it differs.
      if (ports.me < peer.device) tell(peer, now);
      else peer.digestAt = now + meshBounds.settledMillis;
    },

    gone(link) {
      if (question?.link === link) question = undefined;
    },

    changed(spot, peers, now) {
      const pause = between(meshLimits.digestMinMillis, meshLimits.digestMaxMillis);
      for (const peer of peers) {
        // Who brought it knows: of others it is not known that they hold it.
        if (views.holds(peer.device, spot)) continue;
        soon(peer, now + pause * (ports.me < peer.device ? 1 : 2));
      }
    },

    digest(peer, frame, now) {
      const theirs = { roster: toHex(frame.roster), state: toHex(frame.state) };
      peer.theirs = theirs;
      const mine = holdings.digest;
      if (theirs.state === mine.state) {
        views.equal(peer.device, holdings.view);
        if (question?.link === peer.link && !question.wants) question = undefined;
        peer.digestAt = Math.max(peer.digestAt, now + 2 * meshLimits.digestMinMillis);
        return;
      }
      peer.askAt ??= now + askPause(peer, now);
    },

    vector(peer, frame, now) {
      const theirs = holdings.read(frame);
      if (theirs === undefined) {
        // Our chains changed since it learnt of them.
        if (!busyElsewhere(peer)) ask(peer, true, now);
        return;
      }
      const asked = question?.link === peer.link && !question.wants;
      // An answer tells only where it has more.
      if (frame.asks) views.told(peer.device, theirs);
      else views.more(peer.device, theirs);
      if (frame.asks && busyElsewhere(peer)) {
        peer.askAt ??= now + askPause(peer, now);
        return;
      }
      // Two that asked each other at once have each other's answer.
      if (frame.asks && !asked) {
        say(peer, holdings.answer(theirs));
      }
      const wanted = holdings.lacking(theirs);
      if (wanted.length === 0 || !say(peer, { kind: "want", wanted })) {
        peer.settled = pairOf(holdings.digest, peer.theirs);
        answered(peer, now);
        return;
      }
      question = { link: peer.link, wants: true, until: now + patienceFor(peer) };
    },

    want(peer, { wanted }, now) {
      if (!peer.asks.take(1, now)) return false;
      const found: Placed[] = [];
      for (const { chain, from, count } of wanted) {
        for (let ctr = from; ctr < from + count; ctr++) {
          const placed = holdings.at({ chain, ctr });
          if (placed !== undefined) found.push(placed);
        }
      }
      found.sort((a, b) => b.at - a.at);
      let envelopes: Uint8Array[] = [];
      let bytes = 0;
      const most = peer.slow ? meshBounds.slowBatchBytes : meshBounds.batchBytes;
      const send = (more: boolean): void => {
        peer.say({ kind: "give", more, envelopes }, ranks.give, "messages");
        envelopes = [];
        bytes = 0;
      };
      for (const placed of found) {
        const envelope = ports.envelope(placed);
        if (envelope === undefined) continue;
        if (envelopes.length > 0 && bytes + envelope.length > most) send(true);
        peer.had.add(placed.id);
        envelopes.push(envelope);
        bytes += envelope.length;
      }
      send(false);
      return true;
    },

    give(peer, { more, envelopes }, now) {
      if (question?.link !== peer.link || !question.wants) return false;
      // It has no more than it told: asking again brings nothing either.
      if (!more && envelopes.length === 0) peer.settled = pairOf(holdings.digest, peer.theirs);
      if (more) question = { ...question, until: now + patienceFor(peer) };
      else answered(peer, now);
      return true;
    },

    thank: (peer, now) => soon(peer, now + meshBounds.settledMillis),

    wake(peers, now) {
      if (question !== undefined && now >= question.until) question = undefined;
      for (const peer of peers) {
        if (now >= peer.digestAt) tell(peer, now);
        if (now < askAt(peer)) continue;
        peer.askAt = undefined;
        if (differs(peer)) ask(peer, holdings.isOld(peer.theirs?.roster), now);
        // What it told meanwhile came from somebody else: it need not ask.
        else if (peer.toldState !== holdings.digest.state) tell(peer, now);
      }
    },

    deadline(peers) {
      let next = question?.until;
      for (const peer of peers) {
        next = earlier(next, peer.digestAt);
        const at = askAt(peer);
        if (at !== Number.POSITIVE_INFINITY) next = earlier(next, at);
      }
      return next;
    },
  };
}
