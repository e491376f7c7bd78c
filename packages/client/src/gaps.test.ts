import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes, toSeq } from "@festival-chat/protocol/wire";
import { gapsSetting, parseGaps } from "./gaps.ts";

const room = idFromBytes("RoomId", new Uint8Array(16));

test("gaps are kept as text and read back", () => {
  const gaps = [
    { after: toSeq(0), before: toSeq(4) },
    { after: toSeq(17), before: toSeq(9_007_199_254) },
  ];
  const change = gapsSetting(room, gaps);
  deepEqual(change.kind === "putSetting" && parseGaps(change.value), gaps);
});

test("a setting that is damaged gives the gaps that can be read", () => {
  deepEqual(parseGaps("x 1-2 -3 4- 99999999999999999999-1 5-6"), [
    { after: 1, before: 2 },
    { after: 5, before: 6 },
  ]);
  deepEqual(parseGaps(""), []);
});
