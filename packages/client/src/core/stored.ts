/** What a device keeps: shapes shared by the core and the Store port. */
import type {
  Certificate,
  Cursor,
  EnvelopeId,
  Millis,
  RoomId,
  Seq,
} from "@festival-chat/protocol/wire";

/** A room as it is kept on this device. */
export interface StoredRoom {
  readonly room: RoomId;
  /** 16 bytes: the room's secret. */
  readonly root: Uint8Array;
  /** 32-byte seed of this device's key in this room. */
  readonly deviceSecret: Uint8Array;
  /** 32-byte seed of the host key, on the device that created the room. */
  readonly hostSecret: Uint8Array | undefined;
  /** 8 bytes from the invite link; undefined when joined by words. */
  readonly expectedHost: Uint8Array | undefined;
  /** Newest certificate seen; heals a relay that lost the room. */
  readonly certificate: Certificate | undefined;
  /** The name this person shows in this room; undefined until chosen or first sent. */
  readonly myName: string | undefined;
  /** Whether this device ever was let into the room by a relay, or created it. */
  readonly confirmed: boolean;
  /** Whether this device has ever sent here: only then it is seen in presence. */
  readonly spoken: boolean;
  readonly cursor: Cursor | undefined;
  /** Relay history below this seq was not fetched; undefined when nothing is known of it. */
  readonly earliest: Seq | undefined;
  readonly addedAt: Millis;
  readonly openedAt: Millis;
}

/** An envelope as it is kept. */
export interface StoredEntry {
  readonly room: RoomId;
  readonly id: EnvelopeId;
  readonly envelope: Uint8Array;
  /** Relay position and time, once a relay stamped it. */
  readonly stamp: { readonly seq: Seq; readonly receivedAt: Millis } | undefined;
  /** Local time of arrival; of own messages the authorship, then the relay's first stamp. */
  readonly arrivedAt: Millis;
  /** Authored on this device. */
  readonly mine: boolean;
  /** In the outbox: no relay has acknowledged it. */
  readonly waiting: boolean;
  /**
   * Wire error code when a relay refused it for good: shown, never sent again by itself.
   * {@link DISCARDED} when the person gave it up then: not shown either.
   */
  readonly refused: number | undefined;
}

/** One change; a list of them is one transaction. All are idempotent. */
export type StoreChange =
  | { readonly kind: "putRoom"; readonly room: StoredRoom }
  /** With its entries, and with the settings whose key ends in "/" and its id. */
  | { readonly kind: "removeRoom"; readonly room: RoomId }
  /** Inserts or replaces by (room, id). */
  | { readonly kind: "putEntry"; readonly entry: StoredEntry }
  | { readonly kind: "removeEntry"; readonly room: RoomId; readonly id: EnvelopeId }
  | { readonly kind: "putSetting"; readonly key: string; readonly value: string };

/** No wire error has this code. */
export const DISCARDED = 0;
