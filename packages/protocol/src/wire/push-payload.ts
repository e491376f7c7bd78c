/**
 * What a push carries (SPEC R5), inside the encryption of RFC 8291: a message's own envelope, or
 * only the word that a room has something new.
 *
 *   version u8 (1) | room [16] | called u8 (0, 1) | envelope rest (at most 3,000)
 */
import { Reader, Writer } from "./bytes.ts";
import { flag, id } from "./codec.ts";
import type { RoomId } from "./ids.ts";
import * as limits from "./limits.ts";

export interface PushPayload {
  readonly room: RoomId;
  /** The message calls this device, or everybody. */
  readonly called: boolean;
  /** Empty when it does not fit, or when nothing is told but that there is something. */
  readonly envelope: Uint8Array;
}

const version = 1;
const room = id("RoomId");

/** Bytes of a payload. An envelope beyond limits.pushEnvelopeBytes is left out. */
export function encodePushPayload(payload: PushPayload): Uint8Array<ArrayBuffer> {
  const { envelope } = payload;
  const writer = new Writer(32 + envelope.length).u8(version);
  room.write(writer, payload.room);
  flag.write(writer, payload.called);
  if (envelope.length <= limits.pushEnvelopeBytes) writer.raw(envelope);
  return writer.finish();
}

/** Reads a payload; undefined for anything else. Total. The envelope is a view of the input. */
export function decodePushPayload(bytes: Uint8Array): PushPayload | undefined {
  const reader = new Reader(bytes);
  if (reader.u8() !== version) reader.fail();
  const payload = {
    room: room.read(reader),
    called: flag.read(reader),
    envelope: reader.rest(limits.pushEnvelopeBytes),
  };
  return reader.done ? payload : undefined;
}
