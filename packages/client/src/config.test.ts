import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { askConfig, type ConfigProblem, type FetchText, parseConfig } from "./config.ts";

const origin = "https://chat.example";
const good = { environment: "production", relay: null, eventTag: "meadow-26", iceServers: [] };
const never = () => () => {};

const problemOf = async (fetchText: FetchText): Promise<ConfigProblem["kind"] | "settings"> => {
  const answer = await askConfig(origin, { fetchText, schedule: never });
  return answer.ok ? "settings" : answer.error.kind;
};
const answering =
  (status: number, text: string): FetchText =>
  () =>
    Promise.resolve({ status, text });

test("the relay is beside its settings unless they name another", () => {
  deepEqual(parseConfig(JSON.stringify(good), origin), {
    ok: true,
    value: {
      relayUrl: "wss://chat.example/ws",
      origin,
      environment: "production",
      eventTag: "meadow-26",
    },
  });
  const elsewhere = parseConfig(JSON.stringify({ ...good, relay: "wss://r.example/x" }), origin);
  equal(elsewhere.ok && elsewhere.value.relayUrl, "wss://r.example/x");
  const plain = parseConfig(JSON.stringify(good), "http://192.168.1.7:3000");
  equal(plain.ok && plain.value.relayUrl, "ws://192.168.1.7:3000/ws");
});

test("the text of a good answer is handed on to be remembered", async () => {
  const text = JSON.stringify(good);
  const answer = await askConfig(origin, { fetchText: answering(200, text), schedule: never });
  ok(answer.ok);
  equal(answer.value.text, text);
  ok(parseConfig(answer.value.text, origin).ok);
});

test("a field of another type is malformed, never guessed at", () => {
  for (const wrong of [
    { relay: 7 },
    { relay: "https://chat.example" },
    { relay: "javascript:alert(1)" },
    { eventTag: "Not A Tag" },
    { eventTag: 1 },
    { environment: "holiday" },
    { environment: undefined },
  ]) {
    const parsed = parseConfig(JSON.stringify({ ...good, ...wrong }), origin);
    deepEqual(parsed, { ok: false, error: { kind: "malformed" } }, JSON.stringify(wrong));
  }
});

test("any text at all is settings or a reason", () => {
  fc.assert(fc.property(fc.string(), (text) => void parseConfig(text, origin)));
  fc.assert(fc.property(fc.json(), (text) => void parseConfig(text, origin)));
  equal(parseConfig(JSON.stringify({ ...good, pad: "x".repeat(70_000) }), origin).ok, false);
});

test("every way of not getting an answer has its own name", async () => {
  equal(await problemOf(answering(200, JSON.stringify(good))), "settings");
  equal(await problemOf(() => Promise.reject(new TypeError("fetch failed"))), "offline");
  equal(
    await problemOf(answering(200, "\n <!doctype html><title>Sign in</title>")),
    "captive-portal",
  );
  equal(await problemOf(answering(511, "{}")), "captive-portal");
  equal(await problemOf(answering(503, "busy")), "unavailable");
  equal(await problemOf(answering(200, "{")), "malformed");
  const late = await askConfig(origin, {
    fetchText: () => new Promise(() => {}),
    schedule: (run) => {
      queueMicrotask(run);
      return () => {};
    },
  });
  deepEqual(late, { ok: false, error: { kind: "late" } });
});
