/** Durable publishes: how many a second are acknowledged, and how long an ack takes. */
import { blastRelay } from "../blast-relay.ts";
import type { Figure, Pace, Part } from "../figure.ts";
import { type Step, stepOf } from "../generator.ts";
import { disturbance, leastDisturbed } from "../quiet.ts";
import { startRelay } from "../server-process.ts";

const rates = [3_000, 5_000, 10_000, 15_000, 20_000];

interface Target {
  readonly perSecond: number;
  readonly ackMillis: number;
}

const ship: Target = { perSecond: 3_000, ackMillis: 40 };
const stretch: Target = { perSecond: 10_000, ackMillis: 15 };

const keepsUp = ({ acks_per_s: rate, sent, acks, refused }: Step, offered: number): boolean =>
  refused === 0 && acks === sent && rate > 0.97 * offered;

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const relay = await startRelay();
  const steps: { offered: number; step: Step }[] = [];
  try {
    for (const offered of pace.quick ? [ship.perSecond, stretch.perSecond] : rates) {
      const flags = ["--rate", offered, "--secs", pace.stepSeconds, "--warmup", 1, "--p99", 1_000];
      const crowd = { rooms: 64, members: 4 };
      const step = await leastDisturbed(async () =>
        stepOf(await blastRelay(relay, crowd, [...flags, "--senders", 256])),
      );
      steps.push({ offered, step });
    }
  } finally {
    await relay.stop();
  }
  const held = steps.filter(({ offered, step }) => keepsUp(step, offered));
  const within = held.filter(({ step }) => step.ack_ms.p99 <= ship.ackMillis).at(-1);
  const figures: Figure[] = [
    {
      what: `durable acknowledged publishes, ack p99 <= ${ship.ackMillis} ms`,
      value: within?.offered ?? 0,
      unit: "/s",
      better: "more",
      ship: ship.perSecond,
      stretch: stretch.perSecond,
      note: "64 rooms of 4, all of them publish; offered rate, open loop",
    },
  ];
  for (const target of [ship, stretch]) {
    const step = steps.find(({ offered }) => offered === target.perSecond)?.step;
    if (step === undefined) continue;
    figures.push({
      what: `ack p99 at ${target.perSecond.toLocaleString("en")} publishes/s`,
      // Not answered is not fast.
      value: step.acks === step.sent && step.sent > 0 ? step.ack_ms.p99 : Infinity,
      unit: "ms",
      better: "less",
      ...(target === ship
        ? { ship: ship.ackMillis, stretch: stretch.ackMillis }
        : { stretch: stretch.ackMillis }),
      note: `p50 ${step.ack_ms.p50.toFixed(1)} ms${disturbance(step)}`,
    });
  }
  return figures;
}

export const durable: Part = { name: "durable", run: measure };
