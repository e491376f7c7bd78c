/** The colour of hands and faces that a person chose, remembered on this device. */
import { recall, remember } from "../../boot/device-memory.ts";
import { lateMemoryKeys } from "../../boot/late-memory-keys.ts";

/** Of the yellow one first, then the five of Unicode (UTS 51, section 2.4). */
export const skinTones = [
  "",
  "\u{1f3fb}",
  "\u{1f3fc}",
  "\u{1f3fd}",
  "\u{1f3fe}",
  "\u{1f3ff}",
] as const;

/** The emoji in this colour; what has none stays as it is. */
export function toned(emoji: string, tone: string): string {
  if (tone === "" || !/^\p{Emoji_Modifier_Base}/u.test(emoji)) return emoji;
  const [first = "", ...rest] = emoji;
  // The sign that asks for the coloured picture gives way to the colour itself.
  return first + tone + rest.filter((part) => part !== "\ufe0f").join("");
}

export const skinTone = (): string =>
  skinTones.find((tone) => tone === recall(lateMemoryKeys.skinTone)) ?? "";

export const rememberSkinTone = (tone: string): void =>
  remember(lateMemoryKeys.skinTone, tone === "" ? undefined : tone);
