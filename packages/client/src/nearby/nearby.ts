/**
 * Nearby of one room: runs the mesh over the links that it is handed, and keeps what comes from them
 * like everything else: opened and verified first, stored, then shown, once, whatever path it took.
 */
import { createAuthorChecks, type Opened, type Signatures } from "@festival-chat/protocol/e2e";
import {
  decodeMeshFrame,
  type DeviceTag,
  deviceTagOf,
  type EnvelopeId,
  idToBytes,
  type MessageId,
  type Millis,
  wireErrors,
} from "@festival-chat/protocol/wire";
import type { Message } from "../api.ts";
import { createMesh } from "../core/mesh/mesh.ts";
import type { LinkId, MeshEffect, Purpose, Verdict } from "../core/mesh/mesh-effect.ts";
import type { StoredEntry } from "../core/stored.ts";
import type { RoomCore } from "../room-core.ts";
import { sealing } from "../sealing.ts";
import { placedOf, rankOf } from "./arrivals.ts";
import type { Nearby, NearbyPorts, Passage, PeerLink } from "./ports.ts";
import type { Unplaced } from "./unplaced.ts";

/** What a room has of it besides. */
export interface NearbyRoom {
  readonly nearby: Nearby;
  readonly closed: boolean;
  /** The engine opened an envelope. */
  put(opened: Opened, id: EnvelopeId): void;
  drop(id: EnvelopeId): void;
  /** A relay gave these their places. */
  placed(entries: readonly StoredEntry[]): void;
}

export interface NearbyRoomPorts extends NearbyPorts {
  readonly signatures: Signatures;
  readonly unplaced: Unplaced;
  /** Uniform in [0, 1). */
  random(): number;
  bytes(length: number): Uint8Array;
  /** Local time, by the relay's clock as far as known: when something arrived. */
  arrivedAt(): Millis;
  /** Stores and shows what was opened. */
  keep(entry: StoredEntry, opened: Opened): void;
}

/** What came to the engine this recently is news for others; what was stored before is not. */
const freshMillis = 60_000;
/** Envelopes opened at once: more would hold back the room's own. */
const openedAtOnce = 8;

export function createNearbyRoom(core: RoomCore, ports: NearbyRoomPorts): NearbyRoom {
  const { clock, events, signatures, unplaced } = ports;
  const me = deviceTagOf(core.id, core.identity.publicKey);
  const authors = createAuthorChecks();
  const idByLink = new Map<PeerLink, LinkId>();
  const linkById = new Map<LinkId, PeerLink>();
  const openedById = new Map<EnvelopeId, { opened: Opened; envelope: Uint8Array }>();
  const sent: Record<Purpose, number> = { messages: 0, control: 0, signals: 0 };
  let opening: Promise<void>[] = [];
  let links = 0;
  let malformed = 0;
  let closed = false;
  let timerAt: Millis | undefined;
  let written: { messages: readonly Message[]; devices: readonly DeviceTag[] } | undefined;

  const mesh = createMesh({
    room: core.id,
    me,
    random: ports.random,
    knows: (id) => core.log.get(id) !== undefined,
    envelope(id) {
      const entry = core.log.get(id);
      if (entry === undefined || entry.refused !== undefined) return undefined;
      // From here on it can no longer be taken back without a trace.
      core.unhanded.delete(id);
      return entry.envelope;
    },
  });

  const now = (): Millis => clock.now();

  /** Behind the step that is under way: what goes wrong in it is seen, and stops nothing else. */
  const aside = (act: () => void): void => void Promise.resolve().then(act);

  function run(effects: readonly MeshEffect[]): void {
    if (closed) return;
    for (const effect of effects) {
      switch (effect.kind) {
        case "send": {
          sent[effect.purpose] += effect.frame.length;
          const takesMore = linkById.get(effect.link)?.send(effect.frame) ?? true;
          if (!takesMore) mesh.blocked(effect.link, true, now());
          break;
        }
        case "open":
          open(effect.id, effect.envelope);
          break;
        case "take":
          take(effect.id);
          break;
        case "hangUp":
          linkById.get(effect.link)?.close(effect.code);
          break;
        case "signal":
          aside(() => events.signal(effect.from, effect.sealed));
          break;
        case "introduced": {
          const link = linkById.get(effect.link);
          if (link !== undefined) aside(() => events.introduced(link, effect.peers));
          break;
        }
        case "passed":
          tellPassed(effect.ids);
          break;
      }
    }
    schedule();
  }

  function schedule(): void {
    const at = mesh.deadline(now());
    const next = at === undefined ? undefined : Math.ceil(at);
    if (next === timerAt) return;
    timerAt = next;
    if (next === undefined) return clock.cancel();
    clock.wakeAt(next, () => {
      timerAt = undefined;
      run(mesh.wake(now()));
    });
  }

  function tellPassed(ids: readonly EnvelopeId[]): void {
    const messages = ids.flatMap((id) => core.timeline.messageOf(id) ?? []);
    if (messages.length > 0) aside(() => events.passed(messages));
  }

  /** A few at a time, in turn: a signature check may cost a millisecond. */
  function open(id: EnvelopeId, envelope: Uint8Array): void {
    const before = opening[opening.length - openedAtOnce] ?? Promise.resolve();
    const done = before.then(async () => {
      if (closed) return;
      const result = await sealing.open(core.keys, envelope, authors, signatures);
      if (closed) return;
      if (result.ok) openedById.set(id, { opened: result.value, envelope });
      run(
        mesh.opened(
          id,
          result.ok ? judge(result.value, envelope) : faultOf(result.error.kind),
          now(),
        ),
      );
      openedById.delete(id);
    });
    opening = [...opening.slice(-openedAtOnce), done];
  }

  const faultOf = (kind: string): Verdict =>
    kind === "unsupported-version" || kind === "unknown-epoch"
      ? { kind: "unreadable" }
      : { kind: "junk" };

  function judge(opened: Opened, envelope: Uint8Array): Verdict {
    // The relay may have brought it meanwhile, in this envelope or another.
    const known = core.log.get(opened.id) !== undefined;
    if (known || core.timeline.envelopesOf(opened.message).length > 0) return { kind: "known" };
    if (!unplaced.fits(envelope.length)) return { kind: "full" };
    const { author, content } = opened;
    return { kind: "new", placed: placedOf(opened), author, rank: rankOf(content) };
  }

  function take(id: EnvelopeId): void {
    const found = openedById.get(id);
    if (found === undefined) return;
    const mine = found.opened.author === core.identity.author;
    const entry: StoredEntry = {
      room: core.id,
      id,
      envelope: found.envelope,
      stamp: undefined,
      arrivedAt: ports.arrivedAt(),
      // Our own, lost here and brought back, goes the way of our own.
      mine,
      waiting: mine,
      refused: undefined,
    };
    unplaced.put(entry);
    ports.keep(entry, found.opened);
  }

  function put(opened: Opened, id: EnvelopeId): void {
    const entry = core.log.get(id);
    if (entry === undefined || entry.refused !== undefined) return;
    const own = entry.mine;
    const fresh = entry.waiting || ports.arrivedAt() - entry.arrivedAt < freshMillis;
    // Under the id of the envelope that is here: the same message may have come in two.
    const placed = { ...placedOf(opened), id };
    mesh.arrived({ placed, rank: rankOf(opened.content), own, fresh }, now());
    // What was written here can be handed over at once: it is not taken back without a trace.
    if (own && mesh.peers.length > 0) core.unhanded.delete(id);
  }

  /** Other devices that wrote here. */
  function writers(): readonly DeviceTag[] {
    const messages = core.timeline.messages();
    if (written?.messages !== messages) {
      const authors = new Set(messages.map(({ author }) => author));
      authors.delete(core.identity.author);
      const devices = [...authors].map((author) => deviceTagOf(core.id, idToBytes(author)));
      written = { messages, devices };
    }
    return written.devices;
  }

  function passage(message: MessageId): Passage {
    const envelopes = core.timeline.envelopesOf(message);
    const ways = envelopes.map(mesh.wayOf);
    const placed = envelopes.flatMap((id) => core.log.get(id)?.stamp ?? [])[0];
    const acked = envelopes.some((id) => {
      const entry = core.log.get(id);
      return entry?.mine === true && !entry.waiting && entry.refused === undefined;
    });
    const holders = [...new Set(ways.flatMap((way) => way.holders))];
    const heard = ways.find(({ hearsay }) => hearsay !== undefined)?.hearsay;
    const logEpoch = core.log.cursor?.logEpoch;
    return {
      holders,
      of: new Set([...writers(), ...mesh.peers, ...holders]).size,
      stored:
        placed !== undefined || acked
          ? { from: "relay", logEpoch, seq: placed?.seq }
          : heard && { from: "nearby", ...heard },
      carriedBy: ways.find(({ carriedBy }) => carriedBy !== undefined)?.carriedBy,
      envelope: envelopes[0],
    };
  }

  // What the room holds already, oldest first.
  for (const { id } of core.log.entries()) {
    const opened = core.timeline.openedOf(id);
    if (opened !== undefined) put(opened, id);
  }

  const nearby: Nearby = {
    me,
    get peers() {
      return mesh.peers;
    },
    peerReady(link, { device, slow = false }) {
      if (closed || idByLink.has(link)) return;
      const id = (links += 1);
      idByLink.set(link, id);
      linkById.set(id, link);
      run(mesh.ready(id, device, now(), slow));
    },
    heard(link, frame) {
      const decoded = decodeMeshFrame(frame);
      if (decoded === undefined || (decoded.ok && decoded.value.kind === "hello")) return false;
      const id = idByLink.get(link);
      if (id === undefined || closed) return true;
      if (decoded.ok) run(mesh.heard(id, decoded.value, now()));
      else {
        malformed += 1;
        link.close(wireErrors.Malformed.code);
      }
      return true;
    },
    writable(link) {
      const id = idByLink.get(link);
      if (id !== undefined) run(mesh.blocked(id, false, now()));
    },
    peerGone(link) {
      const id = idByLink.get(link);
      if (id === undefined) return;
      idByLink.delete(link);
      linkById.delete(id);
      mesh.gone(id);
      run([]);
    },
    carry(to, sealed) {
      mesh.carry(to, sealed, ports.bytes(8));
      run(mesh.wake(now()));
    },
    saveBattery: (on) => mesh.save(on),
    passage,
    get counts() {
      const { junk, held, taken, duplicates } = mesh.counts;
      return { sent: { ...sent }, junk: junk + malformed, held, taken, duplicates };
    },
    close() {
      closed = true;
      clock.cancel();
    },
  };

  return {
    nearby,
    get closed() {
      return closed;
    },
    put(opened, id) {
      aside(() => {
        put(opened, id);
        run([]);
      });
    },
    drop: (id) => mesh.dropped(id),
    placed(entries) {
      const logEpoch = core.log.cursor?.logEpoch;
      if (logEpoch === undefined) return;
      aside(() => {
        for (const { id, stamp } of entries) {
          if (stamp !== undefined) run(mesh.stamped(id, { logEpoch, seq: stamp.seq }, now()));
        }
      });
    },
  };
}
