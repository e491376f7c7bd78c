/**
 * Signatures in a page: WebCrypto verifies where it can be trusted to, software does the rest.
 *
 * Signing stays in software: FC1 signs deterministically, and Safari's WebCrypto adds randomness.
 */
import { createSoftwareSignatures, type Signatures } from "@festival-chat/protocol/e2e";
import { toHex } from "@festival-chat/protocol/wire";
import type { Schedule } from "../link/schedule.ts";
import type { NativeVerify } from "../strict-signatures.ts";
import { pageSchedule } from "./clock.ts";
import { attempt, withDeadline } from "../deadline.ts";

export interface BrowserSignaturesOptions {
  /** Undefined on plain http, where browsers have none. */
  readonly subtle?: SubtleCrypto | undefined;
  readonly schedule?: Schedule;
  /** One verification takes less than a millisecond; one that takes this long has hung. */
  readonly deadlineMillis?: number;
  /** Settles when fetching what can wait is cheap; at once unless given. */
  readonly calm?: Promise<unknown> | undefined;
}

/** Imported keys kept: more authors than speak in one screenful of history. */
const KEYS = 256;

/**
 * Software until WebCrypto has answered two questions rightly, and again as soon as it hangs. What
 * is needed to ask is fetched behind the first load; where it cannot be, software goes on.
 */
export function createBrowserSignatures(options: BrowserSignaturesOptions = {}): Signatures {
  const subtle = "subtle" in options ? options.subtle : attempt(() => crypto.subtle);
  const { schedule = pageSchedule, deadlineMillis = 2_000 } = options;
  const software = createSoftwareSignatures();
  if (subtle === undefined) return software;

  let fast: Signatures["verify"] | undefined;
  const native = createNativeVerify(subtle);
  const guarded: NativeVerify = async (...question) => {
    const answer = await withDeadline(() => native(...question), deadlineMillis, schedule);
    if (answer.ok) return answer.value;
    if (answer.error.kind === "late") fast = undefined;
    throw new Error("no verdict");
  };
  const trustNative = async (): Promise<void> => {
    await options.calm;
    const { createStrictVerify, knowsAnswers } = await import("../strict-signatures.ts");
    const known = await withDeadline(() => knowsAnswers(native), deadlineMillis, schedule);
    if (known.ok && known.value) fast = createStrictVerify(guarded, software.verify);
  };
  trustNative().catch(() => undefined);
  return {
    ...software,
    verify: (...question) => (fast ?? software.verify)(...question),
  };
}

function createNativeVerify(subtle: SubtleCrypto): NativeVerify {
  const keys = new Map<string, CryptoKey>();
  return async (publicKey, message, signature) => {
    const name = toHex(publicKey);
    let key = keys.get(name);
    if (key === undefined) {
      key = await subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
      const oldest = keys.size >= KEYS ? keys.keys().next().value : undefined;
      if (oldest !== undefined) keys.delete(oldest);
      keys.set(name, key);
    }
    return subtle.verify("Ed25519", key, signature, message);
  };
}
