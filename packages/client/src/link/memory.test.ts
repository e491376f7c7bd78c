import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import type { LinkEvents } from "../ports.ts";
import { linkContract } from "./link.contract.ts";
import { createMemoryLinkPair } from "./memory.ts";

const silent: LinkEvents = { opened() {}, received() {}, writable() {}, closed() {} };

linkContract(test, () => {
  const received: Uint8Array[] = [];
  let pair = createMemoryLinkPair(silent, silent);
  const settle = (): Promise<void> => {
    pair.flush();
    return Promise.resolve();
  };
  return Promise.resolve({
    dial(events) {
      pair = createMemoryLinkPair(events, {
        ...silent,
        received: (frame) => received.push(frame),
      });
      return pair.left;
    },
    far: {
      received,
      send: (frame) => pair.right.send(frame),
      close: (code) => pair.right.close(code),
    },
    async until(condition) {
      await settle();
      ok(condition());
    },
    settle,
    floodBytes: 1024 * 1024,
    discard: settle,
  });
});

/** A pair and what its left end was told. */
function told(): {
  readonly lines: string[];
  readonly pair: ReturnType<typeof createMemoryLinkPair>;
} {
  const lines: string[] = [];
  const pair = createMemoryLinkPair(
    {
      ...silent,
      opened: () => lines.push("opened"),
      received: (frame) => lines.push(`received ${frame.length}`),
      closed: (code) => lines.push(`closed ${code}`),
    },
    silent,
  );
  pair.flush();
  return { lines, pair };
}

test("nothing moves until it is flushed, and then only as much as asked", () => {
  const { lines, pair } = told();
  pair.right.send(new Uint8Array(1));
  pair.right.send(new Uint8Array(2));
  equal(pair.pending, 2);
  equal(pair.flush(1), 1);
  deepEqual(lines, ["opened", "received 1"]);
});

test("a cut loses what is under way and tells both ends", () => {
  const { lines, pair } = told();
  pair.right.send(new Uint8Array(1));
  pair.cut();
  pair.flush();
  deepEqual(lines, ["opened", "closed 1006"]);
});

test("a half-open link swallows frames and even the other end's goodbye", () => {
  const { lines, pair } = told();
  pair.right.send(new Uint8Array(1));
  pair.halfOpen();
  pair.right.send(new Uint8Array(2));
  pair.right.close(1000);
  pair.flush();
  deepEqual(lines, ["opened"]);
  pair.left.close(1000);
  pair.flush();
  deepEqual(lines, ["opened", "closed 1000"]);
});
