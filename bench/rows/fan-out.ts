/** Fan-out: the fastest rate a room of 1,000 keeps up with, ours and two peers', and bare writes. */
import { blastRelay } from "../blast-relay.ts";
import type { Figure, Pace, Part } from "../figure.ts";
import { type Blast, blast, type Step, stepOf } from "../generator.ts";
import { ciphertextBytes } from "../keys.ts";
import { disturbance, leastDisturbed } from "../quiet.ts";
import { startPeer, startRelay } from "../server-process.ts";

const members = 1_000;
const boundMillis = 250;

const ramp = (start: number, pace: Pace): readonly (string | number)[] => [
  ...["--ramp", "--ramp-start", start, "--ramp-prec", 1.15, "--p99", boundMillis],
  ...["--secs", 2, "--warmup", 1, "--confirm", pace.quick ? 0 : 4, "--half", 0, "--noise", 0.6],
  ...["--max-time", pace.rampSeconds],
];

interface Peer {
  readonly name: string;
  readonly file: string;
  readonly start: number;
  readonly flags: readonly string[];
}

const peers: readonly Peer[] = [
  {
    name: "Socket.IO 4.8.4",
    file: "peers/socketio-rooms.ts",
    start: 20_000,
    flags: [
      ...["--path", "/socket.io/?EIO=4&transport=websocket", "--wait", "0{", "--send", "text:40"],
      ...["--wait", "40{", "--send", 'text:42["join","room{room}"]', "--wait", '"joined"'],
      ...["--msg", 'text:42["text","room{room}","{marker}"]', "--reply", "2=>text:3"],
    ],
  },
  {
    name: "ws 8.23.0",
    file: "peers/ws-broadcast.ts",
    start: 40_000,
    flags: [
      ...["--path", "/", "--send", 'text:{"join":"room{room}"}', "--wait", "joined"],
      ...["--msg", 'text:{"text":"{marker}"}'],
    ],
  },
];

async function rampPeer(peer: Peer, pace: Pace): Promise<Blast> {
  const server = await startPeer(peer.file);
  try {
    const to = ["--port", server.port, "--pid", server.pid, "--conns", members];
    const size = ["--size", ciphertextBytes];
    return await blast([...to, ...size, ...peer.flags, ...ramp(peer.start, pace)]);
  } finally {
    await server.stop();
  }
}

async function rampRelay(pace: Pace): Promise<Blast> {
  const relay = await startRelay();
  try {
    return await blastRelay(relay, { rooms: 1, members }, ramp(400_000, pace));
  } finally {
    await relay.stop();
  }
}

/** Many rooms at once keep the core busy: a single one waits between its flushes on purpose. */
async function writes(pace: Pace): Promise<Figure> {
  const relay = await startRelay();
  try {
    const flags = ["--rate", 160, "--secs", pace.stepSeconds, "--warmup", 1, "--p99", 5_000];
    const step = await leastDisturbed(async () =>
      stepOf(await blastRelay(relay, { rooms: 10, members: 500 }, flags)),
    );
    return {
      what: "socket writes per CPU second, shared frame",
      value: step.frames_in / step.server_cpu_s,
      unit: "/s",
      better: "more",
      ship: 60_000,
      stretch: 110_000,
      note: `10 rooms of 500, 160 msg/s; CPU of the whole process${disturbance(step)}`,
    };
  } finally {
    await relay.stop();
  }
}

function perDelivery(step: Step): string {
  const { server_cpu_us_per_delivery: micros, latency_ms: latency } = step;
  return `${micros.toFixed(2)} us CPU each, p99 ${Math.round(latency.p99)} ms${disturbance(step)}`;
}

const generatorBound = (run: Blast): string =>
  run.client_bound === true ? "; the generator was the limit of a step" : "";

/** How the relay compares to a peer in the same run; "" when one of them held no rate at all. */
function comparison(ours: Step | undefined, theirs: Step | undefined): string {
  if (ours === undefined || theirs === undefined) return "";
  const times = (ours.deliveries_per_s / theirs.deliveries_per_s).toFixed(1);
  const cpu = theirs.server_cpu_us_per_delivery / ours.server_cpu_us_per_delivery;
  return `; this relay: ${times} times as many, each for 1/${Math.round(cpu)} of the CPU`;
}

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const unit = "deliveries/s";
  const what = `room of 1,000, p99 < ${boundMillis} ms`;
  const none = "no rate held";
  const figures: Figure[] = [await writes(pace)];
  const run = await rampRelay(pace);
  const ours = run.max ?? undefined;
  figures.push({
    what: `${what}: this relay, committed before delivery`,
    value: ours?.deliveries_per_s ?? 0,
    unit,
    better: "more",
    ship: 1_000_000,
    stretch: 2_000_000,
    note: (ours === undefined ? none : perDelivery(ours)) + generatorBound(run),
  });
  figures.push({
    what: "CPU of one such delivery",
    value: ours?.server_cpu_us_per_delivery ?? Infinity,
    unit: "us",
    better: "less",
    ship: 0.5,
    stretch: 0.2,
  });
  for (const peer of peers) {
    const theirRun = await rampPeer(peer, pace);
    const theirs = theirRun.max ?? undefined;
    const held = theirs === undefined ? none : perDelivery(theirs);
    figures.push({
      what: `${what}: minimal ${peer.name}, nothing kept`,
      value: theirs?.deliveries_per_s ?? 0,
      unit,
      better: "more",
      note: held + generatorBound(theirRun) + comparison(ours, theirs),
    });
  }
  return figures;
}

export const fanOut: Part = { name: "fan-out", run: measure };
