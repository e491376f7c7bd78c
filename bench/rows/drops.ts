/** A thousand members whose links are cut again and again: does everybody get everything once? */
import { account, createMember, newLedger, settled, until } from "../crowd.ts";
import { type Figure, type Pace, type Part, quantile } from "../figure.ts";
import { prepareRooms } from "../prepare-tickets.ts";
import { startRelay } from "../server-process.ts";

const members = 1_000;
const publishers = 20;
const publishMillis = 25;
/** Each second, this share of all links is cut. */
const dropShare = 0.15;

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const relay = await startRelay();
  const [room] = await prepareRooms(relay.origin, 1, members);
  if (room === undefined) return [];
  const ledger = newLedger();
  const crowd = Array.from({ length: members }, (_, i) =>
    createMember(relay.origin, room, i, ledger),
  );
  try {
    await until(() => settled(crowd), 30_000);
    for (const { tally } of crowd) tally.catchUpMillis.length = 0;
    let cuts = 0;
    let next = 0;
    const publishing = setInterval(() => crowd[next++ % publishers]?.publish(), publishMillis);
    const dropping = setInterval(() => {
      for (const member of crowd) {
        // Ten times a second a tenth of the share.
        if (Math.random() >= dropShare / 10) continue;
        cuts++;
        member.cut();
      }
    }, 100);
    await new Promise((resolve) => setTimeout(resolve, pace.quick ? 8_000 : 20_000));
    clearInterval(publishing);
    clearInterval(dropping);
    const done = await until(() => settled(crowd), 30_000);
    const { expected, received, duplicates, faults } = account(crowd);
    const catchUps = crowd.flatMap(({ tally }) => tally.catchUpMillis);
    const remark = faults > 0 || done === undefined ? `; ${faults} FAULTS` : "";
    return [
      {
        what: "1,000 clients, 15 % of the links cut each second: delivered",
        value: (100 * received) / expected,
        unit: "%",
        better: "more",
        ship: 100,
        note: `${received.toLocaleString("en")} of ${expected.toLocaleString("en")}, ${cuts} cuts${remark}`,
      },
      { what: "the same: delivered twice", value: duplicates, unit: "", better: "less", ship: 0 },
      {
        what: "the same: catch-up after a cut, p99",
        value: quantile(catchUps, 0.99),
        unit: "ms",
        better: "less",
        stretch: 150,
        note: `p50 ${quantile(catchUps, 0.5).toFixed(1)} ms, resume to everything, ${catchUps.length} of them`,
      },
    ];
  } finally {
    for (const member of crowd) member.leave();
    await relay.stop();
  }
}

export const drops: Part = { name: "drops", run: measure };
