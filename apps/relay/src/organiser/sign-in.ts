/** Signing in and proving it again: tokens and passkeys. */
import { createHash, randomBytes } from "node:crypto";
import {
  parseAssertionRequest,
  parseChallengeRequest,
  parsePasskeyRequest,
  parseRegistrationRequest,
  parseTokenRequest,
  type SessionState,
} from "@festival-chat/protocol/organiser";
import { err, type Millis, ok } from "@festival-chat/protocol/wire";
import { createKeyedBuckets, fullBucket, takeTokens } from "../token-bucket.ts";
import { type Answer, type Answers, type Asked, fault, json } from "./answer.ts";
import type { Desk } from "./desk.ts";
import type { Organiser } from "./organisers.ts";
import { type Ceremony, verifyAssertion, verifyRegistration } from "./passkey.ts";
import type { ConsoleSession, Sessions } from "./sessions.ts";
import type { Tries } from "./tries.ts";

/** What a challenge was given out for. */
interface GivenChallenge {
  readonly purpose: "register" | "sign-in" | "step-up";
  /** Empty before sign-in. */
  readonly organiser: string;
  readonly until: Millis;
}

const challengeMillis = 2 * 60_000;
/** Challenges out at once, and how fast one address gets them. */
const maxChallenges = 1_000;
/** Refused tries that are written down: a hundred and a thousand a day tell the same. */
const notedRefusals = { perSecond: 1 / 300, burst: 50 } as const;
const challengeRate = { perSecond: 0.2, burst: 20 } as const;

type Names =
  | "state"
  | "signIn"
  | "signOut"
  | "stepUp"
  | "passkeyChallenge"
  | "passkeySignIn"
  | "passkeyStepUp"
  | "passkeyRegister"
  | "passkeyRemove";

export function createSignIn(desk: Desk, sessions: Sessions, tries: Tries): Answers<Names> {
  const { organisers, now, config, metrics, feed } = desk;
  const challenges = new Map<string, GivenChallenge>();
  const noted = fullBucket(notedRefusals, now());
  const challengesPerIp = createKeyedBuckets<string>(challengeRate, 10_000);

  function stateOf(organiser: Organiser | undefined, session: ConsoleSession | undefined) {
    const { environment, eventTag } = config;
    const known = organiser === undefined ? [] : organisers.passkeysOf(organiser.name);
    const state: SessionState = {
      now: now(),
      environment,
      eventTag,
      version: desk.version,
      hasPasskeys: organisers.hasPasskeys(),
      session:
        organiser === undefined || session === undefined
          ? null
          : {
              name: organiser.name,
              role: organiser.role,
              idleUntil: session.idleUntil,
              endsAt: session.endsAt,
              steppedUpUntil: session.steppedUpUntil,
              passkeys: known.map(({ id, label, addedAt }) => ({ id, label, addedAt })),
            },
    };
    return state;
  }

  function refused({ ipTag }: Asked, who: string, what: string): Answer {
    tries.failed(ipTag, now());
    metrics.add("organiser_sign_ins_refused");
    feed.add("sign-in-refused");
    // Anybody can cause these, from as many addresses as they have: the log must not be theirs to fill.
    if (takeTokens(noted, notedRefusals, now()) === 0) {
      desk.act(who, "sign-in-refused", what, () => ok(undefined));
    }
    return fault("wrong-proof");
  }

  /** @returns a fault when this address has to wait */
  function waits({ ipTag }: Asked): Answer | undefined {
    const wait = tries.wait(ipTag, now());
    return wait > 0 ? fault("slow-down", wait) : undefined;
  }

  /** A new session id at each sign-in, so that one set before it is worth nothing. */
  function enter(asked: Asked, organiser: Organiser, how: string): Answer {
    tries.succeeded(asked.ipTag);
    const entered = desk.act(organiser.name, "signed-in", how, () => {
      organisers.signedIn(organiser.name, now());
      return ok(undefined);
    });
    if (!entered.ok) return fault(entered.error);
    metrics.add("organiser_sign_ins");
    feed.add("signed-in");
    if (asked.who !== undefined) sessions.end(asked.who.secret);
    const secret = sessions.begin(organiser.name);
    return {
      kind: "json",
      value: stateOf(organiser, sessions.use(secret)),
      session: secret,
    };
  }

  function again({ who, ipTag }: Asked, how: string): Answer {
    if (who === undefined) return fault("signed-out");
    tries.succeeded(ipTag);
    const told = desk.act(who.organiser.name, "stepped-up", how, () => ok(undefined));
    if (!told.ok) return fault(told.error);
    sessions.stepUp(who.session);
    return json(stateOf(who.organiser, who.session));
  }

  /** Takes a challenge back: each is good for one answer. */
  function ceremonyOf(
    { from, who }: Asked,
    clientData: string,
    purpose: GivenChallenge["purpose"],
  ): Ceremony | undefined {
    if (from === undefined) return undefined;
    const challenge = challengeIn(clientData);
    const given = challenges.get(challenge);
    challenges.delete(challenge);
    if (given === undefined || given.until < now() || given.purpose !== purpose) return undefined;
    if (given.organiser !== (purpose === "sign-in" ? "" : who?.organiser.name)) return undefined;
    return { challenge, origin: from.origin, relyingParty: new URL(from.origin).hostname };
  }

  /** The organiser who holds the passkey that answered. */
  function proved(asked: Asked, purpose: "sign-in" | "step-up"): Organiser | undefined {
    const request = parseAssertionRequest(asked.body);
    if (request === undefined) return undefined;
    const ceremony = ceremonyOf(asked, request.clientData, purpose);
    const passkey = organisers.passkey(request.id);
    if (ceremony === undefined || passkey === undefined) return undefined;
    const signCount = verifyAssertion(request, passkey, ceremony);
    if (signCount === undefined) return undefined;
    const counted = desk.act(passkey.organiser, "used-passkey", "", () => {
      organisers.usedPasskey(passkey.id, signCount);
      return ok(undefined);
    });
    return counted.ok ? organisers.find(passkey.organiser) : undefined;
  }

  return {
    state: ({ who }) => json(stateOf(who?.organiser, who?.session)),

    signIn(asked) {
      const waiting = waits(asked);
      if (waiting !== undefined) return waiting;
      const request = parseTokenRequest(asked.body);
      const organiser = request === undefined ? undefined : organisers.byToken(request.token);
      return organiser === undefined
        ? refused(asked, "", "with=token")
        : enter(asked, organiser, "with=token");
    },

    signOut({ who }) {
      if (who === undefined) return fault("signed-out");
      sessions.end(who.secret);
      desk.act(who.organiser.name, "signed-out", "", () => ok(undefined));
      return { kind: "json", value: stateOf(undefined, undefined), session: "" };
    },

    stepUp(asked) {
      const waiting = waits(asked);
      if (waiting !== undefined) return waiting;
      const request = parseTokenRequest(asked.body);
      const organiser = request === undefined ? undefined : organisers.byToken(request.token);
      const name = asked.who?.organiser.name ?? "";
      // The own token: a colleague's proves who the colleague is.
      return organiser === undefined || organiser.name !== name
        ? refused(asked, name, "with=token for=step-up")
        : again(asked, "with=token");
    },

    passkeyChallenge(asked) {
      const request = parseChallengeRequest(asked.body);
      if (request === undefined || asked.from === undefined) return fault("malformed");
      const { purpose } = request;
      const { who, from } = asked;
      if (purpose !== "sign-in" && who === undefined) return fault("signed-out");
      const wait = challengesPerIp.take(asked.ipTag, now());
      if (wait > 0) return fault("slow-down", wait);
      const challenge = randomBytes(32).toString("base64url");
      const [oldest] = challenges.keys();
      if (challenges.size >= maxChallenges && oldest !== undefined) challenges.delete(oldest);
      const name = purpose === "sign-in" ? "" : (who?.organiser.name ?? "");
      challenges.set(challenge, { purpose, organiser: name, until: now() + challengeMillis });
      return json({
        challenge,
        relyingParty: new URL(from.origin).hostname,
        // At most 64 bytes of any kind (WebAuthn 5.4.3), whatever script the name is in.
        userId: name === "" ? "" : createHash("sha256").update(name).digest("base64url"),
        userName: name,
        credentials: name === "" ? [] : organisers.passkeysOf(name).map(({ id }) => id),
      });
    },

    passkeySignIn(asked) {
      const waiting = waits(asked);
      if (waiting !== undefined) return waiting;
      const organiser = proved(asked, "sign-in");
      return organiser === undefined
        ? refused(asked, "", "with=passkey")
        : enter(asked, organiser, "with=passkey");
    },

    passkeyStepUp(asked) {
      const waiting = waits(asked);
      if (waiting !== undefined) return waiting;
      const name = asked.who?.organiser.name ?? "";
      const organiser = proved(asked, "step-up");
      return organiser === undefined || organiser.name !== name
        ? refused(asked, name, "with=passkey for=step-up")
        : again(asked, "with=passkey");
    },

    passkeyRegister(asked) {
      const request = parseRegistrationRequest(asked.body);
      const { who } = asked;
      if (request === undefined || who === undefined) return fault("malformed");
      const ceremony = ceremonyOf(asked, request.clientData, "register");
      const found = ceremony === undefined ? undefined : verifyRegistration(request, ceremony);
      if (found === undefined) return fault("wrong-proof");
      const { id, label } = request;
      const organiser = who.organiser.name;
      const passkey = { id, label, organiser, addedAt: now(), ...found };
      const added = desk.act(organiser, "added-passkey", "", () =>
        organisers.addPasskey(passkey) ? ok(undefined) : err("conflict"),
      );
      return added.ok ? json(stateOf(who.organiser, who.session)) : fault(added.error);
    },

    passkeyRemove({ body, who }) {
      const request = parsePasskeyRequest(body);
      if (request === undefined || who === undefined) return fault("malformed");
      const { name } = who.organiser;
      const removed = desk.act(name, "removed-passkey", "", () =>
        organisers.removePasskey(name, request.id) ? ok(undefined) : err("not-found"),
      );
      return removed.ok ? json(stateOf(who.organiser, who.session)) : fault(removed.error);
    },
  };
}

/** The challenge that client data names; empty for what cannot be read. */
function challengeIn(clientData: string): string {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientData, "base64url").toString("utf8"));
    if (typeof data !== "object" || data === null || !("challenge" in data)) return "";
    return typeof data.challenge === "string" ? data.challenge : "";
  } catch {
    return "";
  }
}
