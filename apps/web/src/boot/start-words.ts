/** What words need once there is something to read: their face and size, room above a keyboard, names kept apart, all letters, the makers' language. */
import type { AppState } from "../state.ts";
import { keepPlaceOfSent } from "../room/steady-words.ts";
import { isolateEverywhere } from "../strings/isolate.ts";
import { loadDisplayFace } from "./display-face.ts";
import { watchForMakers } from "./makers-language.ts";
import { offerMoreLetters } from "./more-letters.ts";
import { followPhoneLetters } from "./phone-letters.ts";
import { followKeyboard } from "./viewport.ts";

export function startWords(state: AppState): void {
  loadDisplayFace();
  followPhoneLetters();
  followKeyboard();
  isolateEverywhere();
  offerMoreLetters();
  keepPlaceOfSent(state);
  watchForMakers(state);
}
