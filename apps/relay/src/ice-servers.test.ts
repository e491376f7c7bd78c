/** What phones are told about servers that help them to find each other. */
import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { parseConfig } from "./config.ts";
import { iceServersAt } from "./ice-servers.ts";

const evening = 1_783_108_800_000;
const urls = ["stun:turn.example:3478", "turn:turn.example:3478?transport=udp"];

test("without a setting no server is named", () => {
  deepEqual(iceServersAt([], undefined, evening), []);
  const config = parseConfig({});
  ok(config.ok);
  deepEqual([config.value.iceServers, config.value.turnSecret], [[], undefined]);
});

test("a password is made of the time it ends and the secret, and nothing else", () => {
  const [stun, turn] = iceServersAt(urls, "between us", evening);
  deepEqual(stun, { urls: ["stun:turn.example:3478"] });
  ok(turn?.username);
  const ends = Number(turn.username) * 1_000;
  ok(ends - evening >= 12 * 3_600_000 && ends - evening <= 13 * 3_600_000);
  // As coturn makes it: base64(HMAC-SHA1(secret, username)).
  const expected = createHmac("sha1", "between us").update(turn.username).digest("base64");
  equal(turn.credential, expected);
  notEqual(iceServersAt(urls, "between us", evening + 3_600_000)[1]?.username, turn.username);
  ok(!JSON.stringify(turn).includes("between us"));
});

test("settings that cannot work are named, with what to do", () => {
  const mistakes = (environ: Record<string, string>): readonly string[] => {
    const config = parseConfig(environ);
    return config.ok ? [] : config.error;
  };
  deepEqual(mistakes({ ICE_SERVERS: urls.join(","), TURN_SECRET: "between us" }), []);
  equal(mistakes({ ICE_SERVERS: "turn:turn.example" }).length, 1);
  equal(mistakes({ ICE_SERVERS: "https://turn.example" }).length, 1);
  equal(mistakes({ TURN_SECRET: "between us" }).length, 1);
});
