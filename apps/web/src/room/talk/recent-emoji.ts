/** The emoji a person used lately, remembered on this device. */
import { memoryKeys, recall, remember } from "../../boot/device-memory.ts";

/** Two rows of a narrow phone. */
const kept = 12;

/** `list` with `emoji` in front: every emoji once, the oldest forgotten. */
export const withRecent = (list: readonly string[], emoji: string): readonly string[] =>
  [emoji, ...list.filter((one) => one !== emoji)].slice(0, kept);

/** The last used first. */
export const recentEmoji = (): readonly string[] =>
  (recall(memoryKeys.emoji) ?? "").split(" ").filter((one) => one !== "");

export const rememberEmoji = (emoji: string): void =>
  remember(memoryKeys.emoji, withRecent(recentEmoji(), emoji).join(" "));

/** The first emoji of a text, whole: with its skin tone, its flag or its family. */
export function firstEmoji(text: string): string | undefined {
  if (typeof Intl.Segmenter === "undefined") {
    return /\p{Extended_Pictographic}/u.exec(text)?.[0];
  }
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, 64))) {
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\u20e3/u.test(segment)) return segment;
  }
  return undefined;
}
