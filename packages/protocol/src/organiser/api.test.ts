/** Requests and answers of the organiser's console: parsed whole, or not at all. */
import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "./api.ts";

const parsers = Object.entries(api).flatMap(([name, parse]) =>
  typeof parse === "function" && /^parse(?!Json$)/.test(name)
    ? [[name, parse as (value: unknown) => unknown] as const]
    : [],
);

const request: api.AnnounceRequest = {
  id: null,
  revision: 0,
  level: "important",
  expiresAt: 1_783_112_400_000,
  nextUpdate: 0,
  rooms: ["00112233aabb"],
  texts: [{ language: "en", title: "Weather", body: "Rain at 21:00.", action: "" }],
};

test("no JSON value makes a parser of the console throw", () => {
  ok(parsers.length > 20);
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, maxDepth: 3 }), (value) => {
      for (const [name, parse] of parsers) {
        const parsed = parse(value);
        if (parsed !== undefined) deepEqual(parse(parsed), parsed, name);
      }
    }),
    { numRuns: 300 },
  );
});

test("what a parser gave is parsed again to the same", () => {
  deepEqual(api.parseAnnounceRequest(request), request);
  deepEqual(api.parseJson(JSON.stringify(request), api.parseAnnounceRequest), request);
  equal(api.parseJson("{", api.parseAnnounceRequest), undefined);
});

test("a field that is missing, wrong or too long is a fault of the whole", () => {
  const [text] = request.texts;
  ok(text !== undefined);
  const wrong: readonly object[] = [
    { id: "00" },
    { id: undefined },
    { revision: -1 },
    { revision: 1.5 },
    { level: "panic" },
    { expiresAt: "soon" },
    { rooms: ["a room"] },
    { rooms: Array.from({ length: 33 }, () => "00112233aabb") },
    { texts: [] },
    { texts: [{ ...text, title: " " }] },
    { texts: [{ ...text, title: "é".repeat(121) }] },
    { texts: [{ ...text, body: "\ud800" }] },
    { texts: [{ ...text, language: "en us" }] },
  ];
  for (const change of wrong) {
    equal(api.parseAnnounceRequest({ ...request, ...change }), undefined, JSON.stringify(change));
  }
});

test("a __proto__ in a request changes nothing, and unknown fields are left out", () => {
  const hostile = `{"__proto__":{"stopped":true,"admin":true},"constructor":1,"stopped":false}`;
  const parsed = api.parseJson(hostile, api.parseNewRoomsRequest);
  deepEqual(parsed, { stopped: false });
  equal(api.parseJson(`{"__proto__":{"stopped":true}}`, api.parseNewRoomsRequest), undefined);
  equal(Object.hasOwn(Object.prototype, "admin"), false);
});

test("counts below 20 are told as a bucket", () => {
  deepEqual([0, 1, 19, 20, 500].map(api.toCount), [0, "<20", "<20", 20, 500]);
});

test("no two requests have the same method and path, and none that acts is a GET", () => {
  const all: readonly api.Route[] = Object.values(api.routes);
  equal(new Set(all.map(({ method, path }) => `${method} ${path}`)).size, all.length);
  for (const { method, role, stepUp, path } of all) {
    ok(path.startsWith("/organiser/api/"));
    if (stepUp !== "never") deepEqual([method, role === "anybody"], ["POST", false], path);
  }
  notEqual(api.routes.deleteRoom.stepUp, "never");
});
