/** The memory backend keeps the B-rules, and crashes the way a simulation needs it to. */
import { deepEqual, equal, notEqual } from "node:assert/strict";
import { test } from "node:test";
import {
  bytesOf,
  certificateOf,
  envelopeId,
  must,
  origin,
  roomId,
  seqs,
} from "./backend-scene.contract.ts";
import { backendContract } from "./backend.contract.ts";
import { createMemoryBackend, type MemoryBackendOptions } from "./memory.ts";

function seeded(extra: Partial<MemoryBackendOptions> = {}) {
  const clock = { now: 1_000_000 };
  let drawn = 0;
  const random = (length: number) => new Uint8Array(length).fill(++drawn);
  const options: MemoryBackendOptions = { now: () => clock.now, random, ...extra };
  return { clock, options, backend: createMemoryBackend(options) };
}

backendContract(
  test,
  async () => {
    const { clock, options, backend } = seeded();
    return {
      backend,
      clock,
      breakDisk: () => backend.failNextCommits(Infinity),
      mendDisk: () => backend.failNextCommits(0),
      restart: async () => createMemoryBackend({ ...options, from: backend.kill() }),
      dispose: () => backend.log.close(),
    };
  },
  { faults: true, restarts: true },
);

const camp = roomId(1);

test("[B1] what waits for the commit is gone after a power cut, and settles nothing", async () => {
  const commits: (() => void)[] = [];
  const { backend, options } = seeded({ defer: (commit) => commits.push(commit) });
  const settled: string[] = [];
  backend.log.tail(() => settled.push("tail"));
  void backend.log.append(camp, envelopeId(1), bytesOf(1)).then(() => settled.push("ack"));
  const disk = backend.kill();
  for (const commit of commits) commit();
  await Promise.resolve();
  deepEqual(settled, []);
  const again = createMemoryBackend({ ...options, defer: queueMicrotask, from: disk });
  deepEqual(must(await again.log.extent(camp)), { first: 1, head: 0 });
});

test("[B9] an older copy that is put back has a new epoch and the old entries", async () => {
  const { backend, options } = seeded();
  await backend.log.putRoom(camp, certificateOf(1, 1));
  await backend.log.append(camp, envelopeId(1), bytesOf(1));
  const copy = backend.snapshot();
  await backend.log.append(camp, envelopeId(2), bytesOf(2));
  const restored = createMemoryBackend({ ...options, from: copy, restored: true });
  equal(restored.log.relay, backend.log.relay);
  notEqual(restored.log.logEpoch, backend.log.logEpoch);
  deepEqual(seqs(must(await restored.log.read(camp, "after", origin, 9, 1e6))), [1]);
  deepEqual(must(await restored.log.certificate(camp)), certificateOf(1, 1));
  equal(backend.log.stats().entries, 2, "the copy does not share its fate");
});

test("[B6] failures are counted in commits", async () => {
  const { backend } = seeded();
  backend.failNextCommits(1, "disk full");
  const refused = await backend.log.append(camp, envelopeId(1), bytesOf(1));
  deepEqual(refused, { ok: false, error: { kind: "storage", what: "disk full" } });
  equal(must(await backend.log.append(camp, envelopeId(1), bytesOf(1))).known, false);
});
