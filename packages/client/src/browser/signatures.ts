/**
 * Signatures in a page: WebCrypto where it can be trusted to, software for the rest.
 *
 * The software is a file of its own, fetched by the first question that needs it: in browsers without
 * Ed25519 at once, in all others hardly ever. Safari adds randomness when it signs: such a signature
 * verifies like any other, and nothing in FC1 is signed twice.
 */
import type { Signatures } from "@festival-chat/protocol/e2e";
import { attempt, withDeadline } from "../deadline.ts";
import type { Schedule } from "../link/schedule.ts";
import { isOrdinary, knowsAnswers } from "../strict-signatures.ts";
import { pageSchedule } from "./clock.ts";
import { createNativeSignatures } from "./native-signatures.ts";

export interface BrowserSignaturesOptions {
  /** Undefined on plain http, where browsers have none. */
  readonly subtle?: SubtleCrypto | undefined;
  readonly schedule?: Schedule;
  /** One signature takes less than a millisecond; one that takes this long has hung. */
  readonly deadlineMillis?: number;
  /** Fetches the software. */
  readonly loadSoftware?: () => Promise<{ createSoftwareSignatures(): Signatures }>;
}

/**
 * How long a crafted signature may wait for the software: what came with it waits too. Without the
 * verdict it is as good as wrong, until the app is opened again.
 */
const ODD_MILLIS = 10_000;
/** Pause before software that could not be fetched is fetched again. */
const AGAIN_MILLIS = 3_000;

/**
 * WebCrypto once it has answered its questions rightly, and software for good as soon as it hangs.
 * Without WebCrypto every promise waits until the software could be fetched.
 */
export function createBrowserSignatures(options: BrowserSignaturesOptions = {}): Signatures {
  const subtle = "subtle" in options ? options.subtle : attempt(() => crypto.subtle);
  const { schedule = pageSchedule, deadlineMillis = 2_000 } = options;
  const load = options.loadSoftware ?? (() => import("../software-signatures.ts"));
  let native = subtle && createNativeSignatures(subtle);
  let software: Promise<Signatures> | undefined;

  async function fetchSoftware(): Promise<Signatures> {
    for (;;) {
      try {
        return (await load()).createSoftwareSignatures();
      } catch {
        await new Promise<void>((resolve) => schedule(resolve, AGAIN_MILLIS));
      }
    }
  }
  const inSoftware = (): Promise<Signatures> => (software ??= fetchSoftware());

  /** The answer of WebCrypto; software's where it throws. */
  async function ask<T>(question: (signatures: Signatures) => Promise<T>): Promise<T> {
    await trust;
    const asked = native;
    if (asked !== undefined) {
      const answer = await withDeadline(() => question(asked), deadlineMillis, schedule);
      if (answer.ok) return answer.value;
      if (answer.error.kind === "late") native = undefined;
    }
    return question(await inSoftware());
  }

  async function probe(candidate: Signatures): Promise<void> {
    const known = await withDeadline(() => knowsAnswers(candidate), deadlineMillis, schedule);
    if (!known.ok || !known.value) native = undefined;
  }
  const trust = native && probe(native);

  return {
    publicKey: (secret) => ask((signatures) => signatures.publicKey(secret)),
    sign: (secret, message) => ask((signatures) => signatures.sign(secret, message)),
    async verify(...question) {
      const [publicKey, , signature] = question;
      if (isOrdinary(publicKey, signature)) {
        return ask((signatures) => signatures.verify(...question));
      }
      const answer = await withDeadline(
        async () => (await inSoftware()).verify(...question),
        ODD_MILLIS,
        schedule,
      );
      return answer.ok && answer.value;
    },
  };
}
