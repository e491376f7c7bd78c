/**
 * A rolling restart under a crowd: the relay is told to end while people talk, another process takes
 * over its data, and everybody comes back in the slot they were given.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createNodeClient } from "@festival-chat/client/node";
import type { Client, Room } from "@festival-chat/client";
import { createRawRooms } from "../../apps/cli/src/load/raw-client.ts";
import type { LoadReport } from "../../apps/cli/src/load/report.ts";
import { startLoad } from "../../apps/cli/src/load/run.ts";
import { repositoryRoot } from "../repository.ts";
import { startSwitch } from "./tcp-switch.ts";

export interface RollingOptions {
  readonly clients: number;
  readonly rooms: number;
  /** Messages per second of all together. */
  readonly rate: number;
  readonly restarts: number;
  /** First and last slot in which phones come back. */
  readonly slots: readonly [fromSeconds: number, toSeconds: number];
  /** Real engines among them, whose screens are watched. */
  readonly phones: number;
}

export interface RollingReport extends LoadReport {
  /** How many were told to come back, and when: counts of each fifth of the slots. */
  readonly dismissed: number;
  readonly slotFifths: readonly number[];
  readonly restarts: number;
  /** What an engine told its screen besides being on its way: none is good. */
  readonly complaints: readonly string[];
  /** Messages that each phone holds at the end, without its own. */
  readonly phoneMessages: readonly number[];
  readonly phoneSent: number;
}

interface RelayProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly exit: Promise<unknown>;
}

async function startRelay(dataDir: string, slots: RollingOptions["slots"]): Promise<RelayProcess> {
  const main = join(repositoryRoot, "apps/relay/src/main.ts");
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      ALLOW_MISSING_ORIGIN: "1",
      WEB_ORIGINS: "*",
      DRAIN_RECONNECT_SECONDS: slots.join("-"),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exit = once(child, "exit").then(([code]: unknown[]) => code);
  const port = await new Promise<number>((resolve, reject) => {
    const lines = createInterface({ input: child.stderr });
    lines.on("line", (line) => {
      const found = /listening.*localhost:(\d+)/u.exec(line)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    void exit.then((code) => reject(new Error(`the relay ended with ${String(code)}`)));
  });
  return { child, port, exit };
}

/** Phones with the real engine in one room; what their screens would complain of is kept. */
async function startPhones(origin: string, count: number, folder: string) {
  const complaints: string[] = [];
  const phones: { readonly client: Client; readonly room: Room }[] = [];
  for (let number = 0; number < count; number++) {
    const created = createNodeClient({ origin, storePath: join(folder, `phone-${number}.sqlite`) });
    if (!created.ok) throw new Error(created.error.what);
    const client = created.value;
    client.on((event) => {
      if (event.kind === "notice") complaints.push(event.notice.kind);
      if (event.kind === "connection" && event.connection.kind === "refused") {
        complaints.push(event.connection.error);
      }
    });
    await client.open();
    const link = phones[0]?.room.link;
    const joined = link === undefined ? undefined : await client.join(link);
    const room = joined?.ok === true ? joined.value : await client.createRoom("Rolling");
    phones.push({ client, room });
  }
  let sent = 0;
  const talking = setInterval(() => {
    const phone = phones[sent % Math.max(1, phones.length)];
    if (phone !== undefined) void phone.room.send(`phone says ${sent++}`);
  }, 500);
  const texts = ({ room }: { readonly room: Room }): number =>
    room.messages().filter(({ body, mine }) => body.kind === "text" && !mine).length;
  const isWhole = (): boolean =>
    phones.every(({ room }) => {
      const all = room.messages().filter(({ body }) => body.kind === "text");
      return all.length === sent && all.every(({ state }) => state === "sent");
    });
  return {
    complaints,
    fallSilent: () => clearInterval(talking),
    isWhole,
    counts: () => ({ messages: phones.map(texts), sent }),
    async end() {
      clearInterval(talking);
      for (const { client } of phones) await client.close();
    },
  };
}

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, millis));

/** @param say progress, for a person who waits */
export async function rollingRestart(
  options: RollingOptions,
  say: (line: string) => void = () => {},
): Promise<RollingReport> {
  const folder = await mkdtemp(join(tmpdir(), "festival-rolling-"));
  const dataDir = join(folder, "relay");
  const door = await startSwitch();
  const origin = `http://127.0.0.1:${door.port}`;
  let relay = await startRelay(dataDir, options.slots);
  door.lead(relay.port);
  const phones = await startPhones(origin, options.phones, folder);
  const [from, to] = options.slots;
  const enough = new AbortController();
  const { clients, rooms, rate } = options;
  const run = startLoad(
    {
      relay: { origin, url: undefined },
      scenario: "steady",
      capacity: false,
      tokenFile: undefined,
      picture: undefined,
      clients,
      rooms,
      rate,
      // Ended by the scene, once everybody is back.
      seconds: 3_600,
      mode: "raw",
      drop: 0,
      json: true,
    },
    createRawRooms(`ws://127.0.0.1:${door.port}/ws`, origin),
    () => performance.now(),
    new AbortController().signal,
    enough.signal,
  );
  try {
    while (run.phase() === "connecting") await pause(50);
    for (let restart = 1; restart <= options.restarts; restart++) {
      say(`restart ${restart} of ${options.restarts}: ${run.counts.connected} are in`);
      door.lead(undefined);
      relay.child.kill("SIGTERM");
      await relay.exit;
      relay = await startRelay(dataDir, options.slots);
      door.lead(relay.port);
      // Back, and the engines with them: the last slot, and as long as a busy machine takes.
      const deadline = performance.now() + to * 1_000 + 60_000;
      while (run.counts.reconnects < restart * clients && performance.now() < deadline) {
        await pause(50);
      }
    }
    phones.fallSilent();
    enough.abort();
    const report = await run.report;
    const deadline = performance.now() + 30_000;
    while (!phones.isWhole() && performance.now() < deadline) await pause(50);
    const fifth = ((to - from) * 1_000) / 5;
    const slotFifths = Array.from(
      { length: 5 },
      (_, part) =>
        run.counts.slotsMillis.filter(
          (slot) => Math.min(4, Math.floor((slot - from * 1_000) / fifth)) === part,
        ).length,
    );
    const { messages, sent } = phones.counts();
    return {
      ...report,
      dismissed: run.counts.slotsMillis.length,
      slotFifths,
      restarts: options.restarts,
      complaints: phones.complaints,
      phoneMessages: messages,
      phoneSent: sent,
    };
  } finally {
    enough.abort();
    await phones.end();
    relay.child.kill("SIGKILL");
    await relay.exit;
    await door.close();
    await rm(folder, { recursive: true, force: true });
  }
}
