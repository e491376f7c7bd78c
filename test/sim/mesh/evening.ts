/**
 * An evening on the camp: phones that sleep, groups that lose each other, a relay that is rarely
 * reached, and people who go on talking; with links between phones, or without.
 *
 * Everything is drawn anew each minute, as mesh.md section 4 has it. What was seen of it, and the
 * checks that hold at every moment and at the end, are those of the other simulated festivals.
 */
import { chooseNeighbours, type Room } from "@festival-chat/client";
import type { Millis } from "@festival-chat/protocol/wire";
import { rememberPointChecks } from "../fake-signatures.ts";
import type { Violation } from "../history.ts";
import { createClaims } from "./claims.ts";
import type { Phone } from "../phone.ts";
import { createDice, type Dice } from "../random.ts";
import { createWorld } from "../world.ts";
import { createPeerLinks, type Station } from "./peer-links.ts";

export interface Evening {
  readonly seed: number;
  readonly phones: number;
  readonly minutes: number;
  /** Whether phones make links. */
  readonly mesh: boolean;
}

export interface Outcome {
  readonly violation: Violation | undefined;
  readonly messages: number;
  /** Of every message to every other phone, ascending, in milliseconds. */
  readonly latencies: readonly Millis[];
  /** Messages that some phone never showed. */
  readonly lost: number;
  /** Bytes per phone. */
  readonly controlBytes: number;
  readonly meshMessageBytes: number;
  readonly relayBytes: number;
  readonly events: number;
}

const minute = 60_000;
const asleepShare = 0.25;
const apartShare = 0.2;
const relayUpShare = 0.6;
const reachShare = 0.5;
const lossRate = 0.02;
/** Each person writes so often, on average. */
const sayMillis = 4 * minute;
/** Whoever is in reach is looked for this often; a link takes a while to be made. */
const lookMillis = 2_000;
const dialMillis = { low: 300, high: 1_500 };
/** Everybody arrives and joins while the relay is there. */
const arriveMillis = 20_000;
/** Until everybody agrees once all is well again. */
const restMillis = 180_000;

/** `share` of the list, drawn without putting back; of 50 a quarter is 12 as often as 13. */
function draw<T>(list: readonly T[], share: number, dice: Dice): Set<T> {
  const left = [...list];
  const drawn = new Set<T>();
  for (let count = Math.floor(list.length * share + dice.unit()); count > 0; count--) {
    for (const one of left.splice(dice.whole(0, left.length - 1), 1)) drawn.add(one);
  }
  return drawn;
}

export async function runEvening(evening: Evening): Promise<Outcome> {
  rememberPointChecks();
  const dice = createDice(evening.seed).stream("evening");
  // Streams of their own, so that with and without links the same people say the same at the same time.
  const [weather, chatter] = [dice.stream("weather"), dice.stream("chatter")];
  const world = await createWorld({
    seed: evening.seed,
    phones: evening.phones,
    latencyMillis: 60,
    jitterMillis: 60,
    diskMillis: 5,
    commitMillis: 3,
    relaySkewMillis: 0,
    faults: [],
  });
  const { time, relay, history, phones } = world;
  const links = createPeerLinks(time, dice.stream("links"), lossRate);
  const stations = new Map<Phone, Station>();
  let asleep = new Set<Phone>();
  let apart = new Set<Phone>();
  const stop = (): boolean => history.violation !== undefined;
  const saidAt = new Map<string, { readonly at: Millis; readonly by: Phone }>();
  const latencies: Millis[] = [];

  function roomOf(phone: Phone): Room {
    const room = phone.tabs[0]?.room;
    if (room === undefined) throw new Error(`${phone.name} is not in the room`);
    return room;
  }

  /** Notes when each message comes to this screen. */
  function observe(phone: Phone): void {
    const seen = new Set<string>();
    phone.tabs[0]?.client?.on((event) => {
      if (event.kind !== "messages") return;
      for (const { body } of event.added) {
        const said = body.kind === "text" ? saidAt.get(body.text) : undefined;
        if (said === undefined || said.by === phone || body.kind !== "text") continue;
        if (seen.has(body.text)) history.fail("C3", `${phone.name} was told "${body.text}" twice`);
        seen.add(body.text);
        latencies.push(time.now() - said.at);
      }
    });
  }

  async function makeNearby(phone: Phone): Promise<void> {
    const clock = phone.timer();
    const client = phone.tabs[0]?.client;
    if (clock === undefined || client === undefined) return;
    const nothing = (): void => undefined;
    const events = { signal: nothing, introduced: nothing, passed: nothing };
    const nearby = await client.nearby(roomOf(phone).id, { clock, events });
    if (nearby === undefined) throw new Error(`${phone.name} has no nearby`);
    stations.set(phone, { device: nearby.me, nearby, awake: () => !asleep.has(phone) });
  }

  const inReach = (a: Phone, b: Phone): boolean =>
    !asleep.has(a) && !asleep.has(b) && apart.has(a) === apart.has(b);

  function reachOf(a: Station, b: Station): boolean {
    const [one, other] = [a, b].map(
      (station) => [...stations].find(([, it]) => it === station)?.[0],
    );
    return one !== undefined && other !== undefined && inReach(one, other);
  }

  /** Each phone looks who is there and makes the links that it wants. */
  function makeLinks(): void {
    for (const [phone, station] of stations) {
      if (asleep.has(phone)) continue;
      const present = [...stations].filter(([other]) => other !== phone && inReach(phone, other));
      const { dial, drop } = chooseNeighbours(
        {
          me: station.device,
          present: present.map(([, { device }]) => device),
          linked: links.linkedTo(station),
          saving: false,
        },
        () => dice.unit(),
      );
      for (const device of drop) links.hangUp(station, device);
      for (const device of dial) {
        const other = present.find(([, one]) => one.device === device);
        if (other === undefined) continue;
        time.after(dice.between(dialMillis.low, dialMillis.high), () => {
          if (inReach(phone, other[0])) links.connect(station, other[1]);
        });
      }
    }
  }

  function lookAround(until: Millis): void {
    makeLinks();
    if (time.now() < until) time.after(lookMillis, () => lookAround(until));
  }

  function drawMinute(): void {
    const sleepers = asleep;
    asleep = draw(phones, asleepShare, weather);
    apart = draw(phones, apartShare, weather);
    const end = time.now() + minute;
    for (const phone of asleep) phone.freeze(end);
    if (weather.chance(relayUpShare)) relay.start();
    else relay.kill(false);
    const reaching = draw(phones, reachShare, weather);
    for (const phone of phones) {
      const could = phone.offline === undefined;
      phone.offline = reaching.has(phone) ? undefined : "refuse";
      if (phone.offline !== undefined) for (const one of phone.connections()) one.cut();
      // The system tells that a network is there; of the relay it knows nothing.
      else if (!could) for (const { client } of phone.tabs) client?.hint("online");
    }
    links.cut(reachOf);
    for (const phone of sleepers) {
      const station = stations.get(phone);
      if (station !== undefined && !asleep.has(phone)) links.wake(station);
    }
    // Whoever wakes looks around at once.
    makeLinks();
  }

  function talk(phone: Phone, chatter: Dice, until: Millis): void {
    time.after(chatter.between(0, 2 * sayMillis), () => {
      if (time.now() >= until) return;
      if (!asleep.has(phone)) {
        const before = new Set(history.said.keys());
        phone.say();
        for (const text of history.said.keys()) {
          if (!before.has(text)) saidAt.set(text, { at: time.now(), by: phone });
        }
      }
      talk(phone, chatter, until);
    });
  }

  phones.forEach((_, i) => world.perform({ kind: "arrive", phone: i, tab: 0 }));
  await time.runUntil(time.now() + arriveMillis, stop);
  phones.forEach(observe);
  if (evening.mesh) for (const phone of phones) await makeNearby(phone);

  const claims = createClaims(stations, roomOf, history);
  const end = time.now() + evening.minutes * minute;
  if (evening.mesh) lookAround(end + restMillis);
  for (const phone of phones) talk(phone, chatter.stream(phone.name), end);
  while (time.now() < end && !stop()) {
    drawMinute();
    await time.runUntil(Math.min(end, time.now() + minute), stop);
    claims.check();
  }
  const relayBytes = history.downloaded / phones.length;
  let controlBytes = 0;
  let meshMessageBytes = 0;
  for (const { nearby } of stations.values()) {
    controlBytes += nearby.counts.sent.control;
    meshMessageBytes += nearby.counts.sent.messages;
  }
  asleep = new Set();
  apart = new Set();
  world.calm(true);
  const rest = await world.rest(restMillis);
  const violation = history.violation ?? ("check" in rest ? rest : undefined);
  for (const { nearby } of stations.values()) nearby.close();

  const expected = saidAt.size * (phones.length - 1);
  latencies.sort((a, b) => a - b);
  return {
    violation,
    messages: saidAt.size,
    latencies,
    lost: expected - latencies.length,
    controlBytes: Math.round(controlBytes / phones.length),
    meshMessageBytes: Math.round(meshMessageBytes / phones.length),
    relayBytes: Math.round(relayBytes),
    events: time.events,
  };
}

/** The value that `part` of a sorted list does not exceed, in seconds. */
export const secondsAt = (sorted: readonly Millis[], part: number): number =>
  Math.round((sorted[Math.floor(part * (sorted.length - 1))] ?? 0) / 10) / 100;
