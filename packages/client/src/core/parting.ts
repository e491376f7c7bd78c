/** Parting: what a relay says on its way out, and which of it a next try would only hear again. */
import {
  type Frame,
  type Millis,
  wireErrorByCode,
  type WireErrorName,
  wireErrors,
} from "@festival-chat/protocol/wire";
import { imposedMillis } from "./bounds.ts";

/** The end of the pause that the relay asks for, and its refusal of this app, if it is one. */
export interface Parting {
  readonly retryAt: Millis;
  readonly refused: WireErrorName | undefined;
}

/** Refusals of the link that a next try, moments later, would meet again. */
const hopeless: ReadonlySet<WireErrorName> = new Set([
  "Malformed",
  "VersionTooOld",
  "VersionTooNew",
  "WrongOrigin",
  "WrongEnvironment",
]);

/** The refusal that a code stands for, if trying again soon is pointless. */
export function hopelessError(code: number): WireErrorName | undefined {
  const name = wireErrorByCode(code);
  return name !== undefined && hopeless.has(name) ? name : undefined;
}

/** The parting words of a frame; undefined for any other frame. */
export function partingOf(frame: Frame, now: Millis): Parting | undefined {
  if (frame.kind === "bye") {
    const retryAt = now + Math.min(frame.reconnectAfter, imposedMillis);
    return { retryAt, refused: hopelessError(frame.code) };
  }
  if (frame.kind !== "refuse") return undefined;
  const name = wireErrorByCode(frame.code);
  if (name === undefined || wireErrors[name].closes !== "link") return undefined;
  const pause = Math.min(frame.retryAfter, imposedMillis);
  const refused = hopelessError(frame.code);
  return refused !== undefined || pause > 0 ? { retryAt: now + pause, refused } : undefined;
}
