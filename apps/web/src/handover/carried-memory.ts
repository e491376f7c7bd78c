/** What the app itself remembers and a person expects on the other phone: screen, name, emoji, language. */
import { memoryKeys, recall, remember } from "../boot/device-memory.ts";

const carried: readonly string[] = [
  memoryKeys.theme,
  memoryKeys.lastName,
  memoryKeys.emoji,
  memoryKeys.language,
];

export const readMemory = (): ReadonlyMap<string, string> =>
  new Map(
    carried.flatMap((key) => {
      const value = recall(key);
      return value === undefined ? [] : [[key, value]];
    }),
  );

/** Takes what came, and nothing that is not ours to carry. */
export function keepMemory(memory: ReadonlyMap<string, string>): void {
  for (const key of carried) {
    const value = memory.get(key);
    if (value !== undefined) remember(key, value);
  }
}
