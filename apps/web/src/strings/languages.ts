/** Starts in the language of this phone. English is in the app itself, and costs nothing to wait for. */
import { memoryKeys, recall } from "../boot/device-memory.ts";
import { firstWords, languageTags } from "./first-words.ts";
import { tongue } from "./words.ts";

/** The first screen waits this long for its words: after that, English at once is better, ms. */
const waitMillis = 1_500;

/** Draws the screen in what was chosen here, or in the first language the browser asks for that we have. */
export function startLanguage(draw: () => void): void {
  tongue.draw = draw;
  const tag = [recall(memoryKeys.language) ?? [], navigator.languages]
    .flat()
    .map((name) => name.slice(0, 2))
    .find((name) => languageTags.includes(name));
  if (tag === undefined || tag === "en") return draw();
  // Two files at once: a chain of them would cost a slow network another round trip.
  const spoken = Promise.all([import("./speak.ts"), firstWords(tag)]).then(
    ([{ speak }, { first }]) => speak(tag, first),
  );
  tongue.behind = spoken.then(([behind]) => behind).catch(() => undefined);
  Promise.race([spoken, new Promise((resolve) => setTimeout(resolve, waitMillis))]).then(
    draw,
    draw,
  );
}
