/**
 * Mutants: deliberate bugs, each one small and each one plausible. A simulation that lets one of them
 * live is blind to the real bug it stands for.
 */
import type { LoadFnOutput } from "node:module";
import type { Fault } from "../plan.ts";

export interface Mutant {
  readonly name: string;
  /** Path in the repository. */
  readonly file: string;
  /** Text that stands in the file exactly once, and what takes its place. */
  readonly find: string;
  readonly replace: string;
  /** What a festival must meet for the bug to matter. */
  readonly faults: readonly Fault[];
  /** Seeds tried before it counts as survived. */
  readonly seeds: number;
}

const relay = "apps/relay/src/";
const client = "packages/client/src/";
const append = "const appended = await relay.backend.log.append(seat.room.id, id, envelope);";

export const mutants: readonly Mutant[] = [
  {
    name: "ack before commit",
    file: `${relay}carry-out.ts`,
    find: append,
    replace: `seat.acks.push({ ref, seq: toSeq(seat.room.head + 1) });
      relay.owedAcks.add(seat);
      relay.wakeSoon();
      ${append}`,
    faults: ["relay-kill"],
    seeds: 10,
  },
  {
    name: "deliver before commit",
    file: `${relay}carry-out.ts`,
    find: append,
    replace: `relay.hub.committed([{
        room: seat.room.id, id, envelope, receivedAt: relay.now(),
        seq: toSeq(seat.room.head + 1), prev: toSeq(seat.room.head),
      }]);
      ${append}`,
    faults: ["relay-kill"],
    seeds: 10,
  },
  {
    name: "relay forgets which envelopes it has",
    file: `${relay}backend/memory-rooms.ts`,
    find: "if (held !== undefined) {",
    replace: "if (held !== undefined && held.seq < 0) {",
    faults: ["relay-wipe", "partition", "cut"],
    seeds: 60,
  },
  {
    name: "cursor moves over a hole",
    file: `${client}core/log.ts`,
    find: "if (record.prev <= cursor.seq) moveTo(record.seq);",
    replace: "if (record.seq > cursor.seq) cursor = { ...cursor, seq: record.seq };",
    faults: ["history", "relay-restore"],
    seeds: 30,
  },
  {
    name: "outbox forgets at send, not at ack",
    file: `${client}core/outbox.ts`,
    find: "byRef.set(ref, item);",
    replace: "byRef.set(ref, item);\n    items.delete(item.entry.id);",
    faults: ["cut", "relay-kill", "offline"],
    seeds: 30,
  },
  {
    name: "outbox is not loaded at start",
    file: `${client}tab-sync.ts`,
    find: "if (entry.waiting && entry.mine)",
    replace: "if (entry.waiting && !entry.mine)",
    faults: ["crash", "battery", "offline"],
    seeds: 30,
  },
  {
    name: "half-open links are never given up",
    file: `${client}core/link-state.ts`,
    find: "let due = ready.probe?.due;",
    replace: "let due = ready.probe?.due;\n    if (ready.since > 0) return undefined;",
    faults: ["half-open"],
    seeds: 20,
  },
  {
    name: "counter does not rise",
    file: `${client}writer.ts`,
    find: "ctr: ctr + 1,",
    replace: "ctr: Math.max(ctr, 1),",
    faults: [],
    seeds: 5,
  },
  {
    name: "a reset is ignored",
    file: `${client}core/log.ts`,
    find: "if (cursor.logEpoch !== logEpoch || from < cursor.seq) {",
    replace: "if (Number.isNaN(from)) {",
    faults: ["relay-restore", "offline"],
    seeds: 40,
  },
  {
    name: "nobody heals the relay",
    file: `${client}core/sync.ts`,
    find: "return [position(), ...heal.begin(held)];",
    replace: "return [position()];",
    faults: ["relay-wipe"],
    seeds: 10,
  },
  {
    name: "dialling stops after a few tries",
    file: `${client}core/link.ts`,
    find: "retryAt: slot > now ? slot : now + pause",
    replace: "retryAt: attempt > 3 ? Infinity : slot > now ? slot : now + pause",
    faults: ["relay-kill", "offline", "partition"],
    seeds: 20,
  },
  {
    name: "what a full disk did not take is forgotten",
    file: `${client}commits.ts`,
    find: 'tell("storage-full");',
    replace: 'unsaved = new Map();\n        tell("storage-full");',
    faults: ["phone-disk", "crash", "battery"],
    seeds: 60,
  },
  {
    name: "shown where it arrived, not where it was written",
    file: `${client}timeline.ts`,
    find: "receivedAt === undefined ? hlc.ms : shownMillis(hlc.ms, receivedAt)",
    replace: "receivedAt ?? hlc.ms",
    faults: ["relay-wipe", "burst"],
    seeds: 30,
  },
  {
    name: "a gap is not told",
    file: `${client}core/log.ts`,
    find: 'return { kind: "trimmed", range: { after: before, before: first } };',
    replace: 'return { kind: "kept" };',
    faults: ["trim", "offline", "partition"],
    seeds: 60,
  },
  {
    name: "a clock set back stops every timer",
    file: `${client}steady-clock.ts`,
    find: "if (wall + ahead < latest) ahead = latest - wall;",
    replace: "",
    faults: ["clock", "relay-kill"],
    seeds: 40,
  },
  {
    name: "pings put off the end of a dead link",
    file: `${client}core/link.ts`,
    find: "Math.min(state.probe?.due ?? Infinity, silentUntil)",
    replace: "Math.max(silentUntil, now + 30_000 * patience)",
    faults: ["half-open"],
    seeds: 40,
  },
  {
    name: "a room that storage refused is forgotten",
    file: `${client}tab-sync.ts`,
    find: ".filter((id) => !driver.commits.lacks(id))",
    replace: "",
    faults: ["phone-disk"],
    seeds: 60,
  },
];

export const mutantByName = (name: string): Mutant | undefined =>
  mutants.find((mutant) => mutant.name === name);

/** The module with the bug in it. Throws when the text to replace is not there exactly once. */
export function mutate(
  mutant: Pick<Mutant, "name" | "find" | "replace">,
  loaded: LoadFnOutput,
): LoadFnOutput {
  const source = typeof loaded.source === "string" ? loaded.source : decodeSource(loaded.source);
  const parts = source.split(mutant.find);
  if (parts.length !== 2) {
    throw new Error(`mutant "${mutant.name}": its text stands ${parts.length - 1} times`);
  }
  return { ...loaded, source: parts.join(mutant.replace) };
}

const decodeSource = (source: LoadFnOutput["source"]): string =>
  source === undefined || typeof source === "string"
    ? (source ?? "")
    : new TextDecoder().decode(source);
