import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { content } from "../../test-support/arbitrary.ts";
import { anna, draftOf, keys, must, nonce, signatures } from "../../test-support/scene.ts";
import { sampleContents } from "../../test-support/sample-contents.ts";
import { contentType, decodeContent, encodeContent } from "./content.ts";
import { createAuthorChecks } from "./identity.ts";
import { plainContents } from "./plain-contents.ts";
import { seal } from "./seal.ts";
import { createSealing } from "./sealing.ts";

const rich = new Set<string>(["pin", "poll", "vote", "blob", "control", "pinned"]);
const plain = createSealing(plainContents);

test("[E11] what every version shows has the same bytes in a page and everywhere else", () => {
  const check = fc.property(content, (said) => {
    if (rich.has(said.kind)) return equal(plainContents.encode(said), undefined);
    const body = encodeContent(said);
    deepEqual(plainContents.encode(said), body);
    deepEqual(plainContents.decode(contentType(said), body), said);
  });
  fc.assert(check, { numRuns: 1_000 });
});

test("[E11] a page keeps richer kinds by number and bytes, as it keeps those of newer versions", async () => {
  for (const said of sampleContents.filter(({ kind }) => rich.has(kind))) {
    const sealed = must(await seal(keys, 0, anna, draftOf(said), nonce, signatures));
    const opened = must(await plain.open(keys, sealed.bytes, createAuthorChecks(), signatures));
    ok(opened.content.kind === "unknown", said.kind);
    equal(opened.message, sealed.message);
    deepEqual(decodeContent(opened.content.type, opened.content.bytes), said);
  }
});

test("[E11] a page seals no kind that it cannot read back", async () => {
  const pin = { kind: "pin", label: "Oak", position: undefined, at: undefined } as const;
  const result = await plain.seal(keys, 0, anna, draftOf(pin), nonce, signatures);
  ok(!result.ok && result.error.kind === "invalid");
});
