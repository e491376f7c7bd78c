import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { type DeviceTag, idFromBytes, limits, utf8 } from "@festival-chat/protocol/wire";
import { createPresenceTable } from "./presence.ts";

function tagOf(number: number): DeviceTag {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(4, number);
  return idFromBytes("DeviceTag", bytes);
}
const present = (number: number) => ({ tag: tagOf(number), sealed: utf8(`name ${number}`) });

test("[P2] an exact list, then changes of it", () => {
  const table = createPresenceTable();
  table.update({ mode: "exact", present: [present(1), present(2)] });
  table.update({ mode: "change", arrived: [present(3)], left: [tagOf(1)] });
  equal(table.view.count, 2);
  deepEqual([...table.view.present.keys()], [tagOf(2), tagOf(3)]);
});

test("[P2] where the relay only counts there is a count and no list", () => {
  const table = createPresenceTable();
  table.update({ mode: "exact", present: [present(1)] });
  table.update({ mode: "digest", count: 400, digest: new Uint8Array(8) });
  deepEqual(table.view, { count: 400, present: new Map() });
  table.update({ mode: "count", count: 5_000 });
  equal(table.view.count, 5_000);
});

test("without a link nobody is seen", () => {
  const table = createPresenceTable();
  table.joined(7, tagOf(1));
  equal(table.me, tagOf(1));
  equal(table.view.count, 7);
  table.lost();
  equal(table.view.count, 0);
});

test("a relay that never stops listing people costs no memory", () => {
  const table = createPresenceTable();
  for (let i = 0; i < 3 * limits.presenceDigest; i++) {
    table.update({ mode: "change", arrived: [present(i)], left: [] });
  }
  equal(table.view.present.size, limits.presenceDigest);
});
