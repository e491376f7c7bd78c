/** What the main thread tells the writer, and what becomes of those who wait. */
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { bytesOf, envelopeId, must, roomId } from "../backend-scene.contract.ts";
import type { Entry } from "../backend.ts";
import type { WriteAnswer, WriteRequest } from "./write-messages.ts";
import { createWriteQueue } from "./write-queue.ts";

const camp = roomId(1);

function queueScene() {
  const posted: WriteRequest[] = [];
  const heard: Entry[] = [];
  const queue = createWriteQueue({
    now: () => 5,
    post: (request) => posted.push(request),
    onCommit: (entries) => heard.push(...entries),
    maxWaitingBytes: 1e6,
  });
  return { posted, heard, queue };
}

/** Facts of `count` new entries from `first`. */
function appended(first: number, count: number): WriteAnswer {
  const facts = Array.from({ length: count }, (_, i) => [first + i, first + i - 1, 5, 0]);
  return { kind: "appended", facts: Float64Array.from(facts.flat()) };
}

test("appends of one turn are one message, split at one group commit", async () => {
  const { posted, heard, queue } = queueScene();
  const waiting = Array.from({ length: 300 }, (_, i) =>
    queue.append(camp, envelopeId(i), bytesOf(i % 256)),
  );
  equal(posted.length, 0);
  await nextTurn();
  deepEqual(
    posted.map((request) => (request.kind === "append" ? request.count : 0)),
    [256, 44],
  );
  queue.ended([appended(1, 256), appended(257, 44)]);
  const outcomes = await Promise.all(waiting);
  equal(must(outcomes[299] ?? { ok: false, error: "none" }).seq, 300);
  deepEqual(
    heard.map(({ seq }) => seq),
    Array.from({ length: 300 }, (_, i) => i + 1),
  );
});

test("a request that is not an append goes behind the appends before it", async () => {
  const { posted, queue } = queueScene();
  const first = queue.append(camp, envelopeId(1), bytesOf(1));
  const removed = queue.remove({ kind: "trimToSize", maxBytes: 0, limit: 9 });
  deepEqual(
    posted.map(({ kind }) => kind),
    ["append", "trimToSize"],
  );
  queue.ended([appended(1, 1)]);
  queue.ended([{ kind: "removed", entries: 1 }]);
  equal(must(await first).seq, 1);
  equal(must(await removed), 1);
});

test("when the writer dies, all who wait and all who come later are refused", async () => {
  const { heard, queue } = queueScene();
  const posted = queue.append(camp, envelopeId(1), bytesOf(1));
  await nextTurn();
  const waiting = queue.append(camp, envelopeId(2), bytesOf(2));
  const trimming = queue.remove({ kind: "trim", before: 1, limit: 1 });
  queue.stop("out of memory");
  const late = queue.append(camp, envelopeId(3), bytesOf(3));
  for (const outcome of await Promise.all([posted, waiting, trimming, late])) {
    deepEqual(outcome, { ok: false, error: { kind: "storage", what: "out of memory" } });
  }
  deepEqual(heard, []);
  await queue.close();
});
