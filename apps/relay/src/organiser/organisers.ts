/** Who may sign in to the console, with which token and passkeys. Tokens are kept as their SHA-256. */
import { createHash, randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { maxPasskeys, type Passkey, type Role, roles } from "@festival-chat/protocol/organiser";
import type { Millis } from "@festival-chat/protocol/wire";
import { blob, DamagedRow, integer, text } from "../backend/embedded/columns.ts";

export interface Organiser {
  readonly name: string;
  readonly role: Role;
  readonly addedAt: Millis;
  /** 0: never yet. */
  readonly lastSignInAt: Millis;
}

/** A passkey with what verifies it. */
export interface KnownPasskey extends Passkey {
  readonly organiser: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly signCount: number;
}

export interface Organisers {
  /** @returns the token, which is told once; undefined: the name is taken */
  add(name: string, role: Role, at: Millis): string | undefined;
  /** @returns whether there was one */
  remove(name: string): boolean;
  all(): readonly Organiser[];
  find(name: string): Organiser | undefined;
  byToken(token: string): Organiser | undefined;
  signedIn(name: string, at: Millis): void;
  passkeysOf(name: string): readonly KnownPasskey[];
  passkey(id: string): KnownPasskey | undefined;
  /** @returns false when this organiser has enough, or somebody has it already */
  addPasskey(passkey: KnownPasskey): boolean;
  /** @returns whether there was one */
  removePasskey(name: string, id: string): boolean;
  usedPasskey(id: string, signCount: number): void;
  hasPasskeys(): boolean;
}

/** 256 random bits need no slow hash: nobody can try them all. */
const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest();

function organiserOf(row: Record<string, unknown>): Organiser {
  const role = roles.find((one) => one === row["role"]);
  if (role === undefined) throw new DamagedRow("role");
  return {
    name: text(row, "name"),
    role,
    addedAt: integer(row, "added_at"),
    lastSignInAt: integer(row, "last_sign_in_at"),
  };
}

const passkeyOf = (row: Record<string, unknown>): KnownPasskey => ({
  id: text(row, "id"),
  organiser: text(row, "organiser"),
  label: text(row, "label"),
  publicKey: blob(row, "public_key"),
  signCount: integer(row, "sign_count"),
  addedAt: integer(row, "added_at"),
});

/** The organisers of an organiser database. */
export function createOrganisers(db: DatabaseSync): Organisers {
  const insert = db.prepare(
    "INSERT INTO organisers VALUES (?, ?, ?, ?, 0) ON CONFLICT (name) DO NOTHING",
  );
  const removeOne = db.prepare("DELETE FROM organisers WHERE name = ?");
  const list = db.prepare("SELECT * FROM organisers ORDER BY name");
  const byName = db.prepare("SELECT * FROM organisers WHERE name = ?");
  const byHash = db.prepare("SELECT * FROM organisers WHERE token = ?");
  const touch = db.prepare("UPDATE organisers SET last_sign_in_at = ? WHERE name = ?");
  const keysOf = db.prepare("SELECT * FROM passkeys WHERE organiser = ? ORDER BY added_at");
  const keyById = db.prepare("SELECT * FROM passkeys WHERE id = ?");
  const insertKey = db.prepare("INSERT INTO passkeys VALUES (?, ?, ?, ?, ?, ?)");
  const removeKey = db.prepare("DELETE FROM passkeys WHERE organiser = ? AND id = ?");
  const countKey = db.prepare("UPDATE passkeys SET sign_count = ? WHERE id = ?");
  const anyKey = db.prepare("SELECT 1 AS one FROM passkeys LIMIT 1");
  const one = (row: Record<string, unknown> | undefined): Organiser | undefined =>
    row === undefined ? undefined : organiserOf(row);
  return {
    add(name, role, at) {
      const token = `fco_${randomBytes(32).toString("base64url")}`;
      return insert.run(name, role, hashOf(token), at).changes === 1 ? token : undefined;
    },
    remove: (name) => removeOne.run(name).changes === 1,
    all: () => list.all().map(organiserOf),
    find: (name) => one(byName.get(name)),
    byToken: (token) => one(byHash.get(hashOf(token))),
    signedIn: (name, at) => void touch.run(at, name),
    passkeysOf: (name) => keysOf.all(name).map(passkeyOf),
    passkey(id) {
      const row = keyById.get(id);
      return row === undefined ? undefined : passkeyOf(row);
    },
    addPasskey({ id, organiser, label, publicKey, signCount, addedAt }) {
      if (keysOf.all(organiser).length >= maxPasskeys || keyById.get(id) !== undefined)
        return false;
      insertKey.run(id, organiser, label, publicKey, signCount, addedAt);
      return true;
    },
    removePasskey: (name, id) => removeKey.run(name, id).changes === 1,
    usedPasskey: (id, signCount) => void countKey.run(signCount, id),
    hasPasskeys: () => anyKey.get() !== undefined,
  };
}
