/** The fuzzer finds what is there, says the same twice, and reads its own command line. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { createChance, mutate } from "./mutate.ts";
import { parseFuzzOptions } from "./options.ts";
import { runTarget } from "./run-target.ts";
import { differs, type FuzzTarget } from "./target.ts";
import { targets } from "./targets.ts";

const options = {
  count: 2_000,
  seconds: undefined,
  target: undefined,
  seed: 7,
  part: undefined,
  bytes: undefined,
};
const silent = (): void => {};

test("a seed gives the same bytes every time, and another seed others", () => {
  const corpus = [new Uint8Array(40)];
  const some = (seed: number) => {
    const chance = createChance(seed);
    return Array.from({ length: 50 }, () => [...mutate(chance, corpus)]);
  };
  deepEqual(some(1), some(1));
  ok(JSON.stringify(some(1)) !== JSON.stringify(some(2)));
});

test("a decoder that accepts two forms of one value is found", async () => {
  const lenient: FuzzTarget = {
    name: "lenient",
    corpus: [Uint8Array.of(1, 2, 3)],
    check: (bytes) => differs(bytes, bytes.subarray(0, 3)),
  };
  const { finding } = await runTarget(lenient, options, silent);
  ok(finding !== undefined && finding.bytes.length > 3);
});

test("a decoder that throws, at once or later, is found", async () => {
  const fragile = (check: FuzzTarget["check"]): FuzzTarget => ({
    name: "fragile",
    corpus: [Uint8Array.of(1)],
    check,
  });
  const fail = (bytes: Uint8Array): undefined => {
    if (bytes.length === 0) throw new RangeError("no first byte");
  };
  for (const check of [fail, async (bytes: Uint8Array) => fail(bytes)]) {
    const { finding } = await runTarget(fragile(check), options, silent);
    ok(finding?.what.includes("no first byte"));
  }
});

test("every target starts from inputs that it accepts", async () => {
  for (const target of targets) {
    ok(target.corpus.length > 0, target.name);
    const { runs, finding } = await runTarget(target, { ...options, count: 50 }, silent);
    deepEqual([runs, finding], [50, undefined], target.name);
  }
});

test("the command line", () => {
  const parse = (...args: string[]) => parseFuzzOptions(args, 5);
  deepEqual(parse(), {
    kind: "run",
    options: { ...options, count: undefined, seconds: 10, seed: 5 },
  });
  deepEqual(parse("--count", "2000", "--seed", "7"), { kind: "run", options });
  const half = parse("--part", "2/2");
  deepEqual(half.kind === "run" && half.options.part, { first: 1, of: 2 });
  equal(parse("--help").kind, "help");
  for (const wrong of [
    ["--nonsense", "1"],
    ["--count"],
    ["--count", "many"],
    ["--bytes", "00"],
    ["--part", "3/2"],
  ]) {
    equal(parse(...wrong).kind, "wrong", wrong.join(" "));
  }
  const bytes = parse("--target", "frame", "--bytes", "00ff");
  ok(bytes.kind === "run");
  deepEqual(bytes.options.bytes, Uint8Array.of(0, 255));
});
