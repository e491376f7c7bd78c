/**
 * Entry file of the writer thread: an fsync here never stalls the sockets of the main thread.
 *
 * Group commit without a timer: while one transaction syncs, requests gather in the port, and all
 * of them (at most groupEntries entries) are the next transaction. A quiet relay commits at once;
 * a busy one, or one with a slow disk, commits in larger groups.
 */
import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { blob, integer } from "./columns.ts";
import type { GroupRequest } from "./group-write.ts";
import { ownerOnly } from "./owner-only.ts";
import { applyPragmas, pragmaFault, writerPragmas } from "./pragmas.ts";
import { migrate } from "./schema.ts";
import { isPassing, storageFault } from "./storage-fault.ts";
import { fileIdentity, openWitness, rollbackReason, witnessMillis } from "./witness.ts";
import {
  groupEntries,
  type WriteAnswer,
  type WriteRequest,
  type WriterReport,
  type WriterSettings,
} from "./write-messages.ts";
import { createWriter } from "./writer.ts";

if (parentPort === null) throw new Error("writer-thread runs as a worker only");
const port = parentPort;
const settings: WriterSettings = workerData;

function report(message: WriterReport, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

const refusal = explained(start);
if (refusal !== undefined) {
  report({ kind: "refused", ...refusal });
  port.close();
}

interface Refusal {
  readonly why: string;
  /** Whether it goes by itself. */
  readonly passing: boolean;
}

/** Runs `work`; a fault of the disk or the file becomes a sentence, a bug stays an exception. */
function explained(work: () => string | undefined): Refusal | undefined {
  try {
    const why = work();
    return why === undefined ? undefined : { why, passing: false };
  } catch (thrown) {
    const { what } = storageFault(thrown);
    const passing = isPassing(thrown);
    const advice = passing
      ? "make space on the disk, or look at the disk itself"
      : "check that this user may write there, or move the file away to begin anew; members bring back what they hold";
    return { why: `The database cannot be opened (${what}): ${advice}.`, passing };
  }
}

/** @returns why the database must not be used */
function start(): string | undefined {
  const opened = openWitness(settings.path);
  if (!opened.ok) return opened.error;
  const witness = opened.value;
  const db = new DatabaseSync(settings.path);
  const refuse = (why: string): string => {
    db.close();
    witness.close();
    return why;
  };
  try {
    ownerOnly(settings.path);
    applyPragmas(db, writerPragmas);
    const fault = pragmaFault(db, writerPragmas);
    if (fault !== undefined) return refuse(fault);
    const migrated = migrate(db);
    if (!migrated.ok) return refuse(migrated.error);
    if (settings.maxFileBytes !== undefined) {
      const pageBytes = integer(db.prepare("PRAGMA page_size").get(), "page_size");
      db.exec(`PRAGMA max_page_count = ${Math.floor(settings.maxFileBytes / pageBytes)}`);
    }
    serve(db, witness, migrated.value.fresh);
    return undefined;
  } catch (thrown) {
    db.close();
    witness.close();
    throw thrown;
  }
}

function serve(
  db: DatabaseSync,
  witness: { noted: Parameters<typeof rollbackReason>[1]; note: Note; close(): void },
  fresh: boolean,
): void {
  const writer = createWriter(db);
  const file = fileIdentity(settings.path);
  const row = db.prepare("SELECT relay, log_epoch FROM meta").get();
  let logEpoch = blob(row, "log_epoch", 8);
  const found = { logEpoch, generation: writer.generation(), file };
  const reason = fresh ? emptyReason(witness.noted) : rollbackReason(found, witness.noted);
  if (reason !== undefined) {
    logEpoch = randomBytes(8);
    db.prepare("UPDATE meta SET log_epoch = ?").run(logEpoch);
  }
  const note = () => witness.note({ logEpoch, generation: writer.generation(), file });
  note();

  let noteDue: NodeJS.Timeout | undefined;
  function noteSoon(): void {
    noteDue ??= setTimeout(() => {
      noteDue = undefined;
      try {
        note();
      } catch (thrown) {
        // A full disk: the witness lags a little more, which is safe. Bugs are thrown again.
        storageFault(thrown);
        noteSoon();
      }
    }, witnessMillis);
  }

  function end(answers: readonly WriteAnswer[]): void {
    const transfer = answers.flatMap((answer) =>
      answer.kind === "appended" ? [answer.facts.buffer] : [],
    );
    report({ kind: "ended", answers, totals: writer.totals() }, transfer);
  }

  function next(): WriteRequest | undefined {
    const received: { message: WriteRequest } | undefined = receiveMessageOnPort(port);
    return received?.message;
  }

  /** Commits `first` with what waits behind it. @returns a request that did not fit */
  function commitGroup(first: GroupRequest): WriteRequest | undefined {
    const group: GroupRequest[] = [first];
    let entries = entriesOf(first);
    let carried = next();
    while (carried?.kind === "append" || carried?.kind === "putRoom") {
      entries += entriesOf(carried);
      if (entries > groupEntries) break;
      group.push(carried);
      carried = next();
    }
    end(writer.group(group));
    return carried;
  }

  function close(): void {
    clearTimeout(noteDue);
    try {
      writer.checkpoint();
      note();
      db.close();
      witness.close();
    } catch (thrown) {
      // What is committed is in the write-ahead log and is found at the next start.
      storageFault(thrown);
    }
    end([{ kind: "closed" }]);
    port.close();
  }

  let remains = false;
  /** Removed bytes leave the write-ahead log too, once a pass of retention is through. */
  function removed(answer: WriteAnswer, limit: number): void {
    end([answer]);
    if (answer.kind !== "removed") return;
    remains ||= answer.entries > 0;
    if (!remains || answer.entries === limit) return;
    try {
      writer.checkpoint();
      remains = false;
    } catch (thrown) {
      // The next pass tries again.
      storageFault(thrown);
    }
  }

  function run(request: WriteRequest): WriteRequest | undefined {
    switch (request.kind) {
      case "append":
      case "putRoom":
        return commitGroup(request);
      case "trim":
        return void removed(writer.trim(request.before, request.limit), request.limit);
      case "trimToSize":
        return void removed(writer.trimToSize(request.maxBytes, request.limit), request.limit);
      case "removeRoom":
        // The card of a room without entries leaves the write-ahead log as well.
        remains = true;
        return void removed(writer.removeRoom(request.room, request.limit), request.limit);
      case "quarantine":
        return void removed(writer.quarantine(request.room, request.seq), 2);
      case "close":
        return void close();
    }
  }

  port.on("message", (first: WriteRequest) => {
    let request: WriteRequest | undefined = first;
    while (request !== undefined) {
      const closing: boolean = request.kind === "close";
      request = run(request);
      if (closing) return;
      noteSoon();
    }
  });
  const totals = writer.totals();
  const relay = blob(row, "relay", 8);
  report({ kind: "ready", relay, logEpoch, totals, newEpoch: reason });
}

/** A new database where there was one before: its file was moved away, or its log was lost with it. */
function emptyReason(noted: Parameters<typeof rollbackReason>[1]): string | undefined {
  return noted === undefined ? undefined : "the database is empty and was not before";
}

type Note = (progress: { logEpoch: Uint8Array; generation: number; file: string }) => void;

const entriesOf = (request: GroupRequest): number =>
  request.kind === "append" ? request.count : 1;
