/** Passkeys in this browser (WebAuthn level 3), as the relay asks for them. */
import {
  type AssertionRequest,
  type Challenge,
  parseChallenge,
  parseSessionState,
  type RegistrationRequest,
  routes,
} from "@festival-chat/protocol/organiser";
import { t } from "../strings/t.ts";
import type { Desk } from "./desk.ts";
import type { Fault } from "./api.ts";

const toText = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  );

/** Browsers have them on https and on this machine only. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === "function" && isSecureContext;

const listOf = ({ credentials }: Challenge): PublicKeyCredentialDescriptor[] =>
  credentials.map((id) => ({ type: "public-key", id: toBytes(id) }));

/** What came of it: nothing is a fault of the relay; "browser" is a no of the person or the browser. */
export type PasskeyOutcome = Fault | "browser" | undefined;

async function assert(challenge: Challenge): Promise<AssertionRequest | undefined> {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: toBytes(challenge.challenge),
      rpId: challenge.relyingParty,
      userVerification: "required",
      allowCredentials: listOf(challenge),
    },
  });
  if (!(credential instanceof PublicKeyCredential)) return undefined;
  const { response } = credential;
  if (!(response instanceof AuthenticatorAssertionResponse)) return undefined;
  return {
    id: credential.id,
    clientData: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
  };
}

/** Proves with a passkey who one is: to sign in, or once more before an act. */
export async function proveByPasskey(
  desk: Desk,
  purpose: "sign-in" | "step-up",
): Promise<PasskeyOutcome> {
  const { api } = desk;
  const challenge = await api.post(routes.passkeyChallenge, parseChallenge, { purpose });
  if (!challenge.ok) return challenge.error;
  try {
    const proof = await assert(challenge.value);
    if (proof === undefined) return "browser";
    const route = purpose === "sign-in" ? routes.passkeySignIn : routes.passkeyStepUp;
    return desk.take(await api.post(route, parseSessionState, proof));
  } catch {
    return "browser";
  }
}

async function create(
  challenge: Challenge,
  label: string,
): Promise<RegistrationRequest | undefined> {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: toBytes(challenge.challenge),
      rp: { id: challenge.relyingParty, name: t.appName },
      user: {
        id: toBytes(challenge.userId),
        name: challenge.userName,
        displayName: challenge.userName,
      },
      pubKeyCredParams: [
        { type: "public-key", alg: -8 },
        { type: "public-key", alg: -7 },
      ],
      attestation: "none",
      excludeCredentials: listOf(challenge),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    },
  });
  if (!(credential instanceof PublicKeyCredential)) return undefined;
  const { response } = credential;
  if (!(response instanceof AuthenticatorAttestationResponse)) return undefined;
  const key = response.getPublicKey();
  if (key === null) return undefined;
  return {
    id: credential.id,
    label,
    clientData: toText(response.clientDataJSON),
    authenticatorData: toText(response.getAuthenticatorData()),
    publicKey: toText(key),
  };
}

/** Makes a passkey for whoever is signed in. */
export async function addPasskey(desk: Desk, label: string): Promise<PasskeyOutcome> {
  const { api } = desk;
  const asked = await api.post(routes.passkeyChallenge, parseChallenge, { purpose: "register" });
  if (!asked.ok) return asked.error;
  try {
    const made = await create(asked.value, label);
    if (made === undefined) return "browser";
    return desk.take(await api.post(routes.passkeyRegister, parseSessionState, made));
  } catch {
    return "browser";
  }
}
