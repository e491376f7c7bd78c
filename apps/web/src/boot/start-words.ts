/** What words need once there is something to read: names kept apart, all letters, the makers' language. */
import type { AppState } from "../state.ts";
import { isolateEverywhere } from "../strings/isolate.ts";
import { watchForMakers } from "./makers-language.ts";
import { offerMoreLetters } from "./more-letters.ts";

export function startWords(state: AppState): void {
  isolateEverywhere();
  offerMoreLetters();
  watchForMakers(state);
}
