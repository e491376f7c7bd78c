/** The test of the tests: every deliberate bug is caught, by a festival that passes without it. */
import { equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { hunt } from "./hunt.ts";
import { mutants } from "./mutants.ts";

test("there are at least ten deliberate bugs", () => {
  ok(mutants.length >= 10);
});

for (const mutant of mutants) {
  test(`caught: ${mutant.name}`, async () => {
    const result = await hunt(mutant);
    equal(result.kind, "caught", JSON.stringify(result));
  });
}
