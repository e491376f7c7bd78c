/**
 * Writes the golden files of `vectors/`; `--check` compares instead and says what differs.
 * Deterministic: nothing random, no clock. Bytes are lower-case hex, absent values null.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { wordList } from "../src/e2e/word-list.ts";
import { announcementVectors } from "./announcement-vectors.ts";
import { envelopeVectors } from "./envelope-vectors.ts";
import { ephemeralVectors } from "./ephemeral-vectors.ts";
import { frameVectors } from "./frame-vectors.ts";
import { handoverVectors } from "./handover-vectors.ts";
import { inviteVectors } from "./invite-vectors.ts";
import { meshVectors } from "./mesh-vectors.ts";
import { nearbyVectors } from "./nearby-vectors.ts";
import { primitiveVectors } from "./primitive-vectors.ts";
import { reachVectors } from "./reach-vectors.ts";
import { transcriptVectors } from "./transcript-vectors.ts";

const folder = join(import.meta.dirname, "../vectors");

/** Text of every golden file, by name. */
export async function goldenFiles(): Promise<ReadonlyMap<string, string>> {
  const files = {
    "primitives.json": primitiveVectors,
    "frames.json": frameVectors(),
    "reach.json": reachVectors(),
    "announcements.json": await announcementVectors(),
    "envelopes.json": await envelopeVectors(),
    "ephemeral.json": ephemeralVectors(),
    "invites.json": await inviteVectors(),
    "handover.json": await handoverVectors(),
    "mesh.json": meshVectors(),
    "nearby.json": await nearbyVectors(),
    "transcripts.json": await transcriptVectors(),
  };
  const texts = new Map(
    Object.entries(files).map(([name, value]) => [name, `${JSON.stringify(value, plain, 2)}\n`]),
  );
  // As K3 hashes it: no line feed at the end.
  return texts.set("words.txt", wordList.join("\n"));
}

/** How values that JSON does not know are written. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (value instanceof Map) return [...value];
  return value === undefined ? null : value;
}

/** Names of golden files that differ from what is on disk. */
export async function staleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const [name, text] of await goldenFiles()) {
    if (readGolden(name) !== text) stale.push(name);
  }
  return stale;
}

function readGolden(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  if (process.argv.includes("--check")) {
    const stale = await staleFiles();
    for (const name of stale) process.stderr.write(`vectors/${name} differs\n`);
    return stale.length === 0 ? 0 : 1;
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await goldenFiles()) writeFileSync(join(folder, name), text);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = await main();
