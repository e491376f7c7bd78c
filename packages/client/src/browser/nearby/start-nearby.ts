/**
 * Starts links to the phones around for one room, and joins them to what flows over them. Loaded when
 * somebody turned it on; whatever fails here, the way to the relay does not notice.
 */
import {
  decodeFrame,
  deviceTagOf,
  type DeviceTag,
  encodeFrame,
  type MessageId,
  type Result,
} from "@festival-chat/protocol/wire";
import { createAuthorChecks } from "@festival-chat/protocol/e2e";
import type { Client, Room } from "../../api.ts";
import { createTimerClock } from "../../link/timer-clock.ts";
import type { AttemptProblem } from "../../nearby/attempt.ts";
import { readIceServers } from "../../nearby/ice-servers.ts";
import type { Member } from "../../nearby/greeting.ts";
import type { CodeProblem, CodeShown, CodeTaken } from "../../nearby/code-desk.ts";
import { createLinks, type Trouble } from "../../nearby/links.ts";
import type { Nearby, NearbyPorts, Passage, PeerLink } from "../../nearby/ports.ts";
import { createPictureLink, type PictureLink } from "../../nearby/picture-link.ts";
import { insideOf } from "../../room-inside.ts";
import { type NearbyHost, readNearbyHost } from "./nearby-host.ts";

/** An exchange with the phone whose screen this one reads. */
export interface PictureRun extends PictureLink {
  /** Of the phone at the other end; empty while nobody is there. */
  readonly name: string;
  /** Messages that came since it began. */
  readonly received: number;
}

/** A phone that we have a link to. */
export interface PhoneNearby {
  readonly tag: DeviceTag;
  readonly name: string;
  /** A code on a screen led to it. */
  readonly byCode: boolean;
}

export interface NearbyView {
  readonly phones: readonly PhoneNearby[];
  /** Phones that are being called. */
  readonly dialling: number;
  /** "denied": the browser keeps this page from the network around it. */
  readonly trouble: Trouble | "denied" | undefined;
}

export interface NearbyRoom {
  readonly room: Room;
  /** The same object until something changes. */
  readonly view: NearbyView;
  /** A code for another phone to read, and until when it is good. */
  showCard(): Promise<Result<CodeShown, AttemptProblem>>;
  /** A code that this phone read. */
  takeCard(text: string): Promise<Result<CodeTaken, CodeProblem>>;
  /** Begins to exchange pictures (SPEC W8). End it when nobody shows them any more. */
  faceToFace(): PictureRun;
  passage(message: MessageId): Passage;
  saveBattery(on: boolean): void;
  close(): void;
}

export interface NearbyOptions {
  readonly client: Client;
  readonly room: Room;
  /** What flows over the links: `client.nearby` of this room. */
  readonly nearby: (ports: NearbyPorts) => Promise<Nearby | undefined>;
  /** Text of /config.json, once it arrived. */
  readonly config: () => string | undefined;
  readonly changed: () => void;
  /** How far these messages have come is another. */
  readonly passed: (messages: readonly MessageId[]) => void;
  readonly host?: NearbyHost;
}

/** How often whoever may be around is called. */
const SEEK_MILLIS = 2_000;
/** Phones that others told of. */
const INTRODUCED = 256;

/** Undefined when the room is not here, or what links need could not be loaded. */
export async function startNearby(options: NearbyOptions): Promise<NearbyRoom | undefined> {
  const { client, room, host = readNearbyHost() } = options;
  const inside = insideOf(room);
  if (inside === undefined) return undefined;
  const { core, ports } = inside;
  const me = deviceTagOf(core.id, core.identity.publicKey);
  const introduced = new Map<PeerLink, readonly DeviceTag[]>();
  let view: NearbyView = { phones: [], dialling: 0, trouble: undefined };
  let denied = false;
  let closed = false;
  let stopSeeking: () => void = () => undefined;

  const nearbyPorts: NearbyPorts = {
    clock: createTimerClock(host.now, host.schedule),
    events: {
      signal: (from, sealed) => links.signalled(from, sealed),
      introduced(link, peers) {
        introduced.set(link, peers.slice(0, INTRODUCED));
        seek();
      },
      passed: options.passed,
    },
  };
  const found = await options.nearby(nearbyPorts);
  if (found === undefined) return undefined;
  const nearby: Nearby = found;

  const member: Member = {
    keys: core.keys,
    identity: core.identity,
    tag: me,
    signatures: ports.signatures,
    authors: createAuthorChecks(),
  };
  const links = createLinks({
    member,
    createConnection: host.createConnection,
    iceServers: () => readIceServers(options.config()),
    schedule: host.schedule,
    random: host.random,
    now: () => inside.now(),
    signal(to, sealed) {
      const relayed = room.transmit((channel) =>
        encodeFrame({ kind: "signal", channel, to, from: me, sealed }),
      );
      const carried = nearby.peers.length > 0;
      if (carried) nearby.carry(to, sealed);
      return relayed || carried;
    },
    events: {
      linked: (link, { tag }) => nearby.peerReady(link, { device: tag }),
      frame: (link, bytes) => void nearby.heard(link, bytes.slice()),
      writable: (link) => nearby.writable(link),
      gone(link) {
        introduced.delete(link);
        nearby.peerGone(link);
      },
      changed: look,
    },
  });

  function faceToFace(): PictureRun {
    const before = nearby.counts.taken;
    const run = createPictureLink({
      member,
      random: host.random,
      now: host.now,
      events: {
        linked: (link, { tag }) => nearby.peerReady(link, { device: tag, slow: true }),
        frame: (link, bytes) => void nearby.heard(link, bytes),
        writable: (link) => nearby.writable(link),
        gone: (link) => nearby.peerGone(link),
        changed: () => undefined,
      },
    });
    return {
      get state() {
        return run.state;
      },
      get progress() {
        return run.progress;
      },
      get greeted() {
        return run.greeted;
      },
      get name() {
        return run.greeted === undefined ? "" : room.nameOf(run.greeted.author);
      },
      get received() {
        return nearby.counts.taken - before;
      },
      next: run.next,
      saw: run.saw,
      end: run.end,
    };
  }

  /** Tells what people see, if it is another. */
  function look(): void {
    const phones = links.linked.map(({ tag, author, byCode }) => ({
      tag,
      name: room.nameOf(author),
      byCode,
    }));
    const trouble: NearbyView["trouble"] =
      denied && links.trouble === "no-address" ? "denied" : links.trouble;
    const next: NearbyView = { phones, dialling: links.dialling, trouble };
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    if (trouble === "no-address") void askPermission();
    options.changed();
  }

  async function askPermission(): Promise<void> {
    denied = (await host.mayReachLocal()) === false;
    if (denied) look();
  }

  function seek(): void {
    if (closed || host.document.visibilityState === "hidden") return;
    // Nobody could be told that they are called.
    if (core.sync.state.kind !== "live" && nearby.peers.length === 0) return;
    links.seek([...core.presence.view.present.keys(), ...[...introduced.values()].flat()]);
  }
  function keepSeeking(): void {
    stopSeeking = host.schedule(() => {
      seek();
      look();
      keepSeeking();
    }, SEEK_MILLIS);
  }

  const stopHearing = client.on((event) => {
    if (event.kind !== "frame") return;
    const decoded = decodeFrame(event.bytes);
    if (!decoded.ok || decoded.value.kind !== "signal") return;
    const { state } = core.sync;
    const seated = state.kind === "live" || state.kind === "behind";
    const { channel, from, sealed } = decoded.value;
    if (seated && state.channel === channel) links.signalled(from, sealed.slice());
  });
  const woke = (): void => {
    if (host.document.visibilityState === "hidden") return;
    links.woke();
    seek();
  };
  host.document.addEventListener("visibilitychange", woke);
  host.window.addEventListener("pageshow", woke);
  host.window.addEventListener("online", woke);
  keepSeeking();
  seek();

  return {
    room,
    get view() {
      return view;
    },
    showCard: links.showCard,
    takeCard: links.takeCard,
    faceToFace,
    passage: (message) => nearby.passage(message),
    saveBattery(on) {
      links.saveBattery(on);
      nearby.saveBattery(on);
    },
    close() {
      closed = true;
      stopSeeking();
      stopHearing();
      host.document.removeEventListener("visibilitychange", woke);
      host.window.removeEventListener("pageshow", woke);
      host.window.removeEventListener("online", woke);
      links.close();
      nearby.close();
    },
  };
}
