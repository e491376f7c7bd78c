/** "Ana is typing…": one sentence for any number of people. */
import { talkWords } from "../../strings/talk-words.ts";

/** Undefined for nobody. */
export function typingWords(names: readonly string[]): string | undefined {
  const [one, other, third] = names;
  if (one === undefined) return undefined;
  if (other === undefined) return talkWords.typing.one(one);
  return third === undefined ? talkWords.typing.two(one, other) : talkWords.typing.many;
}
