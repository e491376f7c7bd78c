/** The first words on a channel: who gets past them, and who does not. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createGreeting, type Greeting } from "./greeting.ts";
import { memberOf } from "./member.fixture.ts";

const anna = await memberOf(1);
const ben = await memberOf(2);
const annas = new Uint8Array(32).fill(0xaa);
const bens = new Uint8Array(32).fill(0xbb);
const nonce = (fill: number) => new Uint8Array(16).fill(fill);
const annaGreets = (own = annas, other = bens): Greeting =>
  createGreeting(anna, { own, other }, ben.tag, nonce(1));
const benGreets = (own = bens, other = annas): Greeting =>
  createGreeting(ben, { own, other }, anna.tag, nonce(2));

/** Passes greeting and proof of one to the other. @returns what the other makes of the proof */
async function prove(prover: Greeting, judge: Greeting) {
  const asked = await prover.heard(judge.greet);
  ok(asked !== "refused" && asked.send);
  await judge.heard(prover.greet);
  return judge.heard(asked.send);
}

test("[W7] two members of a room know each other after a greeting and a proof", async () => {
  deepEqual(await prove(annaGreets(), benGreets()), {
    greeted: { tag: anna.tag, author: anna.identity.author },
  });
});

test("[W7] somebody in between, who ends both channels, is found out", async () => {
  const between = new Uint8Array(32).fill(0xcc);
  // Each phone sees the certificate of whoever stands in between, and words are passed on as they are.
  equal(await prove(annaGreets(annas, between), benGreets(bens, between)), "refused");
});

test("[W7] a member of another room, and another device than was named, are refused", async () => {
  const stranger = await memberOf(1, 2);
  const fingerprints = { own: annas, other: bens };
  const foreign = createGreeting(stranger, fingerprints, ben.tag, nonce(1));
  equal(await benGreets().heard(foreign.greet), "refused");
  const third = createGreeting(await memberOf(3), fingerprints, ben.tag, nonce(1));
  equal(await benGreets().heard(third.greet), "refused");
});

test("[W7] words that are thrown back, come twice or in another order lead nowhere", async () => {
  const own = annaGreets();
  equal(await own.heard(own.greet), "refused");
  const [first, second] = [annaGreets(), benGreets()];
  await first.heard(second.greet);
  equal(await first.heard(second.greet), "refused");
  const proof = await benGreets().heard(annaGreets().greet);
  ok(proof !== "refused" && proof.send);
  equal(await annaGreets().heard(proof.send), "refused");
});

test("[W7] nothing but greeting and proof is taken, whatever comes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), async (bytes) => {
      equal(await annaGreets().heard(bytes), "refused");
    }),
  );
});
