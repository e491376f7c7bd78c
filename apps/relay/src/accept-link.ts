/** Accepts links: greets each, hands on what its socket reports, and forgets it when it is gone. */
import { limits as wireLimits, noExtensions, PROTOCOL_VERSION } from "@festival-chat/protocol/wire";
import { pull } from "./carry-out.ts";
import { closeLink, createLink, refuse, sendFrame } from "./link.ts";
import { sendPresenceTo } from "./presence-fan-out.ts";
import { receive } from "./receive.ts";
import type { RelayContext } from "./relay-context.ts";
import { unseatAll } from "./seating.ts";
import { createSession, type Session } from "./session.ts";
import type { SocketPort } from "./socket-port.ts";
import { takeTokens } from "./token-bucket.ts";

/** Where a link comes from. */
export interface LinkOrigin {
  /** Origin header of the upgrade. */
  readonly origin: string | undefined;
  /** Host header of the upgrade. */
  readonly host?: string | undefined;
  /** Pseudonym of the address, the same for a day at most. */
  readonly ipTag: string;
}

/** How the owner of a socket reports to the relay. */
export interface RelayLink {
  /** One whole binary message. The relay may keep the bytes: hand over a copy. */
  receive(bytes: Uint8Array): void;
  /** A byte came that is no message: a pong, a fragment. */
  heard(): void;
  /**
   * A ping or pong of the WebSocket came: counts like a frame, and a flood ends the link.
   * @returns whether it may be answered
   */
  controlFrame(): boolean;
  /** All pending bytes were handed to the network. */
  writable(): void;
  /** The socket is gone. Nothing may be reported afterwards. */
  closed(): void;
}

export interface AcceptPorts {
  readonly sessions: Set<Session>;
  /** Random bytes of this length. */
  readonly random: (length: number) => Uint8Array;
  /** Whether a page of this origin may speak here; `host` is the Host header. */
  readonly allowsOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  /** A link was greeted: its heartbeat begins. */
  readonly watch: (session: Session) => void;
}

/** Begins a session on a link that was established: hello or a refusal is written before this returns. */
export function acceptLink(
  relay: RelayContext,
  { sessions, random, allowsOrigin, watch }: AcceptPorts,
  socket: SocketPort,
  from: LinkOrigin,
): RelayLink {
  const { limits, metrics, admission } = relay;
  const at = relay.now();
  const link = createLink(socket, metrics, limits.backlogBytes);
  const { origin = "", ipTag } = from;
  const start = { link, origin, ipTag, nonce: random(32), helloTime: at };
  const session = createSession(start, limits, at);
  sessions.add(session);
  admission.arrived(ipTag);
  metrics.add("links_accepted");
  if (!allowsOrigin(from.origin, from.host) || origin.length > wireLimits.originBytes) {
    refuse(link, { refused: "unknown", ref: 0, error: "WrongOrigin" }, at);
  } else {
    greet(relay, session);
    watch(session);
  }
  return {
    receive(bytes) {
      link.heard = true;
      if (!link.closed) receive(relay, session, bytes);
    },
    heard: () => void (link.heard = true),
    controlFrame() {
      if (link.closed) return false;
      if (takeTokens(session.frames, limits.frames, relay.now()) === 0) return true;
      closeLink(link, "TooFast", relay.now());
      return false;
    },
    writable: () => goOn(relay, session),
    closed() {
      link.closed = true;
      if (session.state.kind === "closed") return;
      admission.left(ipTag, session.state.kind === "greeting");
      unseatAll(relay, session);
      session.state = { kind: "closed" };
      sessions.delete(session);
      metrics.add("links_closed");
    },
  };
}

function greet(relay: RelayContext, { link, nonce, helloTime }: Session): void {
  sendFrame(
    link,
    {
      kind: "hello",
      versions: { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION },
      nonce,
      relayTime: helloTime,
      relay: relay.backend.log.relay,
      environment: relay.environment,
      extensions: noExtensions,
    },
    helloTime,
  );
}

/** Sends what waited for the socket: pages, deliveries, who is here. */
function goOn(relay: RelayContext, session: Session): void {
  session.link.pendingSince = undefined;
  const at = relay.now();
  for (const { seat, frame } of session.waitingPulls.splice(0)) {
    if (seat.phase !== "gone") void pull(relay, session, seat, frame);
  }
  for (const seat of session.seats.values()) {
    relay.catchUp.advance(seat);
    if (!seat.presenceKnown && seat.room.presence.count() > 0) sendPresenceTo(seat, at);
  }
}
