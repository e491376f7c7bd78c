import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { wireErrorByCode, type WireErrorEntry, type WireErrorName, wireErrors } from "./errors.ts";

const table: [string, WireErrorEntry][] = Object.entries(wireErrors);

test("[X1] each error has a code of its own, and its code finds it", () => {
  equal(new Set(table.map(([, { code }]) => code)).size, table.length);
  for (const [name, { code }] of table) equal(wireErrorByCode(code), name);
});

test("[X1] each code is one that a WebSocket may close with", () => {
  for (const [name, { code }] of table) {
    equal(code === 1000 || code === 1012 || (code >= 4000 && code <= 4999), true, name);
  }
});

test("[X1] SPEC.md has the same table", () => {
  const spec = readFileSync(new URL("../../SPEC.md", import.meta.url), "utf8");
  const again = {
    never: "never",
    backoff: "later",
    afterUpdate: "with newer software",
    afterJoin: "after joining anew",
  };
  const section = spec.slice(spec.indexOf("### 8.1"), spec.indexOf("## 9."));
  const rows = [...section.matchAll(/^\| +(\d+) \|(.*)\|$/gm)].map(([, code, rest = ""]) =>
    [code, ...rest.split("|").slice(0, 3)].map((cell) => cell?.trim()),
  );
  deepEqual(
    rows,
    table.map(([name, { code, closes, retry }]) => {
      return [String(code), name, closes, again[retry]];
    }),
  );
});

test("[X3] a code of a newer version is not taken for a known one", () => {
  for (const code of [0, 1006, 4999, 65_535, Number.MAX_SAFE_INTEGER]) {
    equal(wireErrorByCode(code), undefined);
  }
});

test("[X1] published codes keep their meaning", () => {
  const published: Partial<Record<WireErrorName, number>> = {
    Malformed: 4000,
    TooLarge: 4001,
    TooFast: 4002,
    NotJoined: 4006,
    BadSignature: 4020,
    NoSuchRoom: 4023,
    TooSlow: 4429,
    Draining: 1012,
  };
  const codes = table.map(([name, { code }]) => [name, code] as const);
  deepEqual(
    Object.entries(published).filter(([name, code]) => new Map(codes).get(name) !== code),
    [],
  );
});
