/** Checks that wsblast counts exactly right: `make test`. Each case has a server with known faults. */
import { createServer } from "node:net";
import { blast, buildGenerator } from "../generator.ts";
import { blastRelay } from "../blast-relay.ts";
import { startRelay } from "../server-process.ts";
import { type Counts, type Knobs, startKnobServer } from "./knob-server.ts";

type Flags = readonly (string | number)[];
type Wish = number | boolean | ((value: unknown) => boolean);
type Wishes = Readonly<Record<string, Wish>>;

const patience = ["--quiet", 3, "--drain", 20, "--p99", 15_000, "--settle", 0.2];
const text = [
  ...["--send", "text:join {room}", "--wait", "welcome", "--wait", "joined "],
  ...["--msg", 'text:{"room":"{room}","n":{seq},"text":"{marker}"}', ...patience],
];
const load = (links: number): Flags => ["--conns", links, "--rate", 200, "--secs", 2];

let wrong = 0;

function compare(name: string, report: unknown, wishes: Wishes): void {
  const faults: string[] = [];
  for (const [path, wish] of Object.entries(wishes)) {
    let value: unknown = report;
    for (const key of path.split(".")) {
      const inside: object = typeof value === "object" && value !== null ? value : {};
      value = Object.entries(inside).find(([name]) => name === key)?.[1];
    }
    const right = typeof wish === "function" ? wish(value) : value === wish;
    if (!right) faults.push(`${path} is ${JSON.stringify(value)}, not ${String(wish)}`);
  }
  wrong += faults.length;
  console.log(`${faults.length === 0 ? "ok   " : "WRONG"} ${name} ${faults.join("; ")}`);
}

async function check(
  name: string,
  knobs: Knobs,
  flags: Flags,
  wishes: (counts: Counts) => Wishes,
): Promise<void> {
  const server = await startKnobServer(knobs);
  const report = await blast(["--port", server.port, "--dup", ...flags]);
  compare(name, report, wishes(server.counts));
  server.close();
}

const above =
  (least: number, most = Infinity) =>
  (value: unknown): boolean =>
    Number(value) >= least && Number(value) <= most;

async function checkCounts(): Promise<void> {
  const whole = { "result.lost": 0, "result.duplicates": 0, "result.misrouted": 0 };
  await check("own messages come back", {}, [...text, ...load(50)], () => ({
    ...whole,
    connected: 50,
    "result.sent": 400,
    "result.expected": 20_000,
    "result.unique": 20_000,
    "result.self": 400,
    "result.pass": true,
    "result.sender_out_of_order": 0,
    "result.receivers_with_other_order": 0,
  }));
  await check("own messages do not come back", { silent: true }, [...text, ...load(50)], () => ({
    ...whole,
    "result.expected": 19_600,
    "result.unique": 19_600,
    "result.self": 0,
    "result.echo": false,
  }));
  const uneven = ["--conns", 10, "--rooms", 3, "--senders", 3, "--rate", 300, "--secs", 2];
  await check("rooms of unequal size", {}, [...text, ...uneven], () => ({
    ...whole,
    "result.sent": 600,
    "result.unique": 2_000,
  }));
  const threads = ["--threads", 2, "--rooms", 3, "--conns", 60, "--senders", 30];
  await check("two threads", {}, [...text, ...threads, "--rate", 500, "--secs", 2], () => ({
    ...whole,
    "result.sent": 1_000,
    "result.unique": 20_000,
  }));
  await check("drops", { drop: 97 }, [...text, ...load(50)], ({ dropped }) => ({
    "result.lost": dropped,
    "result.unique": 20_000 - dropped,
    "result.pass": false,
  }));
  await check("duplicates", { dup: 89 }, [...text, ...load(50)], ({ dupped }) => ({
    "result.lost": 0,
    "result.unique": 20_000,
    "result.duplicates": dupped,
  }));
  const all = { drop: 31, dup: 37, batch: true };
  await check("both, in batches", all, [...text, ...load(50)], ({ dropped, dupped }) => ({
    "result.lost": dropped,
    "result.duplicates": dupped,
    "result.frames_in": above(1, 14_000),
  }));
  const two = ["--conns", 20, "--rooms", 2, "--rate", 100, "--secs", 2];
  await check("messages in the wrong room", { misroute: 4 }, [...text, ...two], () => ({
    "result.misrouted": 500,
    "result.lost": 500,
    "result.unique": 1_500,
  }));
}

async function checkFrames(): Promise<void> {
  await check("fragments, pings between", { frag: true }, [...text, ...load(20)], () => ({
    "result.unique": 8_000,
    "result.lost": 0,
    "result.pings": 8_000,
  }));
  for (const at of [1, 2, 3, 17, 18, 26, 27]) {
    await check(`marker split at ${at}`, { split: at }, [...text, ...load(10)], () => ({
      "result.unique": 4_000,
      "result.lost": 0,
    }));
  }
  await check("partial reads", { bytewise: true }, [...text, ...load(10)], () => ({
    "result.unique": 4_000,
    "result.lost": 0,
  }));
  const large = ["--size", 70_000, "--conns", 5, "--rate", 20, "--secs", 1];
  await check("payloads above 64 KiB", {}, [...text, ...large], () => ({
    "result.unique": 100,
    "result.lost": 0,
  }));
  const template = "bin:\\x02{lenv}{room:u32le}{len16}{marker}{/}{/}\\x00";
  const binary = ["--send", "bin:\\x01{room:u16}", "--wait", "joined", "--msg", template];
  await check(
    "binary frames",
    { binary: true },
    [...binary, "--size", 300, ...patience, ...load(20)],
    () => ({ "result.unique": 8_000, "result.lost": 0 }),
  );
  const alive = ["--reply", "2=>text:3", "--keepalive", "text:ka", "--keepalive-every", 1];
  const named = ["--header", "X-Test: yes", "--subprotocol", "abc"];
  await check(
    "heartbeats, pings, headers",
    { heartbeat: true, ping: true },
    [...text, ...alive, ...named, ...load(10)],
    (counts) => ({
      connected: () =>
        counts.heartbeats === 10 &&
        counts.pongs === 10 &&
        counts.keepalives > 0 &&
        counts.headers["x-test"] === "yes" &&
        counts.protocol === "abc",
    }),
  );
  const closing = { closeAfterMillis: 1_500 };
  await check("the server closes", closing, [...text, ...load(10)], () => ({
    "result.disconnects": 10,
    "result.pass": false,
    first_error: (value) => String(value).includes("4001"),
  }));
}

/** Servers that do not speak WebSocket, or speak it wrong. */
async function checkRefusals(): Promise<void> {
  const answers = [
    ["no upgrade", "HTTP/1.1 404 Not Found\r\n\r\n", "404"],
    ["wrong accept key", "HTTP/1.1 101 X\r\nSec-WebSocket-Accept: abc\r\n\r\n", "refused"],
    [
      "masked server frame",
      "HTTP/1.1 101 X\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\x81\x81abcdx",
      "protocol error",
    ],
  ] as const;
  for (const [name, answer, error] of answers) {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.write(Buffer.from(answer, "latin1")));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const to = ["--port", port, "--conns", 3, "--connect-timeout", 1];
    const report = await blast([...to, "--wait", "x", "--msg", "text:{marker}"]);
    compare(name, report, {
      connected: 0,
      first_error: (value) => String(value).includes(error),
    });
    server.close();
  }
}

/** FC1 against a real relay: tickets, acks by their ref, links that never read. */
async function checkRelay(): Promise<void> {
  const relay = await startRelay();
  const flags = ["--dup", "--rate", 100, "--secs", 2, ...patience];
  const rooms = { rooms: 3, members: 20 };
  compare("FC1 rooms", await blastRelay(relay, rooms, flags), {
    connected: 60,
    "result.sent": 200,
    "result.acks": 200,
    "result.refused": 0,
    "result.unique": 4_000,
    "result.lost": 0,
    "result.duplicates": 0,
    "result.misrouted": 0,
  });
  const one = { rooms: 1, members: 20 };
  compare("FC1, two never read", await blastRelay(relay, one, [...flags, "--stalled", 2]), {
    "result.expected": 3_600,
    "result.unique": 3_600,
    "result.acks": 200,
  });
  await relay.stop();
}

buildGenerator();
await checkCounts();
await checkFrames();
await checkRefusals();
await checkRelay();
console.log(wrong === 0 ? "all right" : `${wrong} WRONG`);
process.exit(wrong === 0 ? 0 : 1);
