/**
 * Plans: what happens at one festival, drawn from a seed before it begins.
 *
 * Swarm: each seed takes a random subset of the faults, because faults that are always on hide each
 * other. Every fault draws from a stream of its own, so leaving one out leaves the others as they are.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import type { DiskFault } from "./disk.ts";
import type { DialTrouble } from "./phone.ts";
import { createDice, type Dice } from "./random.ts";

export type Deed =
  | { readonly kind: "say" | "edit" | "react"; readonly phone: number; readonly tab: number }
  | { readonly kind: "arrive"; readonly phone: number; readonly tab: number }
  | {
      readonly kind: "cut" | "half-open" | "battery" | "crash";
      readonly phone: number;
      readonly tab: number;
    }
  | { readonly kind: "stall" | "freeze" | "slow"; readonly phone: number; readonly millis: Millis }
  | {
      readonly kind: "offline";
      readonly phone: number;
      readonly millis: Millis;
      readonly dials: DialTrouble;
      readonly links: "cut" | "half-open" | "stall";
    }
  | { readonly kind: "clock"; readonly phone: number; readonly skewMillis: Millis }
  | {
      readonly kind: "disk";
      readonly phone: number;
      readonly fault: DiskFault;
      readonly count: number;
    }
  | { readonly kind: "hint"; readonly phone: number }
  | { readonly kind: "relay-kill"; readonly millis: Millis; readonly quiet: boolean }
  | { readonly kind: "relay-drain"; readonly millis: Millis }
  | { readonly kind: "relay-restore"; readonly millis: Millis; readonly from: "backup" | "nothing" }
  | { readonly kind: "relay-backup" }
  | { readonly kind: "relay-disk"; readonly count: number }
  | { readonly kind: "trim"; readonly keep: number };

/** One thing that happens. */
export interface Act {
  /** After the festival began. */
  readonly at: Millis;
  readonly deed: Deed;
}

export interface Plan {
  readonly seed: number;
  /** Phones in the order they arrive; the first one is the host's. */
  readonly phones: number;
  /** Which faults this festival may meet. */
  readonly faults: readonly Fault[];
  readonly millis: Millis;
  /** One-way delay of the network at its best. */
  readonly latencyMillis: Millis;
  readonly jitterMillis: Millis;
  /** Longest commit of a phone and of the relay. */
  readonly diskMillis: number;
  readonly commitMillis: number;
  readonly relaySkewMillis: Millis;
  readonly acts: readonly Act[];
}

const minute = 60_000;
const hour = 60 * minute;

export const faults = [
  "cut",
  "half-open",
  "stall",
  "slow",
  "offline",
  "partition",
  "crash",
  "battery",
  "freeze",
  "clock",
  "phone-disk",
  "relay-kill",
  "relay-drain",
  "relay-restore",
  "relay-wipe",
  "relay-disk",
  "trim",
  "tabs",
  "burst",
  "history",
] as const;
export type Fault = (typeof faults)[number];

interface Draft {
  readonly dice: Dice;
  readonly phones: number;
  readonly millis: Millis;
  add(deed: Deed, at?: Millis): void;
  someone(): number;
  /** A moment inside the festival. */
  moment(): Millis;
}

const times = (count: number, run: () => void): void => {
  for (let i = 0; i < count; i++) run();
};

const offline = (draft: Draft, phone: number, millis: Millis): Deed => ({
  kind: "offline",
  phone,
  millis,
  dials: draft.dice.pick(["refuse", "hang"]),
  links: draft.dice.pick(["cut", "half-open", "stall"]),
});

/** What each fault does to a festival. */
const draw: Record<Fault, (draft: Draft) => void> = {
  cut: (draft) =>
    times(draft.dice.whole(2, 8), () => draft.add({ kind: "cut", phone: draft.someone(), tab: 0 })),
  "half-open": (draft) =>
    times(draft.dice.whole(1, 5), () =>
      draft.add({ kind: "half-open", phone: draft.someone(), tab: 0 }),
    ),
  stall: (draft) =>
    times(draft.dice.whole(1, 4), () =>
      draft.add({ kind: "stall", phone: draft.someone(), millis: draft.dice.whole(500, 30_000) }),
    ),
  slow: (draft) =>
    times(draft.dice.whole(1, 3), () =>
      draft.add({ kind: "slow", phone: draft.someone(), millis: draft.dice.whole(5_000, 40_000) }),
    ),
  offline: (draft) =>
    times(draft.dice.whole(1, 5), () =>
      draft.add(offline(draft, draft.someone(), draft.dice.whole(200, 60_000))),
    ),
  partition: (draft) => {
    const at = draft.moment();
    const millis = draft.dice.whole(5_000, 45_000);
    for (let phone = 0; phone < draft.phones; phone++) {
      if (draft.dice.chance(0.5)) draft.add(offline(draft, phone, millis), at);
    }
  },
  crash: (draft) =>
    times(draft.dice.whole(1, 4), () => {
      const [phone, at] = [draft.someone(), draft.moment()];
      draft.add({ kind: "crash", phone, tab: 0 }, at);
      draft.add({ kind: "arrive", phone, tab: 0 }, at + draft.dice.whole(10, 20_000));
    }),
  battery: (draft) =>
    times(draft.dice.whole(1, 3), () => {
      const [phone, at] = [draft.someone(), draft.moment()];
      draft.add({ kind: "battery", phone, tab: 0 }, at);
      draft.add({ kind: "arrive", phone, tab: 0 }, at + draft.dice.whole(1_000, 40_000));
    }),
  freeze: (draft) =>
    times(draft.dice.whole(1, 4), () =>
      draft.add({
        kind: "freeze",
        phone: draft.someone(),
        millis: draft.dice.whole(1_000, 60_000),
      }),
    ),
  clock: (draft) =>
    times(draft.dice.whole(1, 5), () =>
      draft.add(
        { kind: "clock", phone: draft.someone(), skewMillis: draft.dice.whole(-hour, hour) },
        draft.dice.chance(0.5) ? 0 : draft.moment(),
      ),
    ),
  "phone-disk": (draft) =>
    times(draft.dice.whole(1, 4), () =>
      draft.add({
        kind: "disk",
        phone: draft.someone(),
        fault: draft.dice.pick(["failed", "failed", "full", "denied", "hang"]),
        count: draft.dice.whole(1, 6),
      }),
    ),
  "relay-kill": (draft) =>
    times(draft.dice.whole(1, 3), () =>
      draft.add({
        kind: "relay-kill",
        millis: draft.dice.whole(50, 15_000),
        quiet: draft.dice.chance(0.3),
      }),
    ),
  "relay-drain": (draft) =>
    draft.add({ kind: "relay-drain", millis: draft.dice.whole(1_500, 10_000) }),
  "relay-restore": (draft) => {
    const at = draft.moment();
    draft.add({ kind: "relay-backup" }, at * draft.dice.between(0.3, 0.95));
    draft.add({ kind: "relay-restore", millis: draft.dice.whole(100, 8_000), from: "backup" }, at);
  },
  "relay-wipe": (draft) =>
    draft.add({ kind: "relay-restore", millis: draft.dice.whole(100, 8_000), from: "nothing" }),
  "relay-disk": (draft) =>
    times(draft.dice.whole(1, 4), () =>
      draft.add({ kind: "relay-disk", count: draft.dice.whole(1, 5) }),
    ),
  trim: (draft) => draft.add({ kind: "trim", keep: draft.dice.whole(1, 30) }),
  tabs(draft) {
    times(draft.dice.whole(1, 3), () => {
      const [phone, at] = [draft.someone(), draft.moment()];
      draft.add({ kind: "arrive", phone, tab: 1 }, at);
      times(draft.dice.whole(1, 6), () =>
        draft.add({ kind: "say", phone, tab: 1 }, at + draft.dice.whole(100, 30_000)),
      );
      if (draft.dice.chance(0.5)) {
        const tab = draft.dice.whole(0, 1);
        draft.add({ kind: "crash", phone, tab }, at + draft.dice.whole(2_000, 30_000));
      }
    });
  },
  burst: (draft) =>
    times(draft.dice.whole(1, 2), () => {
      const [phone, at] = [draft.someone(), draft.moment()];
      times(draft.dice.whole(8, 30), () =>
        draft.add({ kind: "say", phone, tab: 0 }, at + draft.dice.whole(0, 2_000)),
      );
    }),
  history: (draft) =>
    times(draft.dice.whole(110, 170), () =>
      draft.add({ kind: "say", phone: 0, tab: 0 }, draft.dice.whole(2_500, 8_000)),
    ),
};

/** How likely a festival meets a fault; a long history is costly, and one in many is enough. */
const share = (fault: Fault): number => (fault === "history" ? 0.03 : 0.22);

function crowd(dice: Dice): number {
  const draw = dice.unit();
  if (draw < 0.75) return dice.whole(3, 6);
  if (draw < 0.95) return dice.whole(7, 12);
  return draw < 0.992 ? dice.whole(13, 24) : dice.whole(25, 50);
}

/**
 * The plan of a seed: always the same one.
 * @param only these faults instead of a random subset
 */
export function planOf(seed: number, only?: readonly Fault[]): Plan {
  const dice = createDice(seed);
  const phones = crowd(dice);
  const millis = dice.whole(30, 120) * 1_000;
  const drawn = faults.filter((fault) => dice.chance(share(fault)));
  const chosen = only ?? drawn;
  const acts: Act[] = [];
  const draftOf = (name: string): Draft => {
    const own = dice.stream(name);
    const moment = (): Millis => own.whole(1_000, millis);
    return {
      dice: own,
      phones,
      millis,
      moment,
      someone: () => own.whole(0, phones - 1),
      add: (deed, at = moment()) => void acts.push({ at: Math.round(at), deed }),
    };
  };

  const people = draftOf("people");
  for (let phone = 0; phone < phones; phone++) {
    const late = phone > 1 && people.dice.chance(0.25);
    const at = late ? people.moment() : people.dice.whole(0, 2_000);
    people.add({ kind: "arrive", phone, tab: 0 }, at);
  }
  times(people.dice.whole(12, 45), () =>
    people.add({ kind: "say", phone: people.someone(), tab: 0 }),
  );
  if (people.dice.chance(0.4)) {
    times(people.dice.whole(1, 8), () =>
      people.add({ kind: people.dice.pick(["edit", "react"]), phone: people.someone(), tab: 0 }),
    );
  }
  times(people.dice.whole(0, 4), () => people.add({ kind: "hint", phone: people.someone() }));
  for (const fault of chosen) draw[fault](draftOf(fault));

  const room = dice.stream("room");
  return {
    seed,
    phones,
    faults: chosen,
    millis,
    latencyMillis: room.pick([1, 5, 20, 60, 300, 2_000]),
    jitterMillis: room.pick([0, 5, 50, 400]),
    diskMillis: room.pick([0.5, 5, 60]),
    commitMillis: room.pick([1, 3, 30]),
    relaySkewMillis: room.chance(0.2) ? room.whole(-5 * minute, 5 * minute) : 0,
    acts: acts.sort((a, b) => a.at - b.at),
  };
}

/** One act on one line. */
export function describeAct({ at, deed }: Act): string {
  const { kind, ...rest } = deed;
  const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return `${(at / 1_000).toFixed(2)}s ${kind} ${words.join(" ")}`.trimEnd();
}
