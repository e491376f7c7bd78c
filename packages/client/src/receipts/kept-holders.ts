/** What is known of our messages on other phones, as this one keeps it from one start to the next. */
import type { ChainRun } from "@festival-chat/protocol/e2e";
import {
  chainTag,
  type DeviceTag,
  fromHex,
  parseId,
  type RoomId,
} from "@festival-chat/protocol/wire";
import * as bounds from "../core/bounds.ts";
import type { Holders } from "./holders.ts";

/** Ends with the room, so that leaving it forgets this as well. */
export const holdersKey = (room: RoomId): string => `holders/${room}`;

/** One line for each chain of each device: device, chain, first, last, last one seen. */
export const formatHolders = ({ held }: Pick<Holders, "held">): string =>
  held
    .flatMap(([device, runs]) =>
      runs
        .slice(-bounds.keptChains)
        .map(({ chain, from, to, seen = from - 1 }) => `${device} ${chain} ${from} ${to} ${seen}`),
    )
    .join("\n");

const line = /^([0-9a-f]+) ([0-9a-f]{16}) (\d{1,10}) (\d{1,10}) (-?\d{1,10})$/u;

/** Total: lines of another version of the app, or of a torn text, say nothing. */
export function parseHolders(text: string): readonly (readonly [DeviceTag, ChainRun])[] {
  return text.split("\n").flatMap((one) => {
    const [, deviceText = "", chainText = "", ...numbers] = line.exec(one) ?? [];
    const device = parseId("DeviceTag", deviceText);
    const chain = fromHex(chainText);
    const [from = 0, to = -1, seen = -1] = numbers.map(Number);
    if (!device.ok || chain === undefined || from > to || seen > to) return [];
    return [[device.value, { chain: chainTag(chain), from, to, seen }] as const];
  });
}
