/**
 * Message encryption for Web Push (RFC 8291) with the content coding aes128gcm (RFC 8188): one
 * record, readable by the browser that subscribed and by nobody between.
 */
import { createCipheriv, createECDH, ECDH, hkdfSync, randomBytes } from "node:crypto";

const curve = "prime256v1";

/** What a subscription encrypts to. */
export interface PushKeys {
  /** Uncompressed point of P-256 (65 bytes). */
  readonly key: Uint8Array;
  /** Authentication secret (16 bytes). */
  readonly auth: Uint8Array;
}

/** Random parts, given by tests that prove known answers. */
export interface PushRandomness {
  /** 16 bytes. */
  readonly salt: Uint8Array;
  /** Private key of the sender for this one message (32 bytes). */
  readonly secret: Uint8Array;
}

/** Fresh parts of one message. */
function freshRandomness(): PushRandomness {
  const sender = createECDH(curve);
  sender.generateKeys();
  return { salt: randomBytes(16), secret: sender.getPrivateKey() };
}

/** What is encrypted has a multiple of this many bytes, so that its length says little. */
export const paddingStep = 256;
const recordSize = 4_096;

/** Whether these 65 bytes are a point of P-256. */
export function isPoint(key: Uint8Array): boolean {
  try {
    // Refuses what is not on the curve: with such a point the other key could be found out.
    ECDH.convertKey(key, curve);
    return key.length === 65 && key[0] === 4;
  } catch {
    return false;
  }
}

/**
 * The body of a push.
 * @param plain at most 3,900 bytes
 * @param random given by tests only, like `step`: the known answer of the RFC is not padded
 */
export function encryptPush(
  plain: Uint8Array,
  to: PushKeys,
  random: PushRandomness = freshRandomness(),
  step: number = paddingStep,
): Buffer {
  const sender = createECDH(curve);
  sender.setPrivateKey(random.secret);
  const shared = sender.computeSecret(to.key);
  const publicKey = sender.getPublicKey();
  const derive = (from: Uint8Array, salt: Uint8Array, info: Buffer, length: number): Buffer =>
    Buffer.from(hkdfSync("sha256", from, salt, info, length));
  const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), to.key, publicKey]);
  const input = derive(shared, to.auth, keyInfo, 32);
  const key = derive(input, random.salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(input, random.salt, Buffer.from("Content-Encoding: nonce\0"), 12);

  const padded = Buffer.alloc(Math.ceil((plain.length + 1) / step) * step);
  padded.set(plain);
  // The delimiter of the last record; zeros follow.
  padded[plain.length] = 2;
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);

  const head = Buffer.alloc(21);
  head.set(random.salt);
  head.writeUInt32BE(recordSize, 16);
  head[20] = publicKey.length;
  return Buffer.concat([head, publicKey, sealed]);
}
