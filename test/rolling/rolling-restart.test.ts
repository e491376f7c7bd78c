/** A deploy in the midst of a festival: a thousand people talk on, and none of them sees an error. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { rollingRestart } from "./rolling-restart.ts";

test("[L10] a restart under a thousand clients: no error, nothing lost, all back in their slots", async () => {
  const report = await rollingRestart({
    clients: 1_000,
    rooms: 20,
    rate: 10,
    restarts: 1,
    slots: [1, 5],
    phones: 3,
  });
  const { failedClients, lost, duplicates, unanswered, refused, complaints } = report;
  deepEqual(
    { failedClients, lost, duplicates, unanswered, refused, complaints },
    { failedClients: 0, lost: 0, duplicates: 0, unanswered: 0, refused: {}, complaints: [] },
  );
  equal(report.dismissed, 1_000, "everybody was told when to come back");
  equal(report.reconnects, 1_000, "and came back once");
  // Drawn evenly, a fifth of them is 200 of a thousand; 120 is six standard deviations away.
  for (const count of report.slotFifths) ok(count >= 120, report.slotFifths.join());
  ok(report.acknowledged > 0);
  ok(report.phoneSent > 3);
  deepEqual(
    report.phoneMessages.reduce((sum, count) => sum + count, 0),
    report.phoneSent * 2,
    "each of three phones has what the other two said",
  );
});
