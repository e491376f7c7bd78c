import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { formatRoute, parseRoute } from "./route.ts";

test("a room's address holds the beginning of its id and no secret", () => {
  deepEqual(parseRoute("/room/0123abcd"), { kind: "room", short: "0123abcd" });
  equal(formatRoute({ kind: "room", short: "0123abcd" }), "/room/0123abcd");
});

test("whatever is not a room is home", () => {
  for (const path of ["/", "", "/room/", "/room/xyz", "/room/0123abcd/more", "/admin"]) {
    deepEqual(parseRoute(path), { kind: "home" });
  }
});
