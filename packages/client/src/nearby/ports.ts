/**
 * Nearby: what flows over links to other phones, and how whoever makes those links hands them over.
 *
 * One Nearby belongs to one room. The maker of links dials, authenticates and closes them; from
 * `peerReady` on Nearby decides what is sent and what is believed. Nothing here can delay the relay.
 */
import type { DeviceTag, EnvelopeId, LogEpoch, MessageId, Seq } from "@festival-chat/protocol/wire";
import type { Clock, Link } from "../ports.ts";

/** An authenticated link of kind "peer": its hello proved the room and the device. */
export type PeerLink = Pick<Link, "send" | "close">;

export interface Peer {
  readonly device: DeviceTag;
  /** The link carries a kilobyte a second: questions wait longer there, answers come in small parts. */
  readonly slow?: boolean;
}

export interface Nearby {
  /** This device in its room: ours at the end of every link. */
  readonly me: DeviceTag;
  /** Devices that we have a link to. */
  readonly peers: readonly DeviceTag[];
  /**
   * The link is open and authenticated. A second link to the same device takes the place of the
   * first one, which is closed.
   */
  peerReady(link: PeerLink, peer: Peer): void;
  /**
   * A frame came, in bytes that are not changed afterwards.
   * @returns false when it is none of Nearby's (SPEC 13.1, without hello): the maker's own
   */
  heard(link: PeerLink, frame: Uint8Array): boolean;
  /** `send` had answered false; it takes more again. */
  writable(link: PeerLink): void;
  /** The link is closed, whoever closed it. */
  peerGone(link: PeerLink): void;
  /** Sends signalling over the links there are, to whoever is within reach (SPEC G9). */
  carry(to: DeviceTag, sealed: Uint8Array): void;
  /** Little battery, or a person who wants to save it: fewer links, and rarer digests. */
  saveBattery(on: boolean): void;
  /** How far a message has come, from facts that this phone holds (SPEC G8). */
  passage(message: MessageId): Passage;
  readonly counts: NearbyCounts;
  /** Ends: no timer is left. Links are left open to their maker. */
  close(): void;
}

/** What the maker of links, and through it the app, hears. Called after the step that caused it. */
export interface NearbyEvents {
  /** Signalling for this device, carried by others. The maker opens and verifies it. */
  signal(from: DeviceTag, sealed: Uint8Array): void;
  /** Phones that the one at this link is linked to: it can introduce us (SPEC G9). */
  introduced(link: PeerLink, peers: readonly DeviceTag[]): void;
  /** The passage of these messages changed. */
  passed(messages: readonly MessageId[]): void;
}

export interface NearbyPorts {
  /** A timer of its own: the engine's single one stays the engine's. */
  readonly clock: Clock;
  readonly events: NearbyEvents;
}

/**
 * What is known of a message of ours or of another. Each field is a fact this phone was told by whom
 * it names, never a guess.
 */
export interface Passage {
  /** Phones, met now or before in this session, that hold it: their vectors covered it. */
  readonly holders: readonly DeviceTag[];
  /**
   * Of how many: other devices that wrote in this room or were met. "Delivered n of m" may be said
   * with `holders`; who only reads is not known to anybody.
   */
  readonly of: number;
  /**
   * Where a relay has it. "relay": the relay itself told this phone. "nearby": only another phone
   * did; our own copy is offered all the same until the relay itself says so.
   */
  readonly stored:
    | undefined
    | {
        readonly from: "relay" | "nearby";
        readonly logEpoch: LogEpoch | undefined;
        readonly seq: Seq | undefined;
      };
  /** The phone that brought it to us; undefined when it was written here or came from the relay. */
  readonly carriedBy: DeviceTag | undefined;
  readonly envelope: EnvelopeId | undefined;
}

/** For tests, the report and the debug panel. */
export interface NearbyCounts {
  /** Bytes sent, by what they are for. */
  readonly sent: { readonly messages: number; readonly control: number; readonly signals: number };
  /** Envelopes that came and were none, or not of this room, or forged: not passed on. */
  readonly junk: number;
  /** Envelopes that a bound kept from being taken now; digests bring them later. */
  readonly held: number;
  readonly taken: number;
  readonly duplicates: number;
}
