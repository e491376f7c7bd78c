/** What everybody else notices of a room of 10,000 in which much is said. */
import { blastRelay } from "../blast-relay.ts";
import type { Figure, Pace, Part } from "../figure.ts";
import { stepOf } from "../generator.ts";
import { disturbance } from "../quiet.ts";
import { startRelay } from "../server-process.ts";

const members = 10_000;
/** The rate a room has as installed. */
const perSecond = 50;

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const relay = await startRelay();
  try {
    const seconds = pace.quick ? 6 : 15;
    // Counting begins when the crowd is seated: seating ten thousand is a load of its own.
    const seated = setInterval(() => void whenSeated(), 200);
    async function whenSeated(): Promise<void> {
      // A relay that is seating thousands may be late with an answer: asked again.
      const links = await relay.metric("links").catch(() => 0);
      if (links < members) return;
      clearInterval(seated);
      setTimeout(() => relay.reset(), 1_500);
    }
    const flags = ["--rate", perSecond, "--secs", seconds, "--settle", 2, "--p99", 5_000];
    const run = await blastRelay(relay, { rooms: 1, members }, flags).finally(() =>
      clearInterval(seated),
    );
    const step = stepOf(run);
    const { loopDelayP99Millis } = await relay.figures();
    return [
      {
        what: `event-loop delay, p99, while a room of 10,000 has ${perSecond} msg/s`,
        value: loopDelayP99Millis,
        unit: "ms",
        better: "less",
        ship: 10,
        stretch: 6,
        note: `${Math.round(step.deliveries_per_s / 1_000)} k deliveries/s, p99 ${Math.round(step.latency_ms.p99)} ms${disturbance(step)}`,
      },
    ];
  } finally {
    await relay.stop();
  }
}

export const hotRoom: Part = { name: "hot-room", run: measure };
