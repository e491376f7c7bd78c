import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readIceServers } from "./ice-servers.ts";

test("servers come as they are named, and what is none is left out", () => {
  const text = JSON.stringify({
    iceServers: [
      { urls: "stun:a.example" },
      {
        urls: ["turn:b.example?transport=udp", "https://c.example"],
        username: "1:x",
        credential: "y",
      },
      { urls: "javascript:alert(1)" },
      null,
      7,
    ],
  });
  deepEqual(readIceServers(text), [
    { urls: ["stun:a.example"] },
    { urls: ["turn:b.example?transport=udp"], username: "1:x", credential: "y" },
  ]);
});

test("any other text names none", () => {
  for (const text of [undefined, "", "<html>", "[]", "null", '{"iceServers":{}}']) {
    deepEqual(readIceServers(text), []);
  }
  fc.assert(fc.property(fc.json(), (text) => Array.isArray(readIceServers(text))));
});
