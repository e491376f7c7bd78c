import { equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { Signatures } from "@festival-chat/protocol/e2e";
import { signaturesContract } from "../signatures.contract.ts";
import { createBrowserSignatures } from "./signatures.ts";

const { subtle } = globalThis.crypto;

/** WebCrypto with one method of the test's, and how often `verify` was called. */
function subtleWith(
  verify: SubtleCrypto["verify"],
): SubtleCrypto & { readonly calls: () => number } {
  let calls = 0;
  return Object.assign(Object.create(null), {
    importKey: subtle.importKey.bind(subtle),
    verify: (...question: Parameters<SubtleCrypto["verify"]>) => {
      calls += 1;
      return verify(...question);
    },
    calls: () => calls,
  });
}
const realVerify = subtle.verify.bind(subtle);

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns > 100_000) throw new Error("never happened");
    await setImmediate();
  }
}

/** Signatures over `subtle`, after its questions were answered, and the deadlines that run. */
async function probed(subtle: SubtleCrypto): Promise<{
  readonly signatures: Signatures;
  readonly deadlines: ReadonlySet<() => void>;
}> {
  const deadlines = new Set<() => void>();
  let begun = 0;
  const signatures = createBrowserSignatures({
    subtle,
    schedule: (run) => {
      begun += 1;
      deadlines.add(run);
      return () => deadlines.delete(run);
    },
  });
  await until(() => begun > 0 && deadlines.size === 0);
  await setImmediate();
  return { signatures, deadlines };
}

signaturesContract(
  (name, run) => test(`WebCrypto: ${name}`, run),
  async () => (await probed(subtle)).signatures,
);
signaturesContract(
  (name, run) => test(`plain http: ${name}`, run),
  () => Promise.resolve(createBrowserSignatures({ subtle: undefined })),
);

const secret = new Uint8Array(32).fill(3);
const message = new Uint8Array(10);

test("WebCrypto is asked once it has given the right answers", async () => {
  const fast = subtleWith(realVerify);
  const { signatures } = await probed(fast);
  const key = await signatures.publicKey(secret);
  const signature = await signatures.sign(secret, message);
  ok(await signatures.verify(key, message, signature));
  equal(fast.calls(), 3);
});

test("WebCrypto that throws, lies or multiplies by the cofactor is not used", async () => {
  const hostile: SubtleCrypto["verify"][] = [
    () => Promise.reject(new DOMException("", "NotSupportedError")),
    () => {
      throw new TypeError("no such algorithm");
    },
    () => Promise.resolve(true),
    () => Promise.resolve(false),
  ];
  for (const verify of hostile) {
    const wrong = subtleWith(verify);
    const { signatures } = await probed(wrong);
    const key = await signatures.publicKey(secret);
    const signature = await signatures.sign(secret, message);
    const asked = wrong.calls();
    equal(await signatures.verify(key, message, signature), true);
    equal(await signatures.verify(key, new Uint8Array(11), signature), false);
    equal(wrong.calls(), asked);
  }
});

test("while WebCrypto has not answered, software verifies", async () => {
  const silent = subtleWith(() => new Promise<boolean>(() => {}));
  const signatures = createBrowserSignatures({ subtle: silent, schedule: () => () => {} });
  const key = await signatures.publicKey(secret);
  const signature = await signatures.sign(secret, message);
  equal(await signatures.verify(key, message, signature), true);
  await until(() => silent.calls() === 1);
});

test("WebCrypto that hangs later costs one deadline, then software verifies", async () => {
  let hangs = false;
  const tired = subtleWith((...question) =>
    hangs ? new Promise<boolean>(() => {}) : realVerify(...question),
  );
  const { signatures, deadlines } = await probed(tired);
  const key = await signatures.publicKey(secret);
  const signature = await signatures.sign(secret, message);
  hangs = true;
  const verdict = signatures.verify(key, message, signature);
  await until(() => deadlines.size === 1);
  for (const run of deadlines) run();
  equal(await verdict, true);
  const calls = tired.calls();
  equal(await signatures.verify(key, message, signature), true);
  equal(tired.calls(), calls);
});
