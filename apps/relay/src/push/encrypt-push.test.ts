/** Pushes are sealed as RFC 8291 says, and signed as RFC 8292 says. */
import { deepEqual, equal, notEqual, rejects, throws } from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { encryptPush, isPoint, paddingStep } from "./encrypt-push.ts";
import { createPushIdentity, loadPushIdentity } from "./push-identity.ts";
import { readVapid, testBrowser } from "./push-station.fixture.ts";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

test("[R5] the known answer of RFC 8291 appendix A", () => {
  const to = {
    key: bytes(
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    ),
    auth: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
  };
  const random = {
    salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"),
    secret: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
  };
  const plain = Buffer.from("When I grow up, I want to be a watermelon");
  equal(
    encryptPush(plain, to, random, 1).toString("base64url"),
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
});

test("[R5] only the browser that subscribed opens a push, whatever its length", async () => {
  const anna = await testBrowser("https://push.example/anna");
  const ben = await testBrowser("https://push.example/ben");
  for (const length of [0, 1, 254, 255, 256, 3_018]) {
    const plain = new Uint8Array(length).fill(7);
    const body = encryptPush(plain, anna.target);
    deepEqual(await anna.open(body), plain);
    await rejects(ben.open(body));
    equal((body.length - 86 - 16) % paddingStep, 0);
    equal(body.length <= 4_096, true);
  }
  const twice = [1, 2].map(() => encryptPush(new Uint8Array(9), anna.target));
  notEqual(twice[0]?.toString("hex"), twice[1]?.toString("hex"));
});

test("a key that is no point of the curve is no subscription", async () => {
  const { target } = await testBrowser("https://push.example/anna");
  equal(isPoint(target.key), true);
  const bent = target.key.slice();
  bent[64] = (bent[64] ?? 0) ^ 1;
  equal(isPoint(bent), false);
  equal(isPoint(new Uint8Array(65)), false);
  equal(isPoint(new Uint8Array(0)), false);
});

test("the relay says who it is with a token for one push service and less than a day", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const identity = createPushIdentity(privateKey, "mailto:crew@chat.example");
  const now = Date.UTC(2026, 5, 1);
  const header = identity.authorization("https://push.example", now);
  deepEqual(await readVapid(header, identity.publicKey), {
    aud: "https://push.example",
    exp: now / 1_000 + 12 * 3_600,
    sub: "mailto:crew@chat.example",
  });
  equal(identity.authorization("https://push.example", now + 3_600_000), header, "made once");
  notEqual(identity.authorization("https://other.example", now), header);
  notEqual(identity.authorization("https://push.example", now + 7 * 3_600_000), header);
});

test("an identity lives in its data folder: kept over a restart, another in every other folder", (t) => {
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), "push-identity-")));
  t.after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  const [staging = "", production = ""] = folders;
  const contact = "https://chat.example";
  const first = loadPushIdentity(staging, contact);
  equal(loadPushIdentity(staging, contact).publicKey, first.publicKey);
  equal(loadPushIdentity(staging, contact).topic("a"), first.topic("a"));
  notEqual(loadPushIdentity(production, contact).publicKey, first.publicKey);
  notEqual(loadPushIdentity(production, contact).topic("a"), first.topic("a"));
  equal(statSync(join(staging, "push.key")).mode & 0o077, 0);
  writeFileSync(join(staging, "push.key"), "not a key");
  throws(() => loadPushIdentity(staging, contact), /restore it from a backup/);
});

test("a topic has the form that push services take", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const identity = createPushIdentity(privateKey, "mailto:crew@chat.example");
  equal(/^[\w-]{24}$/.test(identity.topic("room")), true);
  notEqual(identity.topic("room"), identity.topic("other room"));
});
