import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countingBytes, keys } from "../../test-support/scene.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { formatLink, normaliseWords, parseLink } from "./invite.ts";

const host = countingBytes(8, 0xf0);
const origin = "https://camp.example";
const link = formatLink(origin, keys.root, host);
const invite = { kind: "link", origin, root: keys.root, host };
const problem = (text: string): string => {
  const parsed = parseLink(text);
  return parsed.ok ? "link" : parsed.error.kind;
};

test("[K2] a link comes back as it was", () => {
  const origins = fc.constantFrom(
    "http://localhost:3000",
    "https://a.b-c.example",
    "http://[::1]:3000",
  );
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const check = fc.property(
    origins,
    bytes(16),
    fc.option(bytes(8), { nil: undefined }),
    (where, root, fingerprint) => {
      deepEqual(parseLink(formatLink(where, root, fingerprint)), {
        ok: true,
        value: { kind: "link", origin: where, root, host: fingerprint },
      });
    },
  );
  fc.assert(check);
});

test("[K2] the secret stands behind the #, where no server sees it", () => {
  const [before, after] = link.split("#");
  equal(before, `${origin}/`);
  equal(after?.length, 22 + 1 + 11);
});

test("[K2] a link is read as it is pasted: with space, a full stop, or as a fragment alone", () => {
  const fragment = link.slice(link.indexOf("#"));
  for (const text of [` ${link}\n`, `${link}.`, `${link})`, `${origin}${fragment}`]) {
    deepEqual(parseLink(text), { ok: true, value: invite });
  }
  deepEqual(parseLink("HTTPS://Camp.Example/" + fragment), { ok: true, value: invite });
  for (const text of [fragment, fragment.slice(1)]) {
    deepEqual(parseLink(text), { ok: true, value: { ...invite, origin: "" } });
  }
});

test("[K2] what is no link says so", () => {
  for (const text of [
    "",
    "hello",
    origin,
    `javascript:alert(1)#${"A".repeat(22)}`,
    "x".repeat(500),
  ]) {
    equal(problem(text), "no-link", text);
  }
  equal(problem(`https://camp.example/somewhere#${"A".repeat(22)}`), "no-link");
  equal(problem(`https://user:pass@camp.example/#${"A".repeat(22)}`), "no-link");
});

test("[K2] a link that lost a part is damaged, never another room", () => {
  const dot = link.indexOf(".", link.indexOf("#"));
  for (let length = link.indexOf("#") + 2; length < link.length; length++) {
    const whole = length === dot || length === dot + 1;
    equal(problem(link.slice(0, length)), whole ? "link" : "damaged");
  }
  equal(problem(`${link}.AAAA`), "damaged");
  equal(problem(link.replace(/#../, "#!!")), "damaged");
});

test("[K2] unused bits of the last character are zero: one secret has one link", () => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const readable = [...letters].filter((last) => problem(`#${"A".repeat(21)}${last}`) === "link");
  deepEqual(readable, ["A", "Q", "g", "w"]);
});

test("[K2] base64url has one form for all bytes", () => {
  const check = fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
    const text = toBase64url(bytes);
    equal(text, Buffer.from(bytes).toString("base64url"));
    deepEqual(fromBase64url(text), Uint8Array.from(bytes));
  });
  fc.assert(check);
  const total = fc.property(fc.string({ maxLength: 12 }), (text) => {
    const bytes = fromBase64url(text);
    if (bytes !== undefined) equal(toBase64url(bytes), text);
  });
  fc.assert(total);
});

test("[K2] no text makes the reader throw", () => {
  const near = fc.tuple(fc.nat({ max: link.length }), fc.string({ unit: "binary", maxLength: 4 }));
  const check = fc.property(fc.oneof(fc.string({ unit: "binary" }), near), (given) => {
    const text =
      typeof given === "string" ? given : link.slice(0, given[0]) + given[1] + link.slice(given[0]);
    const parsed = parseLink(text);
    if (parsed.ok) equal(parsed.value.root.length, 16);
  });
  fc.assert(check, { numRuns: 2_000 });
});

test("[K3] words are the same however they are typed", () => {
  const six = ["acid", "bamboo", "cactus", "doctor", "elbow", "yoyo"];
  for (const typed of [
    "acid bamboo cactus doctor elbow yoyo",
    "  Acid, BAMBOO; cactus/doctor\nelbow... yo-yo ",
    "acid-bamboo-cactus-doctor-elbow-yo-yo",
    "acid · bamboo · cactus · doctor · elbow · yo yo",
    "ácid bamböo cactus doctor elbow yoyo",
    "1acid 2bamboo 3cactus 4doctor 5elbow 6yo-yo7",
  ]) {
    deepEqual(normaliseWords(typed), six, typed);
  }
  deepEqual(normaliseWords(" 123 ... "), []);
});
