/** Signing in to the organiser's console: requests and answers. */
import { environments } from "../wire/frame.ts";
import {
  base64url,
  list,
  oneOf,
  orNull,
  type Parse,
  type Parsed,
  shape,
  text,
  whole,
  yesNo,
} from "./json.ts";
import { type Role, roles } from "./routes.ts";

/** An organiser's name: given by whoever runs the relay. */
export const organiserNameForm = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;
export const organiserName: Parse<string> = text(80, organiserNameForm);

/** 32 random bytes in base64url, with "fco_" in front so that people know what they hold. */
export const tokenForm = /^fco_[A-Za-z0-9_-]{43}$/;
export const parseTokenRequest = shape<{ readonly token: string }>({ token: text(47, tokenForm) });
export type TokenRequest = Parsed<typeof parseTokenRequest>;

const passkey = shape<{
  /** Credential id, base64url. */
  readonly id: string;
  readonly label: string;
  readonly addedAt: number;
}>({ id: base64url(1_400), label: text(40), addedAt: whole() });
export type Passkey = Parsed<typeof passkey>;

/** Passkeys of one organiser: a phone, a laptop, a key in the safe. */
export const maxPasskeys = 8;

export interface Session {
  readonly name: string;
  readonly role: Role;
  /** Milliseconds since 1970 by the relay's clock, like all times here. */
  readonly idleUntil: number;
  readonly endsAt: number;
  /** 0: destructive acts ask for a proof again. */
  readonly steppedUpUntil: number;
  readonly passkeys: readonly Passkey[];
}
const session = shape<Session>({
  name: organiserName,
  role: oneOf(...roles),
  idleUntil: whole(),
  endsAt: whole(),
  steppedUpUntil: whole(),
  passkeys: list(passkey, maxPasskeys),
});

export const parseSessionState = shape<{
  readonly now: number;
  readonly environment: (typeof environments)[number];
  readonly eventTag: string;
  readonly version: string;
  /** Somebody may sign in with a passkey here. */
  readonly hasPasskeys: boolean;
  readonly session: Session | null;
}>({
  now: whole(),
  environment: oneOf(...environments),
  eventTag: text(32),
  version: text(40),
  hasPasskeys: yesNo,
  session: orNull(session),
});
export type SessionState = Parsed<typeof parseSessionState>;

export const passkeyPurposes = ["register", "sign-in", "step-up"] as const;
export const parseChallengeRequest = shape<{
  readonly purpose: (typeof passkeyPurposes)[number];
}>({ purpose: oneOf(...passkeyPurposes) });
export type ChallengeRequest = Parsed<typeof parseChallengeRequest>;

/**
 * What the console gives to `navigator.credentials` (WebAuthn level 3): user verification
 * "required", attestation "none", resident key "required", algorithms -8 (EdDSA) and -7 (ES256).
 */
export const parseChallenge = shape<{
  /** 32 bytes, base64url; used once, within two minutes. */
  readonly challenge: string;
  /** rp.id */
  readonly relyingParty: string;
  /** user.id, base64url, and user.name; empty before sign-in */
  readonly userId: string;
  readonly userName: string;
  /** register: credentials to exclude. step-up: those to allow. sign-in: empty, any is asked for. */
  readonly credentials: readonly string[];
}>({
  challenge: base64url(64),
  relyingParty: text(253),
  userId: text(64),
  userName: text(80),
  credentials: list(base64url(1_400), maxPasskeys),
});
export type Challenge = Parsed<typeof parseChallenge>;

const authenticatorBytes = base64url(4_000);

/** From AuthenticatorAttestationResponse: clientDataJSON, getAuthenticatorData(), getPublicKey(). */
export const parseRegistrationRequest = shape<{
  readonly id: string;
  readonly label: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  /** SubjectPublicKeyInfo, base64url. */
  readonly publicKey: string;
}>({
  id: base64url(1_400),
  label: text(40, /\S/),
  clientData: authenticatorBytes,
  authenticatorData: authenticatorBytes,
  publicKey: base64url(400),
});
export type RegistrationRequest = Parsed<typeof parseRegistrationRequest>;

/** From AuthenticatorAssertionResponse, each base64url. */
export const parseAssertionRequest = shape<{
  readonly id: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
}>({
  id: base64url(1_400),
  clientData: authenticatorBytes,
  authenticatorData: authenticatorBytes,
  signature: base64url(400),
});
export type AssertionRequest = Parsed<typeof parseAssertionRequest>;

export const parsePasskeyRequest = shape<{ readonly id: string }>({ id: base64url(1_400) });

export const parseOrganiserList = shape<{
  readonly organisers: readonly {
    readonly name: string;
    readonly role: Role;
    readonly addedAt: number;
    /** 0: never yet. */
    readonly lastSignInAt: number;
    readonly passkeys: number;
  }[];
}>({
  organisers: list(
    shape({
      name: organiserName,
      role: oneOf(...roles),
      addedAt: whole(),
      lastSignInAt: whole(),
      passkeys: whole(),
    }),
    1_000,
  ),
});
export type OrganiserList = Parsed<typeof parseOrganiserList>;
