/** Which words of an announcement somebody reads: all languages come along, and one is shown. */
import type { AnnouncementText } from "@festival-chat/protocol/wire";

const primary = (tag: string): string => tag.toLowerCase().split("-", 1)[0] ?? "";

/**
 * The words in the first of `wanted` that there are: the same region first, then the same language.
 * Whoever reads none of them gets the first, which the organiser put there.
 */
export function wordsFor(
  texts: readonly AnnouncementText[],
  wanted: readonly string[],
): AnnouncementText | undefined {
  for (const tag of wanted) {
    const same =
      texts.find(({ language }) => language.toLowerCase() === tag.toLowerCase()) ??
      texts.find(({ language }) => primary(language) === primary(tag));
    if (same !== undefined) return same;
  }
  return texts[0];
}

/** A language in its own words. */
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}
