/**
 * How fast the SQLite backend takes entries durably, and how long an ack takes.
 *
 * Two loads of 256-byte envelopes over 20 rooms: `saturated` keeps 512 appends in flight, `paced`
 * offers 10,000 a second whatever the answers do (so a stall shows in the latency of all that wait).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EnvelopeId, idFromBytes, type RoomId, toSeq } from "@festival-chat/protocol/wire";
import { openSqliteBackend, type RoomLog } from "@festival-chat/relay";

export interface AppendFigures {
  readonly appendsPerSecond: number;
  readonly ackP50Millis: number;
  readonly ackP99Millis: number;
  /** CPU of the whole process, writer thread included. */
  readonly cpuMicrosPerAppend: number;
}

export interface BackendFigures {
  readonly saturated: AppendFigures;
  readonly paced: AppendFigures;
  /** One page of 200 records from the page cache, on the main thread. */
  readonly readPageMicros: number;
}

const loadMillis = 3_000;
const inFlight = 512;
const pacedPerSecond = 10_000;
const roomCount = 20;

/** Measures on a new database in the temporary folder; about seven seconds. */
export async function benchBackend(): Promise<BackendFigures> {
  const folder = mkdtempSync(join(tmpdir(), "festival-bench-"));
  const { log } = await openSqliteBackend({ path: join(folder, "relay.db") });
  try {
    const append = appender(log);
    await measured(append, closedLoop, 500);
    const saturated = await measured(append, closedLoop, loadMillis);
    const paced = await measured(append, openLoop, loadMillis);
    return { saturated, paced, readPageMicros: await readPage(log) };
  } finally {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const rooms: readonly RoomId[] = Array.from({ length: roomCount }, (_, i) =>
  idFromBytes("RoomId", new Uint8Array(16).fill(i)),
);

/** Ids as random as hashes: the index of a real log is hit all over. */
function randomId(): EnvelopeId {
  return idFromBytes("EnvelopeId", crypto.getRandomValues(new Uint8Array(16)));
}

function appender(log: RoomLog): () => Promise<void> {
  let next = 0;
  return async () => {
    const room = rooms[next++ % roomCount];
    if (room === undefined) throw new Error("no such room");
    const appended = await log.append(room, randomId(), new Uint8Array(256).fill(next));
    if (!appended.ok) throw new Error(appended.error.what);
  };
}

type Load = (append: () => Promise<void>, until: number) => Promise<void>;

const closedLoop: Load = async (append, until) => {
  const lane = async () => {
    while (performance.now() < until) await append();
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
};

const openLoop: Load = async (append, until) => {
  const begun = performance.now();
  const waiting: Promise<void>[] = [];
  for (let offered = 0; performance.now() < until;) {
    const due = ((performance.now() - begun) / 1_000) * pacedPerSecond;
    for (; offered < due; offered++) waiting.push(append());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(waiting);
};

async function measured(
  append: () => Promise<void>,
  load: Load,
  millis: number,
): Promise<AppendFigures> {
  const acks: number[] = [];
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const timed = async () => {
    const sent = performance.now();
    await append();
    acks.push(performance.now() - sent);
  };
  await load(timed, begun + millis);
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  acks.sort((a, b) => a - b);
  const quantile = (q: number) => acks[Math.floor(q * (acks.length - 1))] ?? 0;
  return {
    appendsPerSecond: acks.length / seconds,
    ackP50Millis: quantile(0.5),
    ackP99Millis: quantile(0.99),
    cpuMicrosPerAppend: (user + system) / acks.length,
  };
}

async function readPage(log: RoomLog): Promise<number> {
  const pages = 500;
  const begun = performance.now();
  for (let i = 0; i < pages; i++) {
    const room = rooms[i % roomCount];
    if (room !== undefined) await log.read(room, "after", toSeq(i), 200, 64 * 1024);
  }
  return ((performance.now() - begun) * 1_000) / pages;
}

if (import.meta.main) {
  const { saturated, paced, readPageMicros } = await benchBackend();
  for (const [name, figures] of Object.entries({ saturated, paced })) {
    console.log(
      `${name.padEnd(10)} ${Math.round(figures.appendsPerSecond)} durable appends/s, ` +
        `ack p50 ${figures.ackP50Millis.toFixed(1)} ms, p99 ${figures.ackP99Millis.toFixed(1)} ms, ` +
        `${figures.cpuMicrosPerAppend.toFixed(1)} us CPU each`,
    );
  }
  console.log(`read       ${readPageMicros.toFixed(0)} us for a page of 200 records`);
}
