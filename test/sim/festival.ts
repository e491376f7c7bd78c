/** Festivals as scenes: named phones that do what a test says, in virtual time. */
import type { Room } from "@festival-chat/client";
import type { Millis } from "@festival-chat/protocol/wire";
import type { DiskFault } from "./disk.ts";
import { rememberPointChecks } from "./fake-signatures.ts";
import type { Phone } from "./phone.ts";
import { createWorld, type World } from "./world.ts";

export interface Attendee {
  readonly phone: Phone;
  /** The room on the screen of the first tab; throws when there is none. */
  readonly room: Room;
  /** What stands on the screen, in order. */
  readonly timeline: readonly string[];
  /** Opens the app and joins; in another tab if told so. */
  arrives(tab?: number): void;
  says(count?: number, tab?: number): void;
  /** The path to the relay is gone: links swallow everything, dials are refused. */
  losesNetwork(): void;
  findsNetwork(): void;
  /** The link dies without a word. */
  hangs(): void;
  battery(): void;
  diskFails(fault: DiskFault, count: number): void;
  clockRuns(millis: Millis): void;
}

export interface Scene {
  readonly world: World;
  readonly anna: Attendee;
  readonly ben: Attendee;
  readonly cleo: Attendee;
  readonly relay: World["relay"];
  /** Lets time pass; fails on the first broken promise. */
  pass(millis: Millis): Promise<void>;
  /** Lets time pass until all agree; fails when they do not. @returns how long it took */
  settled(): Promise<Millis>;
}

function createAttendee(world: World, index: number): Attendee {
  const phone = world.phones[index];
  if (phone === undefined) throw new RangeError(`no phone ${index}`);
  const attendee: Attendee = {
    phone,
    get room() {
      const room = phone.tabs[0]?.room;
      if (room === undefined) throw new Error(`${phone.name} is not in the room`);
      return room;
    },
    get timeline() {
      return attendee.room
        .messages()
        .map(({ body }) => (body.kind === "text" ? body.text : body.kind));
    },
    arrives: (tab = 0) => world.perform({ kind: "arrive", phone: index, tab }),
    says(count = 1, tab = 0) {
      for (let i = 0; i < count; i++) phone.say(tab);
    },
    losesNetwork() {
      attendee.hangs();
      phone.offline = "refuse";
    },
    findsNetwork() {
      phone.offline = undefined;
    },
    hangs: () => world.perform({ kind: "half-open", phone: index, tab: 0 }),
    battery: () => world.perform({ kind: "battery", phone: index, tab: 0 }),
    diskFails: (fault, count) => phone.disk.fail(fault, count),
    clockRuns: (skewMillis) => world.perform({ kind: "clock", phone: index, skewMillis }),
  };
  return attendee;
}

/** A festival with three phones, Anna's the host's; nobody has arrived yet. */
export async function festival(options: {
  readonly seed: number;
  readonly latencyMillis?: Millis;
}): Promise<Scene> {
  rememberPointChecks();
  const world = await createWorld({
    seed: options.seed,
    phones: 3,
    latencyMillis: options.latencyMillis ?? 20,
    jitterMillis: 10,
    diskMillis: 5,
    commitMillis: 3,
    relaySkewMillis: 0,
    faults: [],
  });
  const { history, time } = world;
  const check = (): void => {
    const { violation } = history;
    if (violation !== undefined) throw new Error(`${violation.check}: ${violation.what}`);
  };
  return {
    world,
    relay: world.relay,
    anna: createAttendee(world, 0),
    ben: createAttendee(world, 1),
    cleo: createAttendee(world, 2),
    async pass(millis) {
      await time.runUntil(time.now() + millis, () => history.violation !== undefined);
      check();
    },
    async settled() {
      const rest = await world.rest();
      if ("check" in rest) throw new Error(`${rest.check}: ${rest.what}`);
      return rest.millis;
    },
  };
}
