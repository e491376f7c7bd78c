/**
 * The key that signs announcements (SPEC N2): Ed25519, a secret file in the data directory. Phones
 * pin its public half, so a change is signed by the key before (SPEC N4).
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import {
  type AnnouncementAudience,
  equalBytes,
  type KeySuccession,
  limits,
  successionTranscript,
} from "@festival-chat/protocol/wire";
import { blob } from "../backend/embedded/columns.ts";
import { readSecret, writeSecret } from "./secret-file.ts";

export interface OrganiserKey {
  /** 32 bytes. */
  publicKey(): Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
  /** How the keys before it handed over, oldest first. */
  successions(): readonly KeySuccession[];
  /** Takes a new key, signed by this one. Call it inside a transaction of the database. */
  change(): void;
  /** The transaction of a change was committed, or not: keeps the key that counts. */
  settle(): void;
}

const publicOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32));

/**
 * Reads the key of this data directory, or makes one.
 * @throws Error when the file is damaged: phones would believe no new one
 */
export function loadOrganiserKey(
  dataDir: string,
  db: DatabaseSync,
  audience: AnnouncementAudience,
): OrganiserKey {
  const file = join(dataDir, "organiser.key");
  const nextFile = join(dataDir, "organiser.key.next");
  const all = db.prepare("SELECT * FROM successions ORDER BY n");
  const insert = db.prepare("INSERT INTO successions (key, next, signature) VALUES (?, ?, ?)");

  const successions = (): readonly KeySuccession[] =>
    all.all().map((row) => ({
      key: blob(row, "key", 32),
      next: blob(row, "next", 32),
      signature: blob(row, "signature", 64),
    }));

  function make(path: string): KeyObject {
    const { privateKey } = generateKeyPairSync("ed25519");
    writeSecret(path, privateKey.export({ format: "pem", type: "pkcs8" }).toString());
    return privateKey;
  }

  function read(path: string): KeyObject | undefined {
    const pem = readSecret(path);
    if (pem === undefined) return undefined;
    try {
      const key = createPrivateKey(pem);
      if (key.asymmetricKeyType === "ed25519") return key;
    } catch {
      // Said below.
    }
    throw new Error(`${path} is damaged: restore it from a backup; phones believe no other key.`);
  }

  /** The database says which of two files counts: a crash between them loses neither. */
  function settled(): KeyObject {
    const next = read(nextFile);
    const newest = successions().at(-1);
    if (next !== undefined && newest !== undefined && equalBytes(publicOf(next), newest.next)) {
      renameSync(nextFile, file);
    } else if (next !== undefined) rmSync(nextFile);
    return read(file) ?? make(file);
  }

  let key = settled();
  let publicKey = publicOf(key);

  return {
    publicKey: () => publicKey,
    sign: (message) => new Uint8Array(sign(null, message, key)),
    successions: () => successions().slice(-limits.keySuccessions),
    change() {
      rmSync(nextFile, { force: true });
      const next = publicOf(make(nextFile));
      const signature = new Uint8Array(sign(null, successionTranscript(audience, next), key));
      insert.run(publicKey, next, signature);
    },
    settle() {
      key = settled();
      publicKey = publicOf(key);
    },
  };
}
