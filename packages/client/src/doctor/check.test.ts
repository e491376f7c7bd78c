/** The doctor tells one fault once, and always ends. */
import { deepEqual, equal } from "node:assert/strict";
import { describe, test } from "node:test";
import type { Schedule } from "../link/schedule.ts";
import { type Check, failed, type Finding, passed, runChecks } from "./check.ts";

type Name = "name" | "tcp" | "health";

const check = (
  name: Name,
  run: () => Promise<Finding>,
  needs: readonly Name[] = [],
): Check<Name> => ({ name, needs, adviceWhenLate: "Wait.", run });

const fine = () => Promise.resolve(passed("fine"));

/** Deadlines that pass at once, or never. */
const never: Schedule = () => () => {};
const atOnce: Schedule = (run) => {
  const timer = setImmediate(run);
  return () => clearImmediate(timer);
};

async function run(checks: readonly Check<Name>[], schedule: Schedule = never) {
  const told: string[] = [];
  const outcomes = await runChecks(checks, {
    deadlineMillis: 10_000,
    schedule,
    onOutcome: ({ name, kind }) => told.push(`${name} ${kind}`),
  });
  return { told, outcomes };
}

describe("checks", () => {
  test("run in order and are told as soon as they are known", async () => {
    const { told } = await run([check("name", fine), check("tcp", fine)]);
    deepEqual(told, ["name passed", "tcp passed"]);
  });

  test("what needs a failed check is skipped, what does not goes on", async () => {
    const broken = () => Promise.resolve(failed("nobody there", "Start it."));
    const { outcomes } = await run([
      check("name", broken),
      check("tcp", fine, ["name"]),
      check("health", fine),
    ]);
    deepEqual(outcomes, [
      { name: "name", kind: "failed", found: "nobody there", advice: "Start it.", fault: "other" },
      { name: "tcp", kind: "skipped", because: "name" },
      { name: "health", kind: "passed", found: "fine" },
    ]);
  });

  test("what needs a skipped check is skipped too", async () => {
    const { told } = await run([
      check("name", () => Promise.resolve(failed("x", "y"))),
      check("tcp", fine, ["name"]),
      check("health", fine, ["tcp"]),
    ]);
    deepEqual(told, ["name failed", "tcp skipped", "health skipped"]);
  });

  test("one that hangs fails at its deadline with its own advice", async () => {
    const { outcomes } = await run([check("tcp", () => new Promise(() => {}))], atOnce);
    deepEqual(outcomes, [
      {
        name: "tcp",
        kind: "failed",
        found: "no answer within 10 s",
        advice: "Wait.",
        fault: "late",
      },
    ]);
  });

  test("one that throws fails and does not stop the others", async () => {
    const { told, outcomes } = await run([
      check("name", () => Promise.reject(new Error("boom"))),
      check("tcp", fine),
    ]);
    deepEqual(told, ["name failed", "tcp passed"]);
    equal(outcomes[0]?.kind === "failed" && outcomes[0].found, "boom");
  });
});
