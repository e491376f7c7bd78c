/** Optional browser APIs may be missing, throw, reject or never answer: nobody waits for ever. */
import { equal } from "node:assert/strict";
import { mock, test } from "node:test";
import { late } from "./late-answer.ts";

test("an answer in time is the answer", async () => {
  equal(await late(() => 3, 1_000), 3);
  equal(await late(async () => "yes", 1_000), "yes");
});

test("what throws or rejects is no answer", async () => {
  const refuse = (): never => {
    throw new DOMException("no", "SecurityError");
  };
  equal(await late(refuse, 1_000), undefined);
  equal(await late(() => Promise.reject(new Error("no")), 1_000), undefined);
});

test("what never answers is given up at its deadline", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const answer = late(() => new Promise<number>(() => undefined), 15_000);
    mock.timers.tick(15_000);
    equal(await answer, undefined);
  } finally {
    mock.timers.reset();
  }
});
