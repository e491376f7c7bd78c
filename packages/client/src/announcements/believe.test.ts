/** The organiser key of a relay: pinned at first sight, changed by its own hand only. */
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { successionTranscript, toHex } from "@festival-chat/protocol/wire";
import { believed, organiserKey, organiserSecret, signatures } from "./announcement.fixture.ts";
import { believe, packBelieved, parseBelieved, parseOffered } from "./believe.ts";

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const nextKey = await signatures.publicKey(new Uint8Array(32).fill(8));
const succession = {
  key: base64url(organiserKey),
  next: base64url(nextKey),
  signature: base64url(
    await signatures.sign(organiserSecret, successionTranscript(believed, nextKey)),
  ),
};
const config = (organiserKey: unknown, organiserSuccessions: unknown = []): string =>
  JSON.stringify({
    environment: "development",
    eventTag: "owl-2026",
    organiserKey,
    organiserSuccessions,
  });

/** The key that is believed once a relay said this; in hex. */
async function after(before: typeof believed | undefined, text: string): Promise<string> {
  const offered = parseOffered(text);
  if (offered === undefined) return "none";
  const { key } = await believe(before, offered, signatures.verify);
  return key === undefined ? "nobody" : toHex(key);
}

test("[N3] the first key that /config.json names is pinned, and another one is not believed", async () => {
  const named = config(succession.key);
  equal(await after(undefined, named), toHex(organiserKey));
  equal(await after(believed, config(succession.next)), toHex(organiserKey));
  equal(await after(believed, config(null)), toHex(organiserKey));
  equal(await after(undefined, config(null)), "nobody");
});

test("[N4] a key that the pinned one signed for takes its place", async () => {
  const handedOver = config(succession.next, [succession]);
  equal(await after(believed, handedOver), toHex(nextKey));
  const signature = base64url(new Uint8Array(64));
  const forged = config(succession.next, [{ ...succession, signature }]);
  equal(await after(believed, forged), toHex(organiserKey));
});

test("whatever an answer holds, it is read without harm", async () => {
  for (const text of ["", "<html>", "[]", "null", '{"environment":"mars","eventTag":"x"}']) {
    equal(parseOffered(text), undefined);
  }
  for (const [key, steps] of [[7], ["short"], [null, [1, {}, null]], [undefined, 7]]) {
    deepEqual(parseOffered(config(key, steps))?.successions, []);
    equal(await after(undefined, config(key, steps)), "nobody");
  }
});

test("who is believed is remembered for a start without signal", () => {
  deepEqual(parseBelieved(packBelieved(believed)), believed);
  const nobody = { ...believed, key: undefined };
  deepEqual(parseBelieved(packBelieved(nobody)), nobody);
  for (const text of [undefined, "", "{", '{"environment":"development"}']) {
    equal(parseBelieved(text), undefined);
  }
});
