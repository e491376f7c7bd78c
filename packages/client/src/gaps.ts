/** What a room remembers beside its record: gaps, and whether a relay is still to be healed. */
import { type RoomId, toSeq } from "@festival-chat/protocol/wire";
import type { MissingRange } from "./core/effect.ts";
import type { StoreChange } from "./ports.ts";

export const gapsKey = (room: RoomId): string => `gaps/${room}`;
export const healKey = (room: RoomId): string => `heal/${room}`;

export const gapsSetting = (room: RoomId, gaps: readonly MissingRange[]): StoreChange => ({
  kind: "putSetting",
  key: gapsKey(room),
  value: gaps.map(({ after, before }) => `${after}-${before}`).join(" "),
});

export const healSetting = (room: RoomId, healing: boolean): StoreChange => ({
  kind: "putSetting",
  key: healKey(room),
  value: healing ? "yes" : "",
});

/** Reads a stored setting; what cannot be read is left out. */
export function parseGaps(text: string): readonly MissingRange[] {
  const gaps: MissingRange[] = [];
  for (const [, after, before] of text.matchAll(/(?<!\S)([0-9]{1,15})-([0-9]{1,15})(?!\S)/g)) {
    gaps.push({ after: toSeq(Number(after)), before: toSeq(Number(before)) });
  }
  return gaps;
}
