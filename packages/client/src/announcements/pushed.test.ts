/** What a push announces on a phone whose app is closed. */
import { equal } from "node:assert/strict";
import { test } from "node:test";
import { believed, evening, signatures, signed } from "./announcement.fixture.ts";
import { openPushed } from "./pushed.ts";

const open = async (bytes: Uint8Array, whom = believed, now = evening + 1) =>
  (await openPushed(bytes, whom, now, signatures.verify))?.texts[0]?.action;

test("[N8, N5] a push tells what the organiser signed", async () => {
  equal(await open(await signed()), "Go to car park B");
  equal(await open(await signed({ whole: false })), "Go to car park B");
});

test("[N5] nothing forged, expired, withdrawn or of another festival is told by a push", async () => {
  equal(await open(await signed({}, new Uint8Array(32).fill(9))), undefined);
  equal(await open(await signed(), { ...believed, key: undefined }), undefined);
  equal(await open(await signed(), believed, evening + 3_600_000), undefined);
  equal(await open(await signed({ withdrawn: true })), undefined);
  equal(await open(await signed({ eventTag: "fox-2026" })), undefined);
  equal(await open(new Uint8Array([56, 1, 2])), undefined);
  equal(await open(new Uint8Array([1])), undefined);
});
