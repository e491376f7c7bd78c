/** Puts the parts of peering together, for a relay that is one process. */
import { join } from "node:path";
import { ok, type RoomId, toSeq } from "@festival-chat/protocol/wire";
import type { Backend, Entry, RoomLog } from "../backend/backend.ts";
import type { Config } from "../config.ts";
import type { Log } from "../log.ts";
import type { Relay } from "../relay.ts";
import type { RelayLimits } from "../relay-limits.ts";
import { createTickets } from "../ticket.ts";
import { dialPeer, peerOrigin } from "./dial-peer.ts";
import type { PeerFailure } from "./peer-link.ts";
import { peerTicketKey } from "./peer-key.ts";
import { createPeering, type Peering } from "./peering.ts";
import { openSqlitePeerCursors } from "./sqlite-peer-cursors.ts";

export interface RunningPeers {
  /** Links and rooms of all peers together. */
  status(): { readonly links: number; readonly rooms: number };
  close(): void;
}

/** What whoever reads the log can do about it. */
const advice: Readonly<Record<PeerFailure, string>> = {
  itself: "PEERS names this relay itself: name the other one",
  "other-environment": "the peer has another FESTIVAL_ENV: staging and production never mix",
  "wrong-key": "the peer has another PEER_KEY: give both the same",
  malformed: "the peer answers what is no frame: look at what stands between",
  sequence: "the peer left something out: its room is read again",
  storage: "our database does not take what the peer gives: look at the disk",
  silent: "the peer does not answer: dialling again",
};

/**
 * Exchanges rooms with every peer of the settings; undefined where there is none.
 * @param keeps whether a room is kept here: of one that the organiser deleted nothing is taken
 * @throws Error when the file of the cursors cannot be used, with what to do
 */
export function startPeering(
  config: Pick<Config, "dataDir" | "environment" | "peers" | "peerKey">,
  backend: Backend,
  relay: Relay,
  limits: RelayLimits,
  log: Log,
  keeps: (room: RoomId) => boolean,
): RunningPeers | undefined {
  const { peers, peerKey } = config;
  if (peers.length === 0 || peerKey === undefined) return undefined;
  const cursors = openSqlitePeerCursors(join(config.dataDir, "peers.sqlite"));
  const tickets = createTickets(peerTicketKey(peerKey), limits.ticketMillis);
  /** Of a deleted room the peer goes on: what it gives is passed over, and not asked for again. */
  const appendIfKept: RoomLog["append"] = (room, id, envelope) =>
    keeps(room)
      ? backend.log.append(room, id, envelope)
      : Promise.resolve(ok({ seq: toSeq(0), prev: toSeq(0), receivedAt: 0, known: true }));
  const all: readonly Peering[] = peers.map((url) => {
    const peer = new URL(url).host;
    return createPeering({
      dial: (events) => dialPeer(url, events),
      now: Date.now,
      random: Math.random,
      schedule(run, millis) {
        const timer = setTimeout(run, millis).unref();
        return () => clearTimeout(timer);
      },
      origin: peerOrigin(url),
      environment: config.environment,
      log: { ...backend.log, append: appendIfKept },
      tickets,
      cursors,
      metrics: relay.metrics,
      async rooms(limit) {
        const rooms = await backend.log.rooms(limit);
        return rooms.ok ? rooms.value.map(({ room }) => room) : [];
      },
      async certificate(room) {
        const held = await backend.log.certificate(room);
        return held.ok ? held.value : undefined;
      },
      takeCard: (room, certificate) =>
        keeps(room) ? void relay.takeCard(room, certificate) : undefined,
      notice(notice) {
        if (notice.kind === "linked") log("info", "peer linked", { peer });
        else log("warn", `peer failed: ${advice[notice.why]}`, { peer });
      },
    });
  });
  const stop = backend.log.tail((entries: readonly Entry[]) => {
    for (const peering of all) peering.appended(entries);
  });
  return {
    status: () =>
      all
        .map((peering) => peering.status())
        .reduce((sum, one) => ({ links: sum.links + one.links, rooms: sum.rooms + one.rooms })),
    close() {
      stop();
      for (const peering of all) peering.close();
      cursors.close();
    },
  };
}
