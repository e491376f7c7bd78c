/** The one gate between a control event and obedience (SPEC K9). */
import { equalBytes } from "../wire/bytes.ts";
import { err, ok, type Result } from "../wire/result.ts";
import { hostFingerprint } from "./card.ts";
import { type ControlAction, controlTranscript } from "./control.ts";
import { isSoundKey } from "./sound-key.ts";
import type { Opened } from "./sealing.ts";
import type { Signatures } from "./signatures.ts";

/**
 * The action, if the room's host signed it for exactly this place.
 * @param expectedHost 8-byte fingerprint of the room's host
 */
export async function verifyControl(
  opened: Opened,
  expectedHost: Uint8Array,
  signatures: Signatures,
): Promise<Result<ControlAction, "not-control" | "other-host" | "bad-signature">> {
  const { content } = opened;
  if (content.kind !== "control") return err("not-control");
  const { hostKey, action, signature } = content;
  if (!equalBytes(hostFingerprint(hostKey), expectedHost)) return err("other-host");
  const transcript = controlTranscript(opened, action);
  if (!isSoundKey(hostKey) || !(await signatures.verify(hostKey, transcript, signature))) {
    return err("bad-signature");
  }
  return ok(action);
}
