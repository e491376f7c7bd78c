/** Frame to bytes. The inverse, and the rules of every field, are in decode-frame.ts. */
import { Writer } from "./bytes.ts";
import { writeExtensions } from "./extensions.ts";
import {
  type Certificate,
  type Cursor,
  environments,
  type Frame,
  frameTypes,
  type LogRecord,
  type PresenceBody,
  type Present,
  resetReasons,
} from "./frame.ts";
import { idToBytes } from "./ids.ts";

/** One record as it stands in deliver and page; relays keep rings of these. */
export function encodeRecord(record: LogRecord): Uint8Array<ArrayBuffer> {
  return writeRecord(new Writer(record.envelope.length + 24), record).finish();
}

function writeRecord(writer: Writer, record: LogRecord): Writer {
  return writer
    .varint(record.seq)
    .varint(record.seq - record.prev)
    .uint(record.receivedAt, 6)
    .run(record.envelope);
}

/** The bytes of a deliver frame before its records. */
export function encodeDeliverHeader(channel: number): Uint8Array<ArrayBuffer> {
  return new Writer(8).u8(frameTypes.deliver).varint(channel).finish();
}

function writeCursor(writer: Writer, cursor: Cursor | undefined): void {
  if (cursor === undefined) writer.u8(0);
  else writer.u8(1).raw(idToBytes(cursor.logEpoch)).varint(cursor.seq);
}

function writeCertificate(writer: Writer, certificate: Certificate): void {
  writer
    .raw(certificate.hostKey)
    .varint(certificate.version)
    .run(certificate.card)
    .raw(certificate.signature);
}

function writeOptionalCertificate(writer: Writer, certificate: Certificate | undefined): void {
  if (certificate === undefined) writer.u8(0);
  else writeCertificate(writer.u8(1), certificate);
}

function writePresent(writer: Writer, present: readonly Present[]): void {
  writer.varint(present.length);
  for (const one of present) writer.raw(idToBytes(one.tag)).run(one.sealed);
}

function writePresence(writer: Writer, body: PresenceBody): void {
  switch (body.mode) {
    case "exact":
      writePresent(writer.u8(0), body.present);
      return;
    case "change":
      writePresent(writer.u8(1), body.arrived);
      writer.varint(body.left.length);
      for (const tag of body.left) writer.raw(idToBytes(tag));
      return;
    case "digest":
      writer.u8(2).varint(body.count).raw(body.digest);
      return;
    case "count":
      writer.u8(3).varint(body.count);
  }
}

/** Bytes of a frame. The values must be within limits.ts: the caller made them. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const writer = new Writer(128).u8(frameTypes[frame.kind]);
  switch (frame.kind) {
    case "hello":
      writer.u8(frame.versions.min).u8(frame.versions.max).raw(frame.nonce);
      writer.uint(frame.relayTime, 6).raw(idToBytes(frame.relay));
      writer.u8(environments.indexOf(frame.environment));
      writeExtensions(writer, frame.extensions);
      break;
    case "join":
      writer.varint(frame.ref).raw(idToBytes(frame.room)).raw(frame.roomKey);
      writer.raw(frame.deviceKey).raw(frame.nonce);
      writer.raw(frame.roomSignature).raw(frame.deviceSignature);
      writeCursor(writer, frame.cursor);
      writer.varint(frame.recent);
      writeOptionalCertificate(writer, frame.certificate);
      writeExtensions(writer, frame.extensions);
      break;
    case "resume":
      writer.varint(frame.ref).raw(idToBytes(frame.room)).run(frame.ticket);
      writeCursor(writer, frame.cursor);
      writer.varint(frame.recent);
      break;
    case "joined":
      writer.varint(frame.ref).varint(frame.channel).raw(idToBytes(frame.device));
      writer.raw(idToBytes(frame.logEpoch)).varint(frame.first).varint(frame.head);
      writer.varint(frame.from).uint(frame.relayTime, 6).varint(frame.members).run(frame.ticket);
      writeOptionalCertificate(writer, frame.certificate);
      writeExtensions(writer, frame.extensions);
      break;
    case "leave":
    case "roster":
      writer.varint(frame.channel);
      break;
    case "deliver":
      writer.varint(frame.channel);
      for (const record of frame.records) writeRecord(writer, record);
      break;
    case "publish":
      writer.varint(frame.channel).varint(frame.ref).raw(frame.envelope);
      break;
    case "ack":
      writer.varint(frame.channel);
      for (const ack of frame.acks) writer.varint(ack.ref).varint(ack.seq);
      break;
    case "refuse":
      writer.u8(frame.refused).varint(frame.ref).varint(frame.code).varint(frame.retryAfter);
      break;
    case "pull":
      writer
        .varint(frame.channel)
        .varint(frame.ref)
        .u8(frame.direction === "before" ? 0 : 1);
      writer.varint(frame.seq).varint(frame.limit);
      break;
    case "page":
      writer
        .varint(frame.channel)
        .varint(frame.ref)
        .u8(frame.more ? 1 : 0);
      for (const record of frame.records) writeRecord(writer, record);
      break;
    case "reset":
      writer.varint(frame.channel).raw(idToBytes(frame.logEpoch)).varint(frame.first);
      writer.varint(frame.head).varint(frame.from).u8(resetReasons.indexOf(frame.reason));
      break;
    case "announce":
      writer
        .varint(frame.channel)
        .u8(frame.here ? 1 : 0)
        .raw(frame.sealed);
      break;
    case "presence":
      writePresence(writer.varint(frame.channel), frame.body);
      break;
    case "ephemeral":
      writer.varint(frame.channel).raw(idToBytes(frame.from)).raw(frame.sealed);
      break;
    case "signal":
      writer.varint(frame.channel).raw(idToBytes(frame.to)).raw(idToBytes(frame.from));
      writer.raw(frame.sealed);
      break;
    case "have":
    case "want":
      writer.varint(frame.channel);
      for (const id of frame.ids) writer.raw(idToBytes(id));
      break;
    case "ping":
      writer.varint(frame.token);
      break;
    case "pong":
      writer.varint(frame.token);
      for (const { channel, head } of frame.heads) writer.varint(channel).varint(head);
      break;
    case "bye":
      writer.varint(frame.code).varint(frame.reconnectAfter);
      break;
    case "card":
      writeCertificate(writer.varint(frame.channel), frame.certificate);
      break;
  }
  return writer.finish();
}
