/**
 * How far two relays have exchanged each room: the port, and an adapter that forgets.
 *
 * A cursor that is lost or old costs only time: appends are idempotent by envelope id.
 */
import type { LogEpoch, RelayId, RoomId, Seq } from "@festival-chat/protocol/wire";

/** A place in one log. */
export interface LogPlace {
  readonly logEpoch: LogEpoch;
  readonly seq: Seq;
}

export interface PeerCursor {
  /**
   * What we have of theirs, durably: everything up to here. It is in our log of `ourEpoch`: a log
   * that was restored since may lack it again.
   */
  readonly taken: (LogPlace & { readonly ourEpoch: LogEpoch }) | undefined;
  /** What they have of ours in their log of `theirEpoch`, as their acks say: everything up to here. */
  readonly given: (LogPlace & { readonly theirEpoch: LogEpoch }) | undefined;
}

export const noCursor: PeerCursor = { taken: undefined, given: undefined };

export interface PeerCursors {
  get(peer: RelayId, room: RoomId): PeerCursor;
  /** May be written a moment later, and lost with the machine. */
  put(peer: RelayId, room: RoomId, cursor: PeerCursor): void;
  close(): void;
}

export function createMemoryPeerCursors(): PeerCursors {
  const cursors = new Map<string, PeerCursor>();
  return {
    get: (peer, room) => cursors.get(`${peer}/${room}`) ?? noCursor,
    put: (peer, room, cursor) => void cursors.set(`${peer}/${room}`, cursor),
    close: () => cursors.clear(),
  };
}
