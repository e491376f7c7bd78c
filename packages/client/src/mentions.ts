/** Mentions: whether a text calls somebody by name. */
import { foldText } from "./fold-text.ts";

/** Calls everybody. */
const everybody = "here";

/** In larger rooms calling everybody is the host's. */
export const smallRoom = 25;

/** What would make a name longer: letters, numbers, marks, and what joins or tints an emoji. */
const goesOn = /^[\p{L}\p{N}\p{M}_\u200d\p{Emoji_Modifier}]/u;
const wordBefore = /[\p{L}\p{N}_]$/u;

/**
 * Whether `text` holds `@name` or `@here`: whole names only ("@Ann" does not call Anna, and an
 * e-mail address calls nobody), whatever their case and accents.
 * @param callsAll false where `@here` of its author calls nobody
 */
export function mentions(text: string, name: string, callsAll = true): boolean {
  if (!text.includes("@") && !text.includes("\uff20")) return false;
  const folded = foldText(text);
  const names = [foldText(name.trim()), callsAll ? everybody : ""].filter((one) => one !== "");
  for (let at = folded.indexOf("@"); at >= 0; at = folded.indexOf("@", at + 1)) {
    if (wordBefore.test(folded.slice(Math.max(0, at - 2), at))) continue;
    for (const one of names) {
      if (!folded.startsWith(one, at + 1)) continue;
      const end = at + 1 + one.length;
      if (!goesOn.test(folded.slice(end, end + 2))) return true;
    }
  }
  return false;
}
