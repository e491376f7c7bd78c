import { equal } from "node:assert/strict";
import { test } from "node:test";
import { negotiateVersion } from "./version.ts";

test("[L3] both sides speak the highest version that both know", () => {
  equal(negotiateVersion({ min: 1, max: 1 }, { min: 1, max: 1 }), 1);
  equal(negotiateVersion({ min: 1, max: 3 }, { min: 2, max: 5 }), 3);
  equal(negotiateVersion({ min: 2, max: 5 }, { min: 1, max: 3 }), 3);
  equal(negotiateVersion({ min: 1, max: 9 }, { min: 4, max: 4 }), 4);
});

test("[L3] ranges that do not meet have no version", () => {
  equal(negotiateVersion({ min: 1, max: 1 }, { min: 2, max: 3 }), undefined);
  equal(negotiateVersion({ min: 4, max: 5 }, { min: 2, max: 3 }), undefined);
});
