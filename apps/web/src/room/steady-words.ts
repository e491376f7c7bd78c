/** Own bubbles that keep their width from the first moment to "Sent". */
import type { AppState } from "../state.ts";
import { deliveryWord } from "./message-name.ts";

/**
 * Tells the styles how the line is, and the word whose place they keep: online a message is sent before
 * anybody could read what it was meanwhile, and three words one after the other would make its bubble jump.
 */
export function keepPlaceOfSent(state: AppState): void {
  const root = document.documentElement;
  state.line.subscribe((line) => {
    root.dataset["line"] = line?.lamp ?? "";
    root.style.setProperty("--sent", JSON.stringify(deliveryWord("sent")));
  });
}
