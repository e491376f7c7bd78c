/**
 * Rooms and entries as flat rows, the form every durable store keeps them in.
 *
 * What comes back from a disk was written by any version of the app, so it is parsed like anything
 * from outside; a row that does not parse is an error of its store, never silently skipped.
 */
import { limits, parseId, toSeq } from "@festival-chat/protocol/wire";
import type {
  Certificate,
  Cursor,
  IdName,
  Millis,
  Result,
  Seq,
} from "@festival-chat/protocol/wire";
import type { StoredEntry, StoredRoom } from "../ports.ts";

/** One value of a row; null is "not known". */
export type Cell = string | number | Uint8Array<ArrayBuffer> | null;

export const roomColumns = [
  "room",
  "root",
  "deviceSecret",
  "hostSecret",
  "expectedHost",
  "hostKey",
  "cardVersion",
  "card",
  "cardSignature",
  "myName",
  "confirmed",
  "spoken",
  "logEpoch",
  "cursorSeq",
  "earliest",
  "addedAt",
  "openedAt",
] as const;

export const entryColumns = [
  "room",
  "id",
  "envelope",
  "seq",
  "receivedAt",
  "arrivedAt",
  "mine",
  "waiting",
  "refused",
] as const;

export type RoomRow = Readonly<Record<(typeof roomColumns)[number], Cell>>;
export type EntryRow = Readonly<Record<(typeof entryColumns)[number], Cell>>;

// Copied, because a structured clone of a view keeps the whole buffer behind it.
const own = (bytes: Uint8Array | undefined): Uint8Array<ArrayBuffer> | null =>
  bytes === undefined ? null : new Uint8Array(bytes);

export function roomToRow(room: StoredRoom): RoomRow {
  const { certificate, cursor } = room;
  return {
    room: room.room,
    root: own(room.root),
    deviceSecret: own(room.deviceSecret),
    hostSecret: own(room.hostSecret),
    expectedHost: own(room.expectedHost),
    hostKey: own(certificate?.hostKey),
    cardVersion: certificate?.version ?? null,
    card: own(certificate?.card),
    cardSignature: own(certificate?.signature),
    myName: room.myName ?? null,
    confirmed: Number(room.confirmed),
    spoken: Number(room.spoken),
    logEpoch: cursor?.logEpoch ?? null,
    cursorSeq: cursor?.seq ?? null,
    earliest: room.earliest ?? null,
    addedAt: room.addedAt,
    openedAt: room.openedAt,
  };
}

export function entryToRow(entry: StoredEntry): EntryRow {
  return {
    room: entry.room,
    id: entry.id,
    envelope: own(entry.envelope),
    seq: entry.stamp?.seq ?? null,
    receivedAt: entry.stamp?.receivedAt ?? null,
    arrivedAt: entry.arrivedAt,
    mine: Number(entry.mine),
    waiting: Number(entry.waiting),
    refused: entry.refused ?? null,
  };
}

/** Reads the cells of one row; after a cell that is not what it should be, `fault` stays true. */
function createCells(row: unknown) {
  const cell = (name: string): unknown =>
    typeof row === "object" && row !== null ? Reflect.get(row, name) : undefined;
  let fault = false;
  const failed = <T>(stand: T): T => {
    fault = true;
    return stand;
  };
  const isNull = (name: string): boolean => (cell(name) ?? null) === null;

  const bytes = (name: string, max: number, min = max): Uint8Array => {
    const value = cell(name);
    const fits = value instanceof Uint8Array && value.length >= min && value.length <= max;
    return fits ? value : failed(new Uint8Array(0));
  };
  const count = (name: string): number => {
    const value = cell(name);
    const fits = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    return fits ? value : failed(0);
  };
  const millis = (name: string): Millis => {
    const value = cell(name);
    return typeof value === "number" && Number.isFinite(value) ? value : failed(0);
  };
  const flag = (name: string): boolean => {
    const value = cell(name);
    return value === 1 || (value === 0 ? false : failed(false));
  };
  const text = (name: string): string => {
    const value = cell(name);
    return typeof value === "string" ? value : failed("");
  };
  const seq = (name: string): Seq => toSeq(count(name));
  const id = <N extends IdName>(kind: N, name: string) => {
    const parsed = parseId(kind, text(name));
    if (!parsed.ok) fault = true;
    return parsed;
  };
  const unless = <T>(name: string, read: () => T): T | undefined =>
    isNull(name) ? undefined : read();

  return {
    bytes,
    count,
    millis,
    flag,
    text,
    seq,
    id,
    unless,
    get fault() {
      return fault;
    },
  };
}

/** Reads a room's row. Total. */
export function rowToRoom(row: unknown): Result<StoredRoom, "bad-row"> {
  const cells = createCells(row);
  const room = cells.id("RoomId", "room");
  const epoch = cells.unless("logEpoch", () => cells.id("LogEpoch", "logEpoch"));
  const certificate = cells.unless("hostKey", (): Certificate => ({
    hostKey: cells.bytes("hostKey", 32),
    version: cells.count("cardVersion"),
    card: cells.bytes("card", limits.cardBytes, 0),
    signature: cells.bytes("cardSignature", 64),
  }));
  const cursor: Cursor | undefined =
    epoch?.ok === true ? { logEpoch: epoch.value, seq: cells.seq("cursorSeq") } : undefined;
  const rest = {
    root: cells.bytes("root", 16),
    deviceSecret: cells.bytes("deviceSecret", 32),
    hostSecret: cells.unless("hostSecret", () => cells.bytes("hostSecret", 32)),
    expectedHost: cells.unless("expectedHost", () => cells.bytes("expectedHost", 8)),
    certificate,
    myName: cells.unless("myName", () => cells.text("myName")),
    confirmed: cells.flag("confirmed"),
    spoken: cells.flag("spoken"),
    cursor,
    earliest: cells.unless("earliest", () => cells.seq("earliest")),
    addedAt: cells.millis("addedAt"),
    openedAt: cells.millis("openedAt"),
  };
  if (cells.fault || !room.ok) return { ok: false, error: "bad-row" };
  return { ok: true, value: { room: room.value, ...rest } };
}

/** Reads an entry's row. Total. */
export function rowToEntry(row: unknown): Result<StoredEntry, "bad-row"> {
  const cells = createCells(row);
  const room = cells.id("RoomId", "room");
  const id = cells.id("EnvelopeId", "id");
  const rest = {
    envelope: cells.bytes("envelope", limits.envelopeBytes, 0),
    stamp: cells.unless("seq", () => ({
      seq: cells.seq("seq"),
      receivedAt: cells.millis("receivedAt"),
    })),
    arrivedAt: cells.millis("arrivedAt"),
    mine: cells.flag("mine"),
    waiting: cells.flag("waiting"),
    refused: cells.unless("refused", () => cells.count("refused")),
  };
  if (cells.fault || !room.ok || !id.ok) return { ok: false, error: "bad-row" };
  return { ok: true, value: { room: room.value, id: id.value, ...rest } };
}

/** Reads rows, or says that one of them is unreadable. */
export function readRows<T>(
  rows: readonly unknown[],
  read: (row: unknown) => Result<T, "bad-row">,
): Result<readonly T[], "bad-row"> {
  const values: T[] = [];
  for (const row of rows) {
    const parsed = read(row);
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  return { ok: true, value: values };
}
