/** A proxy that takes a header away is told by the header's name. */
import { equal, match } from "node:assert/strict";
import { describe, test } from "node:test";
import { headersFinding, mayDial } from "./header-answers.ts";

const good = new Map([
  [
    "content-security-policy",
    "default-src 'none'; script-src 'self'; connect-src 'self' wss://chat.example; base-uri 'none'; frame-ancestors 'none'",
  ],
  ["strict-transport-security", "max-age=63072000; includeSubDomains"],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["cross-origin-embedder-policy", "require-corp"],
  ["permissions-policy", "camera=(self), microphone=()"],
  ["cache-control", "no-store"],
]);
const production = { secure: true, strict: true };

const found = (changes: Readonly<Record<string, string | undefined>>, expects = production) => {
  const fields = new Map(good);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) fields.delete(name);
    else fields.set(name, value);
  }
  const finding = headersFinding(fields, expects);
  return finding.ok ? "" : finding.found;
};

describe("security headers", () => {
  test("are all there, or each missing one is named", () => {
    equal(found({}), "");
    for (const name of good.keys()) match(found({ [name]: undefined }), new RegExp(name), name);
  });

  test("that were changed are told with what is wrong", () => {
    match(found({ "content-security-policy": "default-src *" }), /lacks default-src 'none'/);
    const policyWith = (scripts: string) => ({
      "content-security-policy": good
        .get("content-security-policy")
        ?.replace("src 'self'", scripts),
    });
    equal(found(policyWith("src 'self' 'sha256-Zm9v/+4=' 'sha256-YmFy'")), "");
    match(found(policyWith("src 'self' 'unsafe-inline'")), /lacks script-src 'self'/);
    match(found(policyWith("src 'self' https://other.example")), /lacks script-src 'self'/);
    match(found({ "strict-transport-security": "max-age=60" }), /half a year/);
    match(found({ "referrer-policy": "origin" }), /is not no-referrer/);
    match(found({ "permissions-policy": "camera=(self)" }), /microphone/);
  });

  test("about https are asked for where it is production by https only", () => {
    const none = { "strict-transport-security": undefined };
    equal(found(none, { secure: false, strict: true }), "");
    equal(found(none, { secure: true, strict: false }), "");
  });
});

test("a page may dial the relay that its policy names", () => {
  const policy = good.get("content-security-policy");
  equal(mayDial(policy, "wss://chat.example/ws", "https://app.example"), true);
  equal(mayDial(policy, "wss://other.example/ws", "https://app.example"), false);
  equal(mayDial(policy, "wss://app.example/ws", "https://app.example"), true);
  equal(mayDial("default-src 'none'", "wss://chat.example/ws", "https://chat.example"), false);
});
