/** Passkeys: a browser's answers as WebAuthn makes them, and everything that must not pass for one. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { after, before, test } from "node:test";
import {
  parseChallenge,
  parseSessionState,
  type Route,
  routes,
} from "@festival-chat/protocol/organiser";
import { type ConsoleScene, consoleScene, expected } from "./console.fixture.ts";

let scene: ConsoleScene;
before(async () => {
  scene = await consoleScene();
});
after(() => scene.close());

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** Present and verified; with a credential. */
const verified = 0x05;
const attested = 0x40;

interface Authenticator {
  readonly id: Buffer;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

function authenticator(kind: "ed25519" | "ec"): Authenticator {
  const id = sha256(`${kind}${Math.random()}`);
  return kind === "ec"
    ? { id, ...generateKeyPairSync("ec", { namedCurve: "prime256v1" }) }
    : { id, ...generateKeyPairSync("ed25519") };
}

interface Changes {
  readonly type?: string;
  readonly origin?: string;
  readonly host?: string;
  readonly flags?: number;
  readonly count?: number;
  readonly challenge?: string;
}

function clientData(type: string, challenge: string, changes: Changes): Buffer {
  const data = {
    type: changes.type ?? type,
    challenge: changes.challenge ?? challenge,
    origin: changes.origin ?? scene.origin,
    crossOrigin: false,
  };
  return Buffer.from(JSON.stringify(data));
}

function authenticatorData(flags: number, changes: Changes, credential = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(37);
  sha256(changes.host ?? "127.0.0.1").copy(head);
  head.writeUInt8(changes.flags ?? flags, 32);
  head.writeUInt32BE(changes.count ?? 0, 33);
  return Buffer.concat([head, credential]);
}

function registration(of: Authenticator, challenge: string, changes: Changes = {}) {
  const credential = Buffer.concat([Buffer.alloc(16), Buffer.of(0, of.id.length), of.id]);
  return {
    id: base64url(of.id),
    label: "Anna's phone",
    clientData: base64url(clientData("webauthn.create", challenge, changes)),
    authenticatorData: base64url(authenticatorData(verified | attested, changes, credential)),
    publicKey: base64url(of.publicKey.export({ format: "der", type: "spki" })),
  };
}

function assertion(of: Authenticator, challenge: string, changes: Changes = {}) {
  const client = clientData("webauthn.get", challenge, changes);
  const data = authenticatorData(verified, changes);
  const algorithm = of.privateKey.asymmetricKeyType === "ed25519" ? null : "sha256";
  return {
    id: base64url(of.id),
    clientData: base64url(client),
    authenticatorData: base64url(data),
    signature: base64url(sign(algorithm, Buffer.concat([data, sha256(client)]), of.privateKey)),
  };
}

const challengeFor = async (purpose: string, cookie = "") =>
  expected(parseChallenge, await scene.ask(routes.passkeyChallenge, { cookie, body: { purpose } }));

async function statusOf(route: Route, body: object, cookie = ""): Promise<number> {
  return (await scene.ask(route, { body, cookie })).status;
}

/** An organiser with a passkey of this kind. */
async function enrolled(kind: "ed25519" | "ec") {
  const { cookie, token } = await scene.signIn("operator");
  const mine = authenticator(kind);
  const { challenge } = await challengeFor("register", cookie);
  equal(await statusOf(routes.passkeyRegister, registration(mine, challenge), cookie), 200);
  return { cookie, token, mine };
}

/** So that refused tries of one test keep nobody waiting in the next. */
const rest = () => scene.relay.pass(3 * 60 * 60_000);

for (const kind of ["ed25519", "ec"] as const) {
  test(`who registered a passkey (${kind}) signs in with it, and proves destructive acts`, async () => {
    const { mine } = await enrolled(kind);
    await scene.relay.pass(20 * 60_000);
    const { challenge, credentials } = await challengeFor("sign-in");
    deepEqual(credentials, [], "nobody is told who has one");
    const answer = await scene.ask(routes.passkeySignIn, { body: assertion(mine, challenge) });
    const state = expected(parseSessionState, answer);
    equal(state.session?.passkeys[0]?.label, "Anna's phone");
    const cookie = String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
    await scene.relay.pass(6 * 60_000);
    equal(await statusOf(routes.setNewRooms, { stopped: false }, cookie), 403);
    const again = await challengeFor("step-up", cookie);
    deepEqual(again.credentials, [base64url(mine.id)]);
    equal(await statusOf(routes.passkeyStepUp, assertion(mine, again.challenge), cookie), 200);
    equal(await statusOf(routes.setNewRooms, { stopped: false }, cookie), 200);
    equal(await statusOf(routes.passkeyRemove, { id: base64url(mine.id) }, cookie), 200);
    const gone = await challengeFor("sign-in");
    equal(await statusOf(routes.passkeySignIn, assertion(mine, gone.challenge)), 401);
    const lines = scene.db.prepare("SELECT what FROM audit ORDER BY n DESC LIMIT 8").all();
    deepEqual(
      lines.map(({ what }) => what).toReversed(),
      [
        ...["added-passkey", "used-passkey", "signed-in", "used-passkey", "stepped-up"],
        ...["new-rooms", "removed-passkey", "sign-in-refused"],
      ],
      "each of it is a line of the audit log",
    );
    await rest();
  });
}

const forgeries: readonly (readonly [string, Changes])[] = [
  ["of another page", { origin: "https://evil.example" }],
  ["for another host", { host: "evil.example" }],
  ["of the other ceremony", { type: "webauthn.create" }],
  ["without a look at who it is", { flags: 0x01 }],
  ["without a person", { flags: 0x04 }],
  ["to a challenge nobody gave", { challenge: base64url(sha256("guess")) }],
];
for (const [what, changes] of forgeries) {
  test(`an answer ${what} proves nothing`, async () => {
    const { mine } = await enrolled("ed25519");
    const { challenge } = await challengeFor("sign-in");
    equal(await statusOf(routes.passkeySignIn, assertion(mine, challenge, changes)), 401);
    await rest();
  });
}

test("an answer is good once, for two minutes, and for its own purpose", async () => {
  const { mine, cookie } = await enrolled("ec");
  const { challenge } = await challengeFor("sign-in");
  const answer = assertion(mine, challenge);
  equal(await statusOf(routes.passkeyStepUp, answer, cookie), 401, "another purpose");
  equal(await statusOf(routes.passkeySignIn, answer), 401, "and it is spent");
  const late = await challengeFor("sign-in");
  await scene.relay.pass(2 * 60_000 + 1);
  equal(await statusOf(routes.passkeySignIn, assertion(mine, late.challenge)), 401);
  await rest();
});

test("a copy of a passkey that counts is found out", async () => {
  const { mine } = await enrolled("ec");
  const first = await challengeFor("sign-in");
  const counted = assertion(mine, first.challenge, { count: 5 });
  equal(await statusOf(routes.passkeySignIn, counted), 200);
  const second = await challengeFor("sign-in");
  const behind = assertion(mine, second.challenge, { count: 5 });
  equal(await statusOf(routes.passkeySignIn, behind), 401);
  await rest();
});

test("another's signature, and another's passkey for a second proof, are refused", async () => {
  const anna = await enrolled("ed25519");
  const ben = await enrolled("ed25519");
  const { challenge } = await challengeFor("sign-in");
  const crossed = { ...assertion(ben.mine, challenge), id: base64url(anna.mine.id) };
  equal(await statusOf(routes.passkeySignIn, crossed), 401);
  const again = await challengeFor("step-up", anna.cookie);
  const foreign = assertion(ben.mine, again.challenge);
  equal(await statusOf(routes.passkeyStepUp, foreign, anna.cookie), 401);
  await rest();
});

test("a registration needs the session it was begun in, and a key that can be checked", async () => {
  const { cookie, mine } = await enrolled("ed25519");
  const other = await scene.signIn("operator");
  const fresh = authenticator("ec");
  const begun = await challengeFor("register", cookie);
  equal(
    await statusOf(routes.passkeyRegister, registration(fresh, begun.challenge), other.cookie),
    401,
  );
  const wrongKey = await challengeFor("register", cookie);
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const unknown = { ...fresh, ...rsa };
  const body = registration(unknown, wrongKey.challenge);
  ok((await statusOf(routes.passkeyRegister, body, cookie)) >= 400);
  const twice = await challengeFor("register", cookie);
  equal(await statusOf(routes.passkeyRegister, registration(mine, twice.challenge), cookie), 409);
  const anonymous = await scene.ask(routes.passkeyChallenge, { body: { purpose: "register" } });
  equal(anonymous.status, 401);
});
