/** Rooms, ids and certificates for backend tests, numbered so that a failure names them. */
import {
  type Certificate,
  type EnvelopeId,
  idFromBytes,
  type LogRecord,
  type Result,
  type RoomId,
  type Seq,
  toSeq,
} from "@festival-chat/protocol/wire";

function numbered(length: number, n: number): Uint8Array {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(length - 4, n);
  return bytes;
}

export const roomId = (n: number): RoomId => idFromBytes("RoomId", numbered(16, n));
export const envelopeId = (n: number): EnvelopeId => idFromBytes("EnvelopeId", numbered(16, n));
/** Before the first entry. */
export const origin: Seq = toSeq(0);
/** A small envelope that differs for every n below 256. */
export const bytesOf = (n: number): Uint8Array => Uint8Array.of(n, 7, 7);
export const seqs = (records: readonly LogRecord[]): number[] => records.map(({ seq }) => seq);

export const certificateOf = (host: number, version: number): Certificate => ({
  hostKey: new Uint8Array(32).fill(host),
  version,
  card: Uint8Array.of(host, version),
  signature: new Uint8Array(64).fill(version),
});

/** The value of a success. Fails the test otherwise. */
export function must<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(`expected success: ${JSON.stringify(result.error)}`);
}

/** A value that must be there. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected a value");
  return value;
}
