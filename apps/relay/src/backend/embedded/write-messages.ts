/** What the main thread and the writer thread say to each other. Answers come in request order. */
import type { Certificate } from "@festival-chat/protocol/wire";

/** Entries of one transaction: one group commit, and one ack frame (limits.acks). */
export const groupEntries = 256;

export type WriteRequest =
  /** `packed` holds `count` entries: room (16), id (16), length (4, big-endian), envelope. */
  | {
      readonly kind: "append";
      readonly at: number;
      readonly count: number;
      readonly packed: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly kind: "putRoom";
      readonly at: number;
      readonly room: Uint8Array;
      readonly certificate: Certificate;
    }
  | { readonly kind: "trim"; readonly before: number; readonly limit: number }
  | { readonly kind: "trimToSize"; readonly maxBytes: number; readonly limit: number }
  /** One slice of a room; the last one, with fewer than `limit` entries, removes the room itself. */
  | { readonly kind: "removeRoom"; readonly room: Uint8Array; readonly limit: number }
  /** Removes an entry if it is damaged indeed, so that members can bring it again. */
  | { readonly kind: "quarantine"; readonly room: Uint8Array; readonly seq: number }
  | { readonly kind: "close" };

export type PutOutcome = "created" | "updated" | "unchanged" | "other-host";

export type WriteAnswer =
  /** Four numbers for each entry: seq, prev, arrival, 1 if it was known. */
  | { readonly kind: "appended"; readonly facts: Float64Array<ArrayBuffer> }
  | { readonly kind: "put"; readonly outcome: PutOutcome }
  | { readonly kind: "removed"; readonly entries: number }
  | { readonly kind: "failed"; readonly what: string }
  | { readonly kind: "closed" };

export interface Totals {
  readonly rooms: number;
  readonly entries: number;
  readonly bytes: number;
}

export type WriterReport =
  | {
      readonly kind: "ready";
      readonly relay: Uint8Array;
      readonly logEpoch: Uint8Array;
      readonly totals: Totals;
      /** Why the log has a new epoch although the database is not new. */
      readonly newEpoch: string | undefined;
    }
  /** The database must not be used; a sentence that says what to do. Passing: see storage-fault. */
  | { readonly kind: "refused"; readonly why: string; readonly passing: boolean }
  /** One transaction ended: its answers, and what the log holds after it. */
  | { readonly kind: "ended"; readonly answers: readonly WriteAnswer[]; readonly totals: Totals };

/** Settings of the writer thread. */
export interface WriterSettings {
  readonly path: string;
  /** Ceiling of the database file: appends are refused before the disk itself is full. */
  readonly maxFileBytes: number | undefined;
}
