/**
 * The main thread's side of the writer: gathers the appends of one turn of the event loop into one
 * message, keeps what waits for a commit, and settles it in order when the writer answers.
 */
import {
  type Certificate,
  type EnvelopeId,
  err,
  type Millis,
  ok,
  type Result,
  type RoomId,
  idToBytes,
  toSeq,
} from "@festival-chat/protocol/wire";
import type { Appended, Entry, StorageError } from "../backend.ts";
import {
  groupEntries,
  type PutOutcome,
  type WriteAnswer,
  type WriteRequest,
} from "./write-messages.ts";

type Outcome<T> = Result<T, StorageError>;

interface WaitingAppend {
  readonly room: RoomId;
  readonly id: EnvelopeId;
  readonly envelope: Uint8Array;
  readonly settle: (outcome: Outcome<Appended>) => void;
}

/** What one request waits for. `heard` collects entries for the tail and gives the settling step. */
type Waiting = (answer: WriteAnswer, heard: Entry[]) => () => void;

export interface WriteQueue {
  append(room: RoomId, id: EnvelopeId, envelope: Uint8Array): Promise<Outcome<Appended>>;
  putRoom(room: RoomId, certificate: Certificate): Promise<Outcome<PutOutcome>>;
  /** Sends a request that removes entries. @returns how many went */
  remove(
    request: Extract<WriteRequest, { kind: "trim" | "trimToSize" | "removeRoom" | "quarantine" }>,
  ): Promise<Outcome<number>>;
  /** Sends what waits, then the end. Later calls answer an error. */
  close(): Promise<void>;
  /** The writer's answers of one transaction. Tail listeners hear it before promises settle. */
  ended(answers: readonly WriteAnswer[]): void;
  /** The writer is gone: everything that waits, and every later call, answers this error. */
  stop(what: string): void;
}

export interface WriteQueueOptions {
  readonly now: () => Millis;
  readonly post: (request: WriteRequest, transfer: ArrayBuffer[]) => void;
  readonly onCommit: (entries: readonly Entry[]) => void;
  /** Envelope bytes that may wait for the disk; above, appends are refused at once. */
  readonly maxWaitingBytes: number;
}

/** Room, id and length of one entry of a packed request. */
const packedHeader = 36;

export function createWriteQueue(options: WriteQueueOptions): WriteQueue {
  const { now, post, onCommit, maxWaitingBytes } = options;
  let turn: WaitingAppend[] = [];
  let flushDue = false;
  let waitingBytes = 0;
  const waiting: Waiting[] = [];
  let stopped: StorageError | undefined;

  function send(request: WriteRequest, settle: Waiting, transfer: ArrayBuffer[] = []): void {
    waiting.push(settle);
    post(request, transfer);
  }

  function flush(): void {
    flushDue = false;
    const appends = turn;
    turn = [];
    for (let from = 0; from < appends.length; from += groupEntries) {
      const group = appends.slice(from, from + groupEntries);
      const packed = pack(group);
      const request = { kind: "append", at: now(), count: group.length, packed } as const;
      send(request, (answer, heard) => settleAppends(group, answer, heard), [packed.buffer]);
    }
  }

  function settleAppends(
    group: readonly WaitingAppend[],
    answer: WriteAnswer,
    heard: Entry[],
  ): () => void {
    for (const { envelope } of group) waitingBytes -= packedHeader + envelope.length;
    if (answer.kind !== "appended") {
      const failure = failureOf(answer);
      return () => {
        for (const { settle } of group) settle(failure);
      };
    }
    const { facts } = answer;
    const outcomes = group.map(({ room, id, envelope }, index): Appended => {
      const seq = toSeq(facts[4 * index] ?? -1);
      const prev = toSeq(facts[4 * index + 1] ?? -1);
      const receivedAt = facts[4 * index + 2] ?? 0;
      const known = facts[4 * index + 3] === 1;
      if (!known) heard.push({ room, id, seq, prev, receivedAt, envelope });
      return { seq, prev, receivedAt, known };
    });
    return () => {
      for (const [index, appended] of outcomes.entries()) group[index]?.settle(ok(appended));
    };
  }

  /** Sends `request` behind the appends of this turn and settles with what `pick` finds. */
  function ask<T>(
    request: WriteRequest,
    pick: (answer: WriteAnswer) => Outcome<T>,
  ): Promise<Outcome<T>> {
    if (stopped !== undefined) return Promise.resolve(err(stopped));
    flush();
    return new Promise((resolve) => {
      send(request, (answer) => () => resolve(pick(answer)));
    });
  }

  return {
    append(room, id, envelope) {
      if (stopped !== undefined) return Promise.resolve(err(stopped));
      const bytes = packedHeader + envelope.length;
      if (waitingBytes + bytes > maxWaitingBytes) {
        return Promise.resolve(err({ kind: "storage", what: "the disk is too slow" }));
      }
      waitingBytes += bytes;
      if (!flushDue) {
        flushDue = true;
        setImmediate(flush);
      }
      return new Promise((settle) => turn.push({ room, id, envelope, settle }));
    },

    putRoom(room, certificate) {
      // Cloning a view clones the whole buffer under it, so each field gets a buffer of its own.
      const own: Certificate = {
        hostKey: certificate.hostKey.slice(),
        version: certificate.version,
        card: certificate.card.slice(),
        signature: certificate.signature.slice(),
      };
      const request = {
        kind: "putRoom",
        at: now(),
        room: idToBytes(room),
        certificate: own,
      } as const;
      return ask(request, (answer) =>
        answer.kind === "put" ? ok(answer.outcome) : failureOf(answer),
      );
    },

    remove: (request) =>
      ask(request, (answer) =>
        answer.kind === "removed" ? ok(answer.entries) : failureOf(answer),
      ),

    async close() {
      const closed = ask({ kind: "close" }, () => ok(undefined));
      stopped ??= { kind: "storage", what: "the log is closed" };
      await closed;
    },

    ended(answers) {
      const heard: Entry[] = [];
      const settles = answers.map((answer) => waiting.shift()?.(answer, heard));
      if (heard.length > 0) onCommit(heard);
      for (const settle of settles) settle?.();
    },

    stop(what) {
      if (stopped === undefined) flush();
      stopped = { kind: "storage", what };
      const failed: WriteAnswer = { kind: "failed", what };
      for (const settle of waiting.splice(0)) settle(failed, [])();
    },
  };
}

const failureOf = (answer: WriteAnswer) =>
  err<StorageError>({
    kind: "storage",
    what: answer.kind === "failed" ? answer.what : `unexpected answer: ${answer.kind}`,
  });

function pack(group: readonly WaitingAppend[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const { envelope } of group) length += packedHeader + envelope.length;
  const packed = Buffer.from(new ArrayBuffer(length));
  let at = 0;
  for (const { room, id, envelope } of group) {
    packed.write(room, at, "hex");
    packed.write(id, at + 16, "hex");
    packed.writeUInt32BE(envelope.length, at + 32);
    packed.set(envelope, at + packedHeader);
    at += packedHeader + envelope.length;
  }
  return packed;
}
