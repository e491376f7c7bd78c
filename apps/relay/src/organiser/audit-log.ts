/**
 * The audit log: an append-only hash chain, H_n = SHA-256(H_{n-1} || entry). Whoever notes down the
 * newest hash can tell later whether anything before it was changed, left out or put in.
 *
 * Entries say who did what and when (UTC): never content, an address or a room id.
 */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { AuditEntry, AuditPage } from "@festival-chat/protocol/organiser";
import { type Millis, toHex } from "@festival-chat/protocol/wire";
import { blob, integer, text } from "../backend/embedded/columns.ts";

/** What one entry says. */
export interface AuditFact {
  readonly at: Millis;
  /** Name of the organiser; empty: nobody who signed in. */
  readonly who: string;
  readonly what: string;
  /** Tags and numbers as "name=value" words. */
  readonly detail: string;
}

/** What stands before the first entry. */
export const chainStart: Uint8Array = new Uint8Array(32);

/** H_n. The entry is its fields as one JSON array: one encoding, no field can pose as another. */
export const chainHash = (before: Uint8Array, n: number, fact: AuditFact): Uint8Array =>
  createHash("sha256")
    .update(before)
    .update(JSON.stringify([n, fact.at, fact.who, fact.what, fact.detail]))
    .digest();

/** What a look at the whole chain found. */
export interface AuditVerdict {
  readonly length: number;
  /** Hash of the newest entry, in hex. */
  readonly head: string;
  /** Number of the first entry that is wrong or missing; 0: the chain is whole. */
  readonly brokenAt: number;
}

export interface AuditLog {
  /** Appends. Call it inside the transaction of the act itself, so that neither stands alone. */
  add(fact: AuditFact): void;
  /** Entries below `before`, newest first. */
  page(before: number, limit: number): AuditPage;
  /** Walks the whole chain. */
  verify(): AuditVerdict;
}

interface Stored extends AuditFact {
  readonly n: number;
  readonly hash: Uint8Array;
}

const storedOf = (row: Record<string, unknown>): Stored => ({
  n: integer(row, "n"),
  at: integer(row, "at"),
  who: text(row, "who"),
  what: text(row, "what"),
  detail: text(row, "detail"),
  hash: blob(row, "hash", 32),
});

/** The audit log of an organiser database. */
export function createAuditLog(db: DatabaseSync): AuditLog {
  const newest = db.prepare("SELECT * FROM audit ORDER BY n DESC LIMIT 1");
  const insert = db.prepare(
    "INSERT INTO audit (n, at, who, what, detail, hash) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const below = db.prepare("SELECT * FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?");
  const all = db.prepare("SELECT * FROM audit ORDER BY n");
  /** What was looked at already: a page costs only what came since. */
  let checked: AuditVerdict & { readonly hash: Uint8Array } = {
    length: 0,
    head: toHex(chainStart),
    brokenAt: 0,
    hash: chainStart,
  };
  const since = db.prepare("SELECT * FROM audit WHERE n > ? ORDER BY n");

  function walk(from: typeof checked, rows: Iterable<Record<string, unknown>>): typeof checked {
    let { length, brokenAt, hash } = from;
    for (const row of rows) {
      const { n, hash: told, ...fact } = storedOf(row);
      const right = n === length + 1 && Buffer.compare(chainHash(hash, n, fact), told) === 0;
      if (!right && brokenAt === 0) brokenAt = length + 1;
      length = n;
      hash = told;
    }
    return { length, head: toHex(hash), brokenAt, hash };
  }

  return {
    add(fact) {
      const row = newest.get();
      const before = row === undefined ? undefined : storedOf(row);
      const n = (before?.n ?? 0) + 1;
      const hash = chainHash(before?.hash ?? chainStart, n, fact);
      insert.run(n, fact.at, fact.who, fact.what, fact.detail, hash);
    },
    page(before, limit) {
      checked = walk(checked, since.iterate(checked.length));
      const { length, head, brokenAt } = checked;
      const entries = below.all(before, limit).map((row): AuditEntry => {
        const { hash, ...entry } = storedOf(row);
        return { ...entry, hash: toHex(hash) };
      });
      return { length, head, brokenAt, entries };
    },
    verify() {
      const none = { length: 0, head: toHex(chainStart), brokenAt: 0, hash: chainStart };
      const { length, head, brokenAt } = walk(none, all.iterate());
      return { length, head, brokenAt };
    },
  };
}
