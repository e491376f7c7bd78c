import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createSoftwareSignatures, type Signatures } from "@festival-chat/protocol/e2e";
import { signaturesContract } from "../signatures.contract.ts";
import { createBrowserSignatures } from "./signatures.ts";

const { subtle } = globalThis.crypto;
const software = createSoftwareSignatures();

/** WebCrypto with some methods of the test's, and how often it was asked to sign or to verify. */
function subtleWith(
  own: Partial<Pick<SubtleCrypto, "verify" | "sign" | "exportKey">>,
): SubtleCrypto & { readonly calls: () => number } {
  let calls = 0;
  const counted =
    <T extends readonly unknown[], R>(method: (...given: T) => R) =>
    (...given: T): R => {
      calls += 1;
      return method(...given);
    };
  return Object.assign(Object.create(null), {
    importKey: subtle.importKey.bind(subtle),
    exportKey: own.exportKey ?? subtle.exportKey.bind(subtle),
    sign: counted(own.sign ?? subtle.sign.bind(subtle)),
    verify: counted(own.verify ?? subtle.verify.bind(subtle)),
    calls: () => calls,
  });
}

/** What a method of WebCrypto rejects with, or settles with: nobody looks at the types there. */
const exporting = (answer: () => Promise<unknown>) => answer as SubtleCrypto["exportKey"];

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns > 100_000) throw new Error("never happened");
    await setImmediate();
  }
}

/** Signatures over `subtle`, how often their software was fetched, and the deadlines that run. */
function signaturesOver(subtle: SubtleCrypto | undefined, reach: () => boolean = () => true) {
  const deadlines = new Set<() => void>();
  let fetched = 0;
  const signatures = createBrowserSignatures({
    subtle,
    schedule: (run) => {
      deadlines.add(run);
      return () => deadlines.delete(run);
    },
    loadSoftware: () => {
      fetched += 1;
      return reach()
        ? Promise.resolve({ createSoftwareSignatures: () => software })
        : Promise.reject(new TypeError("no signal"));
    },
  });
  const passDeadlines = async (): Promise<void> => {
    await until(() => deadlines.size > 0);
    for (const run of [...deadlines]) {
      deadlines.delete(run);
      run();
    }
  };
  return { signatures, fetched: () => fetched, passDeadlines };
}

signaturesContract(
  (name, run) => test(`WebCrypto: ${name}`, run),
  () => Promise.resolve(signaturesOver(subtle).signatures),
);
signaturesContract(
  (name, run) => test(`plain http: ${name}`, run),
  () => Promise.resolve(signaturesOver(undefined).signatures),
);

const secret = new Uint8Array(32).fill(3);
const message = new Uint8Array(10);

/** An honest exchange with these, and one that was tampered with. */
async function exchange(signatures: Signatures): Promise<void> {
  const key = await signatures.publicKey(secret);
  deepEqual(key, await software.publicKey(secret));
  const signature = await signatures.sign(secret, message);
  ok(await software.verify(key, message, signature));
  equal(await signatures.verify(key, message, signature), true);
  equal(await signatures.verify(key, new Uint8Array(11), signature), false);
}

test("WebCrypto that gives the right answers does everything honest, and software is never fetched", async () => {
  const fast = subtleWith({});
  const { signatures, fetched } = signaturesOver(fast);
  await exchange(signatures);
  equal(fetched(), 0);
  // Three questions before it was trusted, then one signature and two verdicts.
  equal(fast.calls(), 6);
});

test("WebCrypto that throws, lies, multiplies by the cofactor or makes other keys is not used", async () => {
  const hostile: Parameters<typeof subtleWith>[0][] = [
    { verify: () => Promise.reject(new DOMException("", "NotSupportedError")) },
    {
      verify: () => {
        throw new TypeError("no such algorithm");
      },
    },
    { verify: () => Promise.resolve(true) },
    { verify: () => Promise.resolve(false) },
    { sign: () => Promise.resolve(new ArrayBuffer(64)) },
    { exportKey: exporting(() => Promise.reject(new DOMException("", "NotSupportedError"))) },
    { exportKey: exporting(() => Promise.resolve({ x: "A".repeat(43) })) },
  ];
  for (const own of hostile) {
    const wrong = subtleWith(own);
    const { signatures, fetched } = signaturesOver(wrong);
    await signatures.publicKey(secret);
    const asked = wrong.calls();
    await exchange(signatures);
    equal(wrong.calls(), asked);
    equal(fetched(), 1);
  }
});

test("WebCrypto that never answers costs one deadline, then software does everything", async () => {
  const silent = subtleWith({ verify: () => new Promise<boolean>(() => {}) });
  const { signatures, passDeadlines } = signaturesOver(silent);
  const done = exchange(signatures);
  await passDeadlines();
  await done;
});

test("WebCrypto that hangs later costs one deadline, then software verifies", async () => {
  let hangs = false;
  const tired = subtleWith({
    verify: (...question) => (hangs ? new Promise<boolean>(() => {}) : subtle.verify(...question)),
  });
  const { signatures, passDeadlines } = signaturesOver(tired);
  await exchange(signatures);
  const key = await signatures.publicKey(secret);
  const signature = await signatures.sign(secret, message);
  hangs = true;
  const verdict = signatures.verify(key, message, signature);
  await passDeadlines();
  equal(await verdict, true);
  const calls = tired.calls();
  equal(await signatures.verify(key, message, signature), true);
  equal(tired.calls(), calls);
});

test("without WebCrypto and without signal, questions wait until software could be fetched", async () => {
  let signal = false;
  const { signatures, fetched, passDeadlines } = signaturesOver(undefined, () => signal);
  const done = exchange(signatures);
  await passDeadlines();
  await until(() => fetched() === 2);
  signal = true;
  await passDeadlines();
  await done;
});

test("a crafted signature whose software does not come is wrong, and holds nobody up for ever", async () => {
  const { signatures, passDeadlines } = signaturesOver(subtle, () => false);
  await exchange(signatures);
  const key = await signatures.publicKey(secret);
  const crafted = new Uint8Array(64);
  const verdict = signatures.verify(key, message, crafted);
  await passDeadlines();
  equal(await verdict, false);
});
