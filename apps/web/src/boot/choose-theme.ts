/** Choosing between Night and Noon: behind the first screen, which only shows what was chosen. */
import { memoryKeys, remember } from "./device-memory.ts";
import { type ThemeChoice, themeChoice } from "./theme.ts";

/** Chooses, and remembers it on this phone. */
export function chooseTheme(next: ThemeChoice): void {
  themeChoice.value = next;
  remember(memoryKeys.theme, next === "auto" ? undefined : next);
}
