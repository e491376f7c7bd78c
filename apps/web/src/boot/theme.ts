/** Night, Noon, or whatever the phone is set to. */
import { computed, effect, signal } from "@preact/signals";
import { memoryKeys, recall } from "./device-memory.ts";
import { watchMedia } from "./media.ts";

export const themeChoices = ["auto", "night", "noon"] as const;
export type ThemeChoice = (typeof themeChoices)[number];
export type Theme = "night" | "noon";

const parseChoice = (text: string | undefined): ThemeChoice =>
  themeChoices.find((choice) => choice === text) ?? "auto";

/** What the person chose: choose-theme.ts sets it. */
export const themeChoice = signal<ThemeChoice>(parseChoice(recall(memoryKeys.theme)));
const light = signal(false);

/** What is shown. */
export const theme = computed<Theme>(() => {
  if (themeChoice.value !== "auto") return themeChoice.value;
  return light.value ? "noon" : "night";
});

// The colour of the browser's own bars; the same as --ground in tokens.css.
const barColour: Record<Theme, string> = { night: "#11120e", noon: "#fff" };

/** Puts the theme and the size of letters on the page, and keeps the theme there. */
export function startTheme(): void {
  // Before anything is drawn: what is not a size is none to the browser either.
  document.documentElement.style.fontSize = recall(memoryKeys.textSize) ?? "";
  watchMedia("(prefers-color-scheme: light)", (matches) => {
    light.value = matches;
  });
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
    document.querySelector("[name=theme-color]")?.setAttribute("content", barColour[theme.value]);
  });
}
