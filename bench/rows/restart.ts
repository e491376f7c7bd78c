/** kill -9 under five thousand members: how long until all are back, and is every ack kept? */
import { account, createMember, newLedger, settled, until } from "../crowd.ts";
import { type Figure, type Pace, type Part, quantile } from "../figure.ts";
import { prepareRooms } from "../prepare-tickets.ts";
import { type RelayProcess, startRelay } from "../server-process.ts";

const roomCount = 50;
const membersPerRoom = 100;
const publishers = 250;
const publishMillis = 4;

async function measure(pace: Pace): Promise<readonly Figure[]> {
  let relay: RelayProcess = await startRelay({ handshakes: true });
  const rooms = await prepareRooms(relay.origin, roomCount, membersPerRoom);
  const ledgers = rooms.map(newLedger);
  const crowd = Array.from({ length: roomCount * membersPerRoom }, (_, i) => {
    const [room, ledger] = [rooms[i % roomCount], ledgers[i % roomCount]];
    if (room === undefined || ledger === undefined) throw new Error("there is no room");
    return createMember(relay.origin, room, Math.floor(i / roomCount), ledger);
  });
  try {
    if ((await until(() => settled(crowd), 60_000)) === undefined) throw new Error("not all came");
    let next = 0;
    const publishing = setInterval(() => crowd[next++ % publishers]?.publish(), publishMillis);
    await new Promise((resolve) => setTimeout(resolve, pace.quick ? 3_000 : 6_000));
    const killedAt = performance.now();
    const back = new Map<number, number>();
    relay = await relay.killAndRestart();
    const upAfter = performance.now() - killedAt;
    await until(() => {
      crowd.forEach((member, i) => {
        if (!back.has(i) && member.caughtUp()) back.set(i, performance.now() - killedAt);
      });
      return back.size === crowd.length;
    }, 60_000);
    const times = [...back.values()];
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    clearInterval(publishing);
    const done = await until(() => settled(crowd), 30_000);
    const { acked, ackedLost, duplicates, faults } = account(crowd);
    const wrong = faults + duplicates > 0 ? `; ${faults} faults, ${duplicates} duplicates` : "";
    return [
      {
        what: "kill -9 under 5,000 clients: all back after",
        value: back.size === crowd.length ? Math.max(...times) / 1_000 : Infinity,
        unit: "s",
        better: "less",
        ship: 10,
        stretch: 5,
        note: `relay up after ${(upAfter / 1_000).toFixed(1)} s, half of them back after ${(quantile(times, 0.5) / 1_000).toFixed(1)} s`,
      },
      {
        what: "the same: acknowledged and lost",
        value: done === undefined ? Infinity : ackedLost,
        unit: "",
        better: "less",
        ship: 0,
        note: `${acked.toLocaleString("en")} acknowledged${wrong}`,
      },
    ];
  } finally {
    for (const member of crowd) member.leave();
    await relay.stop();
  }
}

export const restart: Part = { name: "restart", run: measure };
