/**
 * Torture: SIGKILL the relay at random while phones talk through a proxy that cuts, stalls, delays
 * and slices their links; then check that nothing acknowledged is lost, nothing is shown twice,
 * every author's lines are in order, and all screens are the same.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions } from "../../scripts/options.ts";
import { type ChaosProxy, startChaosProxy } from "./chaos-proxy.ts";
import { createHistory, type History, type View, type Violation } from "./history.ts";
import { type Phone, startPhone } from "./phone.ts";
import { type RelayUnderFire, startRelayUnderFire } from "./relay-under-fire.ts";
import { seededRandom } from "./seeded-random.ts";

const usage = `npm run torture -- [--kills N] [--seed S] [--phones N] [--json]

Kills a relay N times (default 20) with SIGKILL while phones (default 5) send through a chaos proxy
on loopback. Exit codes: 0 every promise held, 1 one did not, 2 wrong usage.`;

/** After the last fault all phones must agree within this time. */
const convergeMillis = 60_000;
/** A round ends when this much was acknowledged since the restart, or the time is over. */
const acksPerRound = 12;
const roundMillis = 4_000;
/** Lines in one run: a phone keeps the newest 20,000 of a room, and has to show all of them at the end. */
const mostLines = 16_000;
/** The first rounds need something to talk about. */
const firstLines = 400;

interface Report {
  readonly seed: number;
  readonly kills: number;
  readonly accepted: number;
  readonly acknowledged: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly convergedMillis: number | undefined;
  readonly violations: readonly Violation[];
}

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, millis));

/** Looks until the condition holds. @returns whether it did in time */
async function within(millis: number, condition: () => boolean): Promise<boolean> {
  const end = performance.now() + millis;
  while (!condition()) {
    if (performance.now() > end) return false;
    await pause(10);
  }
  return true;
}

/** Talks until told to stop: short bursts, as people do, and silence while `mayTalk` says no. */
function startTalking(
  phone: Phone,
  random: () => number,
  mayTalk: () => boolean,
): { stop(): Promise<void> } {
  let talking = true;
  const done = (async () => {
    while (talking) {
      if (mayTalk()) await phone.say();
      await pause(random() * 300);
    }
  })();
  return {
    stop() {
      talking = false;
      return done;
    },
  };
}

async function killOften(options: {
  readonly kills: number;
  readonly relay: RelayUnderFire;
  readonly phones: readonly Phone[];
  readonly history: History;
  readonly random: () => number;
  readonly onRound: (round: number) => void;
}): Promise<void> {
  const { relay, phones, history, random } = options;
  for (let round = 1; round <= options.kills; round++) {
    const before = history.acknowledgedCount;
    await within(roundMillis, () => history.acknowledgedCount >= before + acksPerRound);
    // Anywhere inside a commit, between commit and ack, or while frames are on their way.
    await pause(random() * 40);
    await relay.kill();
    await relay.restart();
    for (const phone of phones) phone.hasten();
    options.onRound(round);
  }
}

async function run(kills: number, seed: number, count: number, quiet: boolean): Promise<Report> {
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "festival-torture-"));
  const history = createHistory();
  const relay = await startRelayUnderFire(join(folder, "relay"));
  const proxy = await startChaosProxy({ target: () => relay.port, random });
  const origin = `http://127.0.0.1:${proxy.port}`;
  const phones: Phone[] = [];
  let link: string | undefined;
  const enter = async (number: number): Promise<Phone> => {
    const storePath = join(folder, `phone-${number}.sqlite`);
    const started = await startPhone({ number, origin, storePath, link, history });
    link ??= started.link;
    phones.push(started.phone);
    return started.phone;
  };
  try {
    for (let number = 1; number <= count; number++) await enter(number);
    let rounds = 0;
    const mayTalk = (): boolean =>
      history.acceptedCount < firstLines + ((mostLines - firstLines) * (rounds + 1)) / kills;
    const talks = phones.map((phone) => startTalking(phone, random, mayTalk));
    await killOften({
      kills,
      relay,
      phones,
      history,
      random,
      onRound(round) {
        rounds = round;
        if (quiet) return;
        const { acceptedCount, acknowledgedCount } = history;
        process.stderr.write(
          `kill ${round}/${kills}: ${acceptedCount} accepted, ${acknowledgedCount} acknowledged\n`,
        );
      },
    });
    for (const talk of talks) await talk.stop();
    return await finish({ seed, kills, proxy, phones, history, enter });
  } finally {
    for (const phone of phones) await phone.close();
    await proxy.close();
    await relay.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends all faults, waits until everybody agrees, and looks at what is left. */
async function finish(world: {
  readonly seed: number;
  readonly kills: number;
  readonly proxy: ChaosProxy;
  readonly phones: readonly Phone[];
  readonly history: History;
  readonly enter: (number: number) => Promise<Phone>;
}): Promise<Report> {
  const { proxy, phones, history } = world;
  proxy.heal();
  // A reload is one more way to lose what was only in memory.
  await phones[0]?.reload();
  for (const phone of phones) phone.hasten();
  const healedAt = performance.now();
  const complete = (phone: Phone): boolean => {
    if (phone.settled() && phone.view().length >= history.acceptedCount) return true;
    // A phone that joined late was given only the newest; the rest it asks for, as a scroll does.
    phone.loadEarlier();
    return false;
  };
  const converged = await within(convergeMillis, () => phones.every(complete));
  const convergedMillis = converged ? Math.round(performance.now() - healedAt) : undefined;
  // Somebody who was never here reads only what the relay has kept.
  const newcomer = await world.enter(phones.length + 1);
  await within(convergeMillis, () => complete(newcomer));
  const finals = new Map<string, View>(
    phones.map((phone) => [`phone ${phone.number}`, phone.view()]),
  );
  return {
    seed: world.seed,
    kills: world.kills,
    accepted: history.acceptedCount,
    acknowledged: history.acknowledgedCount,
    faults: Object.fromEntries(proxy.counts),
    convergedMillis,
    violations: history.check(finals),
  };
}

function print(report: Report): void {
  const { kills, accepted, acknowledged, violations } = report;
  const faults = Object.entries(report.faults).map(([kind, count]) => `${count} ${kind}`);
  console.log(`${kills} kills, ${accepted} lines accepted, ${acknowledged} acknowledged`);
  console.log(`links: ${faults.join(", ")}`);
  console.log(
    report.convergedMillis === undefined
      ? "the phones did not agree in time"
      : `all phones agreed ${report.convergedMillis} ms after the last fault`,
  );
  for (const { check, what } of violations.slice(0, 20)) console.log(`${check}: ${what}`);
  const claim = `loss per kill below ${(300 / kills).toFixed(2)} % at 95 % confidence`;
  console.log(
    violations.length === 0
      ? `0 lost, 0 duplicates, order kept (${claim})`
      : `${violations.length} violations; repeat with --seed ${report.seed}`,
  );
}

const values = readOptions(usage, {
  kills: { type: "string", default: "20" },
  seed: { type: "string", default: String(Date.now() % 1_000_000) },
  phones: { type: "string", default: "5" },
  json: { type: "boolean", default: false },
});
const [kills, seed, phones] = [values.kills, values.seed, values.phones].map(Number);
const whole = (n: number | undefined, max: number): n is number =>
  n !== undefined && Number.isInteger(n) && n >= 1 && n <= max;
if (!whole(kills, 10_000) || !whole(phones, 50) || !whole(seed, 1e9)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const report = await run(kills, seed, phones, values.json);
  if (values.json) console.log(JSON.stringify(report));
  else print(report);
  process.exitCode = report.violations.length === 0 && report.convergedMillis !== undefined ? 0 : 1;
}
