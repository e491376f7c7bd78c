import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Connection } from "./api.ts";
import { formatConnection, parseConnection } from "./connection.ts";

test("a connection passes between tabs as text", () => {
  const connections: readonly Connection[] = [
    { kind: "connecting" },
    { kind: "online", slow: true },
    { kind: "catching-up", missing: 42 },
    { kind: "waiting", retryAt: 1_000 },
    { kind: "refused", error: "WrongOrigin" },
  ];
  for (const connection of connections) {
    deepEqual(parseConnection(formatConnection(connection)), connection);
  }
});

test("anything else that another tab may say is nothing", () => {
  const others = [
    "",
    "null",
    "7",
    "{}",
    '{"kind":"up"}',
    '{"kind":"waiting"}',
    '{"kind":"waiting","retryAt":"soon"}',
    '{"kind":"catching-up","missing":null}',
    '{"kind":"refused","error":"toString"}',
  ];
  for (const text of others) equal(parseConnection(text), undefined);
});
