import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createLateSettings } from "./late-settings.ts";
import type { Settings } from "./settings.ts";

/** Late settings over a loader of the test's, and what was asked of what it loaded. */
function scene(load: (loaded: Settings) => Promise<Settings>) {
  const asked: string[] = [];
  const deadlines = new Set<() => void>();
  const loaded: Settings = {
    recall: async () => void asked.push("recall"),
    known: async () => void asked.push("known"),
    refresh: () => void asked.push("refresh"),
  };
  const counts = { loads: 0, failures: 0 };
  const settings = createLateSettings({
    load() {
      counts.loads += 1;
      return load(loaded);
    },
    failed: () => (counts.failures += 1),
    schedule(run) {
      deadlines.add(run);
      return () => deadlines.delete(run);
    },
  });
  return { settings, asked, counts, deadlines };
}

test("settings that come late are fetched once and asked in order", async () => {
  const { settings, asked, counts, deadlines } = scene((loaded) => Promise.resolve(loaded));
  settings.refresh();
  await settings.recall();
  await settings.known();
  deepEqual(asked, ["refresh", "recall", "known"]);
  deepEqual(counts, { loads: 1, failures: 0 });
  equal(deadlines.size, 0);
});

test("where their code cannot be fetched nothing waits for it, and the next question fetches again", async () => {
  let reachable = false;
  const { settings, asked, counts } = scene((loaded) =>
    reachable ? Promise.resolve(loaded) : Promise.reject(new TypeError("no such file")),
  );
  await Promise.all([settings.recall(), settings.known()]);
  deepEqual(counts, { loads: 1, failures: 1 });
  reachable = true;
  settings.refresh();
  await setImmediate();
  deepEqual(asked, ["refresh"]);
  deepEqual(counts, { loads: 2, failures: 1 });
});

test("a start does not wait for a fetch that hangs", async () => {
  const { settings, counts, deadlines } = scene(() => new Promise(() => {}));
  const recalled = settings.recall();
  await setImmediate();
  equal(counts.failures, 0);
  for (const run of deadlines) run();
  await recalled;
  deepEqual(counts, { loads: 1, failures: 1 });
});
