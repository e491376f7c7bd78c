/**
 * The push desk: keeps the relay's idea of where this phone is pushed to in step with what its
 * person wants. Works only in the tab with the link; the others write wishes, which it reads.
 *
 * The relay is told again at every launch, unless that was a moment ago: a subscription that nobody
 * renews ends, and a relay may have lost its own.
 */
import type { Room } from "@festival-chat/client";
import { encodeReachFrame, type PushTarget, type RingMode } from "@festival-chat/protocol/wire";
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { giveUpSubscription, pushAbility, subscribeTo } from "./push-browser.ts";
import { setWish, wishedRooms } from "./wishes.ts";

/** A launch within this time tells nothing again. */
const toldMillis = 6 * 3_600_000;

/** What is used of a room. */
export type PushedRoom = Pick<Room, "id" | "settings" | "transmit">;

export interface PushDeskPorts {
  rooms(): readonly PushedRoom[];
  /** The relay's push key of /config.json; undefined without an answer, or where nobody is pushed to. */
  pushKey(): Promise<string | undefined>;
  isLookedAt(): boolean;
  now(): number;
}

export interface PushDesk {
  /** Brings the relay up to date. Call it whenever anything may have changed: it does what is left. */
  reconcile(): Promise<void>;
  /** Somebody began or stopped to look at the app. */
  looked(): void;
  /** The link broke: what was said on it about looking is forgotten. */
  lost(): void;
  /** The browser changed its subscription. */
  changed(): Promise<void>;
  /** Subscribes at the browser, so that wishes can be told. @returns whether that worked */
  subscribe(): Promise<boolean>;
}

/** What the relay was told of a room: where to, in which mode, and when. */
interface Told {
  readonly what: string;
  readonly at: number;
}

function readTold(): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const line of (recall(lateMemoryKeys.told) ?? "").split("\n")) {
    const [, id, at, what] = /^([0-9a-f]{32}) (\d{1,15}) (.+)$/u.exec(line) ?? [];
    if (id !== undefined && what !== undefined) told.set(id, { what, at: Number(at) });
  }
  return told;
}

function writeTold(told: ReadonlyMap<string, Told>): void {
  const lines = [...told].map(([id, { what, at }]) => `${id} ${at} ${what}`);
  remember(lateMemoryKeys.told, lines.length === 0 ? undefined : lines.join("\n"));
}

/** How a room is to ring; undefined: not at all. */
function modeOf(room: PushedRoom, wished: ReadonlySet<string>): RingMode | undefined {
  const { notify, archived } = room.settings;
  return wished.has(room.id) && notify !== "none" && !archived ? notify : undefined;
}

export function createPushDesk(ports: PushDeskPorts): PushDesk {
  let target: PushTarget | undefined;
  let endpoint = "";
  /** Rooms whose relay heard on this link that somebody looks, or does not. */
  const said = new Map<string, boolean>();
  let busy: Promise<void> | undefined;
  let again = false;

  async function subscribe(): Promise<boolean> {
    const key = await ports.pushKey();
    target = key === undefined ? undefined : await subscribeTo(key);
    endpoint = target === undefined ? "" : new TextDecoder().decode(target.endpoint);
    return target !== undefined;
  }

  /** Of a room that was left the relay may still know: then its way to this phone is given up. */
  async function forgetLeft(told: Map<string, Told>): Promise<void> {
    const here = new Set<string>(ports.rooms().map(({ id }) => id));
    const left = [...told.keys()].filter((id) => !here.has(id));
    for (const id of wishedRooms()) if (!here.has(id)) setWish(id, undefined);
    if (left.length === 0) return;
    await giveUpSubscription();
    target = undefined;
    told.clear();
    writeTold(told);
  }

  function tell(room: PushedRoom, mode: RingMode | undefined, told: Map<string, Told>): void {
    const known = told.get(room.id);
    if (mode === undefined || target === undefined) {
      if (known === undefined) return;
      if (room.transmit((channel) => encodeReachFrame({ kind: "unsubscribe", channel }))) {
        told.delete(room.id);
      }
      return;
    }
    const to = target;
    const what = `${mode} ${endpoint}`;
    if (known?.what === what && ports.now() - known.at < toldMillis) return;
    const frame = { kind: "subscribe", mode, ...to } as const;
    if (room.transmit((channel) => encodeReachFrame({ ...frame, channel }))) {
      told.set(room.id, { what, at: ports.now() });
    }
  }

  function sayLooking(told: ReadonlyMap<string, Told>): void {
    const looking = ports.isLookedAt();
    for (const room of ports.rooms()) {
      // Nobody looks, until told.
      if (!told.has(room.id) || (said.get(room.id) ?? false) === looking) continue;
      if (room.transmit((channel) => encodeReachFrame({ kind: "look", channel, looking }))) {
        said.set(room.id, looking);
      }
    }
  }

  async function once(): Promise<void> {
    const told = readTold();
    const wished = new Set(wishedRooms());
    if (wished.size === 0 && told.size === 0) return;
    await forgetLeft(told);
    const wants = ports.rooms().some((room) => modeOf(room, wished) !== undefined);
    if (wants && target === undefined && pushAbility() === "granted") await subscribe();
    for (const room of ports.rooms()) tell(room, modeOf(room, wished), told);
    writeTold(told);
    sayLooking(told);
  }

  async function run(): Promise<void> {
    do {
      again = false;
      await once();
    } while (again);
    busy = undefined;
  }

  return {
    reconcile() {
      again = true;
      return (busy ??= run());
    },
    looked: () => sayLooking(readTold()),
    lost: () => said.clear(),
    async changed() {
      target = undefined;
      await this.reconcile();
    },
    subscribe,
  };
}
