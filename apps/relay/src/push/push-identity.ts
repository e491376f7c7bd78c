/**
 * Who the relay is to push services (VAPID, RFC 8292): a key pair of P-256 that lives in the data
 * folder. Browsers subscribe to pushes of this key alone, so two relays that do not share a folder
 * cannot push to each other's people: staging and production have an identity each.
 */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Millis } from "@festival-chat/protocol/wire";

export interface PushIdentity {
  /** Uncompressed point (65 bytes), base64url: what browsers subscribe with. */
  readonly publicKey: string;
  /** Value of the Authorization header for a push service of this origin. */
  authorization(origin: string, now: Millis): string;
  /** 24 characters that name `what` to a push service and tell it nothing. */
  topic(what: string): string;
}

/** A token is good for a day at most (RFC 8292 section 2); ours are made anew long before. */
const tokenMillis = 12 * 3_600_000;
const reuseMillis = 6 * 3_600_000;
/** Push services in use are a handful; whoever brings more costs a signature each. */
const tokens = 100;

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

/** @param contact mailto: or https: address of who runs the relay (RFC 8292 section 2.1) */
export function createPushIdentity(privateKey: KeyObject, contact: string): PushIdentity {
  const { x = "", y = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const publicKey = base64url(
    Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]),
  );
  const topicKey = createHmac("sha256", "fc1/push-topic").update(
    privateKey.export({ format: "der", type: "pkcs8" }),
  );
  const topicSecret = topicKey.digest();
  const made = new Map<string, { readonly header: string; readonly until: Millis }>();

  function make(origin: string, now: Millis): string {
    const claims = { aud: origin, exp: Math.floor((now + tokenMillis) / 1_000), sub: contact };
    const said = `${base64url('{"typ":"JWT","alg":"ES256"}')}.${base64url(JSON.stringify(claims))}`;
    const key = { key: privateKey, dsaEncoding: "ieee-p1363" as const };
    return `vapid t=${said}.${base64url(sign("sha256", Buffer.from(said), key))}, k=${publicKey}`;
  }

  return {
    publicKey,
    authorization(origin, now) {
      const known = made.get(origin);
      if (known !== undefined && known.until > now) return known.header;
      const header = make(origin, now);
      made.delete(origin);
      const oldest = made.size >= tokens ? made.keys().next().value : undefined;
      if (oldest !== undefined) made.delete(oldest);
      made.set(origin, { header, until: now + reuseMillis });
      return header;
    },
    topic: (what) =>
      createHmac("sha256", topicSecret).update(what).digest("base64url").slice(0, 24),
  };
}

/**
 * Reads the identity of this data folder, or makes one.
 * @throws Error when the file is damaged: a new identity would silence every phone until it is opened
 */
export function loadPushIdentity(dataDir: string, contact: string): PushIdentity {
  const file = join(dataDir, "push.key");
  const pem = readKey(file) ?? makeKey(file);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") {
      return createPushIdentity(key, contact);
    }
  } catch {
    // Said below.
  }
  throw new Error(
    `${file} is damaged: restore it from a backup, or remove it and phones subscribe anew.`,
  );
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!missing) throw error;
    return undefined;
  }
}

function makeKey(file: string): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  writeFileSync(file, pem, { mode: 0o600 });
  return pem;
}
