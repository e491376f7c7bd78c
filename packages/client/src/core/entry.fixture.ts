/** Entries and records with made-up bytes: the core never looks inside an envelope. */
import {
  envelopeId,
  idFromBytes,
  type LogEpoch,
  type LogRecord,
  type RoomId,
  toSeq,
  utf8,
} from "@festival-chat/protocol/wire";
import type { StoredEntry } from "./stored.ts";

export const room: RoomId = idFromBytes("RoomId", new Uint8Array(16).fill(1));

export const epoch = (number: number): LogEpoch =>
  idFromBytes("LogEpoch", new Uint8Array(8).fill(number));

export function recordOf(seq: number, prev: number, text = `record ${seq}`): LogRecord {
  return { seq: toSeq(seq), prev: toSeq(prev), receivedAt: 1_000 + seq, envelope: utf8(text) };
}

/** Records from..to, each after the one before. */
export const recordsOf = (from: number, to: number): LogRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) => recordOf(from + i, from + i - 1));

export function ownEntry(text: string): StoredEntry {
  const envelope = utf8(text);
  return {
    room,
    id: envelopeId(room, envelope),
    envelope,
    stamp: undefined,
    arrivedAt: 5,
    mine: true,
    waiting: true,
    refused: undefined,
  };
}
