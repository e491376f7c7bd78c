import { equal, notDeepEqual } from "node:assert/strict";
import { test } from "node:test";
import { createBrowserRandom } from "./browser/random.ts";
import { createNodeRandom } from "./node/random.ts";

for (const [name, random] of [
  ["Node", createNodeRandom()],
  ["a browser", createBrowserRandom()],
] as const) {
  test(`randomness of ${name} has any length and never repeats`, () => {
    for (const length of [0, 1, 24, 200_000]) equal(random.bytes(length).length, length);
    notDeepEqual(random.bytes(32), random.bytes(32));
    notDeepEqual(random.bytes(200_000).subarray(-32), new Uint8Array(32));
  });
}
