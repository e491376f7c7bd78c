/**
 * Signals out and in (SPEC W4, W5): seals what we say to one phone, and opens what came, once and while
 * it is fresh.
 */
import {
  openSignal,
  type OpenedSignal,
  sealSignal,
  type SignalBody,
} from "@festival-chat/protocol/nearby";
import { type DeviceTag, limits, type Millis, toHex } from "@festival-chat/protocol/wire";
import type { Member } from "./greeting.ts";

export interface SignalDesk {
  seal(to: DeviceTag, body: Omit<SignalBody, "at">): Promise<Uint8Array>;
  /** Undefined for what is forged, not for us, too old, or was here before. */
  open(from: DeviceTag, sealed: Uint8Array): Promise<OpenedSignal | undefined>;
}

/** Signals remembered: more than eight phones send in the time that one stays fresh. */
const REMEMBERED = 1_024;
/** Signals looked at in a minute: opening costs a signature, and a flood is no signalling. */
const OPENED_IN_MINUTE = 120;

/** @param random fresh bytes of a CSPRNG */
export function createSignalDesk(
  member: Member,
  now: () => Millis,
  random: (length: number) => Uint8Array,
): SignalDesk {
  const { keys, identity, tag, signatures, authors } = member;
  const seen = new Set<string>();
  let minute = 0;
  let opened = 0;

  /** Its nonce: 24 bytes behind version and epoch, which nobody can change. */
  const nameOf = (sealed: Uint8Array): string => toHex(sealed.subarray(0, 32));

  return {
    seal: (to, body) =>
      sealSignal(keys, identity, to, { ...body, at: now() }, random(24), signatures),
    async open(from, sealed) {
      const name = nameOf(sealed);
      if (seen.has(name)) return undefined;
      const thisMinute = Math.floor(now() / 60_000);
      if (thisMinute !== minute) opened = 0;
      minute = thisMinute;
      opened += 1;
      if (opened > OPENED_IN_MINUTE) return undefined;
      const signal = await openSignal(keys, tag, sealed, authors, signatures);
      if (signal === undefined || signal.from !== from || seen.has(name)) return undefined;
      seen.add(name);
      if (seen.size > REMEMBERED) {
        for (const oldest of seen) {
          seen.delete(oldest);
          break;
        }
      }
      return Math.abs(now() - signal.body.at) > limits.clockSkewMillis ? undefined : signal;
    },
  };
}
