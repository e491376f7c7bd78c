/** Control events: what only a room's host may do, signed with the host key (SPEC K9). */
import { Reader, utf8, Writer } from "../wire/bytes.ts";
import {
  type AuthorKey,
  type ChainId,
  idFromBytes,
  idToBytes,
  type MessageId,
  type RoomId,
} from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { type Move, readExact, readMove, writeMove } from "./move.ts";
import type { Signatures } from "./signatures.ts";

export type ControlAction =
  /** The room card has this version: fetch it. */
  | { readonly op: "rename"; readonly version: number }
  | { readonly op: "remove-message"; readonly message: MessageId }
  | { readonly op: "remove-member"; readonly author: AuthorKey }
  /** The room goes on in another one (SPEC H5). */
  | ({ readonly op: "move" } & Move)
  /** Least pause between two messages of a member; 0 ends it. */
  | { readonly op: "slow-mode"; readonly seconds: number }
  | { readonly op: "lock"; readonly locked: boolean }
  | { readonly op: "close" }
  /** Of a newer version: kept, not obeyed. */
  | { readonly op: "unknown"; readonly type: number; readonly args: Uint8Array };

/** Numbers on the wire. */
export const controlOps = {
  rename: 1,
  "remove-message": 2,
  "remove-member": 3,
  move: 4,
  "slow-mode": 5,
  lock: 6,
  close: 7,
} as const;

type KnownOp = keyof typeof controlOps;
const opByNumber = new Map<number, KnownOp>(
  (Object.keys(controlOps) as KnownOp[]).map((op) => [controlOps[op], op]),
);

/** A control event as it stands in a message body. */
export interface ControlEvent {
  readonly hostKey: Uint8Array;
  readonly action: ControlAction;
  /** Ed25519 of the host over {@link controlTranscript} (64 bytes). */
  readonly signature: Uint8Array;
}

/** Where in its author's chain a control event stands: it cannot be moved or repeated elsewhere. */
export interface ControlPlace {
  readonly room: RoomId;
  readonly epoch: number;
  readonly author: AuthorKey;
  readonly chain: ChainId;
  readonly ctr: number;
}

const opNumber = (action: ControlAction): number =>
  action.op === "unknown" ? action.type : controlOps[action.op];

function encodeArgs(action: ControlAction): Uint8Array {
  const writer = new Writer(48);
  switch (action.op) {
    case "rename":
      return writer.varint(action.version).finish();
    case "remove-message":
      return idToBytes(action.message);
    case "remove-member":
      return idToBytes(action.author);
    case "move":
      return writeMove(action);
    case "slow-mode":
      return writer.varint(action.seconds).finish();
    case "lock":
      return writer.u8(action.locked ? 1 : 0).finish();
    case "close":
      return writer.finish();
    case "unknown":
      return action.args;
  }
}

function readAction(type: number, args: Uint8Array): ControlAction | undefined {
  const op = opByNumber.get(type);
  if (op === undefined) return { op: "unknown", type, args };
  const reader = new Reader(args);
  const action = readKnown(op, reader);
  return reader.done ? action : undefined;
}

function readKnown(op: KnownOp, reader: Reader): ControlAction {
  switch (op) {
    case "rename":
      return { op, version: reader.varint(limits.certificateVersion) };
    case "remove-message":
      return { op, message: idFromBytes("MessageId", readExact(reader, 16)) };
    case "remove-member":
      return { op, author: idFromBytes("AuthorKey", readExact(reader, 32)) };
    case "move":
      return { op, ...readMove(reader) };
    case "slow-mode":
      return { op, seconds: reader.varint(limits.slowModeSeconds) };
    case "lock": {
      const flag = reader.u8();
      if (flag > 1) reader.fail();
      return { op, locked: flag === 1 };
    }
    case "close":
      return { op };
  }
}

/** Body bytes: hostKey[32] | op u8 | args run | signature[64]. */
export function encodeControl(event: ControlEvent): Uint8Array {
  return new Writer(160)
    .raw(event.hostKey)
    .u8(opNumber(event.action))
    .run(encodeArgs(event.action))
    .raw(event.signature)
    .finish();
}

/** Reads a control body; undefined when it is malformed. The signature is not checked here. */
export function decodeControl(body: Uint8Array): ControlEvent | undefined {
  const reader = new Reader(body);
  const hostKey = reader.raw(32);
  const type = reader.u8();
  const args = reader.run(limits.controlBytes);
  const signature = reader.raw(64);
  if (!reader.done) return undefined;
  const action = readAction(type, args);
  return action === undefined ? undefined : { hostKey, action, signature };
}

/** What the host signs: the action and the one place where it stands. */
export function controlTranscript(place: ControlPlace, action: ControlAction): Uint8Array {
  return new Writer(128)
    .raw(utf8("fc1/control\0"))
    .raw(idToBytes(place.room))
    .uint(place.epoch, 4)
    .raw(idToBytes(place.author))
    .raw(idToBytes(place.chain))
    .varint(place.ctr)
    .u8(opNumber(action))
    .run(encodeArgs(action))
    .finish();
}

/** Signs an action for the place where its author's next message will stand. */
export async function createControl(
  place: ControlPlace,
  hostSecret: Uint8Array,
  action: ControlAction,
  signatures: Signatures,
): Promise<ControlEvent> {
  return {
    hostKey: await signatures.publicKey(hostSecret),
    action,
    signature: await signatures.sign(hostSecret, controlTranscript(place, action)),
  };
}
