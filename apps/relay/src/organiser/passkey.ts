/**
 * Verification of passkeys: WebAuthn level 3, sections 7.1 and 7.2, for attestation "none" and the
 * algorithms EdDSA and ES256. Total.
 *
 * Without attestation nothing signs a registration, so there is no CBOR to read: the page hands
 * over the authenticator data and the key as SubjectPublicKeyInfo, inside a session that proved
 * itself a moment before.
 */
import { createHash, createPublicKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import type { AssertionRequest, RegistrationRequest } from "@festival-chat/protocol/organiser";

/** What both ceremonies must answer. */
export interface Ceremony {
  /** base64url, as it was given out. */
  readonly challenge: string;
  readonly origin: string;
  /** The relying party id: a host name. */
  readonly relyingParty: string;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, "base64url");
const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** User present, user verified, attested credential data included. */
const flags = { present: 0x01, verified: 0x04, attested: 0x40 } as const;

/** CollectedClientData of this ceremony (section 5.8.1). */
function isOfThisCeremony(clientData: Buffer, type: string, ceremony: Ceremony): boolean {
  try {
    const data: unknown = JSON.parse(clientData.toString("utf8"));
    if (typeof data !== "object" || data === null) return false;
    const told = new Map<string, unknown>(Object.entries(data));
    return (
      told.get("type") === type &&
      told.get("challenge") === ceremony.challenge &&
      told.get("origin") === ceremony.origin &&
      told.get("crossOrigin") !== true
    );
  } catch {
    return false;
  }
}

/** Authenticator data (section 6.1): rp id hash [32] | flags u8 | sign count u32 | more */
function readAuthenticatorData(data: Buffer, ceremony: Ceremony) {
  if (data.length < 37) return undefined;
  const set = data.readUInt8(32);
  const mustHave = flags.present | flags.verified;
  if (!timingSafeEqual(data.subarray(0, 32), sha256(ceremony.relyingParty))) return undefined;
  if ((set & mustHave) !== mustHave) return undefined;
  return { attested: (set & flags.attested) !== 0, signCount: data.readUInt32BE(33) };
}

/** The key if it is one that {@link verifyAssertion} knows. */
function keyOf(der: Uint8Array): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
    if (type === "ed25519") return key;
    return type === "ec" && details?.namedCurve === "prime256v1" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** What a registration brings; undefined when it is not right. */
export function verifyRegistration(
  { id, clientData, authenticatorData, publicKey }: RegistrationRequest,
  ceremony: Ceremony,
): { readonly publicKey: Uint8Array; readonly signCount: number } | undefined {
  const data = bytesOf(authenticatorData);
  const read = readAuthenticatorData(data, ceremony);
  if (read === undefined || !read.attested || data.length < 55) return undefined;
  if (!isOfThisCeremony(bytesOf(clientData), "webauthn.create", ceremony)) return undefined;
  // aaguid [16] | id length u16 | id: the credential is the one that the page names.
  const length = data.readUInt16BE(53);
  if (!data.subarray(55, 55 + length).equals(bytesOf(id))) return undefined;
  const key = keyOf(bytesOf(publicKey));
  if (key === undefined) return undefined;
  const der = new Uint8Array(key.export({ format: "der", type: "spki" }));
  return { publicKey: der, signCount: read.signCount };
}

/**
 * Whether the holder of this passkey answered.
 * @returns the new count of signatures, or undefined: it is not proved, or a copy of the passkey is in use
 */
export function verifyAssertion(
  { clientData, authenticatorData, signature }: AssertionRequest,
  known: { readonly publicKey: Uint8Array; readonly signCount: number },
  ceremony: Ceremony,
): number | undefined {
  const client = bytesOf(clientData);
  const data = bytesOf(authenticatorData);
  const read = readAuthenticatorData(data, ceremony);
  const key = keyOf(known.publicKey);
  if (read === undefined || key === undefined) return undefined;
  if (!isOfThisCeremony(client, "webauthn.get", ceremony)) return undefined;
  const signed = Buffer.concat([data, sha256(client)]);
  const algorithm = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  if (!verify(algorithm, signed, key, bytesOf(signature))) return undefined;
  // Passkeys that are kept in several places count nothing: 0 for ever.
  const counts = read.signCount > 0 || known.signCount > 0;
  return counts && read.signCount <= known.signCount ? undefined : read.signCount;
}
