import { test } from "node:test";
import { deepEqual } from "node:assert/strict";
import { aMessage } from "../../../test-support/messages.ts";
import { arrivals } from "./arrivals.ts";

const [one, two, three, four] = [1, 2, 3, 4].map((id) => aMessage(id, 1));
const mine = aMessage(9, 0);

test("what comes after everything known is new at the end", () => {
  deepEqual(arrivals([one!, two!], [one!, two!, three!]), { latest: [three], earlier: [] });
});

test("a late message that takes its true place lands above the reader", () => {
  deepEqual(arrivals([one!, four!], [one!, two!, three!, four!]), {
    latest: [],
    earlier: [two, three],
  });
});

test("a page of history is neither", () => {
  deepEqual(arrivals([three!], [one!, two!, three!]), { latest: [], earlier: [] });
});

test("own messages are no news", () => {
  deepEqual(arrivals([one!], [one!, mine]), { latest: [], earlier: [] });
});

test("the first messages of an empty room are new", () => {
  deepEqual(arrivals([], [one!]), { latest: [one], earlier: [] });
});
