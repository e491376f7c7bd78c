import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evening, hostSecret, keys, must, nonce, signatures } from "../../test-support/scene.ts";
import * as limits from "../wire/limits.ts";
import { openCertificate } from "./card.ts";
import { createCertificate } from "./create-certificate.ts";
import { decodeRules, encodeRules } from "./house-rules.ts";

test("[H4] house rules come back as they were written, and other bytes are none", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: limits.slowModeSeconds }),
      fc.boolean(),
      fc.boolean(),
      (slowModeSeconds, locked, closed) => {
        const rules = { slowModeSeconds, locked, closed };
        deepEqual(decodeRules(encodeRules(rules)), rules);
      },
    ),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
      const rules = decodeRules(bytes);
      ok(rules === undefined || Buffer.compare(encodeRules(rules), bytes) === 0);
    }),
  );
});

test("[H4, K7] a card carries house rules beside name and words", async () => {
  const rules = encodeRules({ slowModeSeconds: 30, locked: true, closed: false });
  const card = { name: "Camp", words: undefined, createdAt: evening, rules };
  const made = await createCertificate(keys, hostSecret, 2, card, nonce, signatures);
  deepEqual(must(await openCertificate(keys, made, undefined, signatures)), card);
  const plain = { name: "Camp", words: undefined, createdAt: evening };
  const without = await createCertificate(keys, hostSecret, 2, plain, nonce, signatures);
  equal("rules" in must(await openCertificate(keys, without, undefined, signatures)), false);
});
