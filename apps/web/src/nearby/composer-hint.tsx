/** Says in the empty field that a message reaches people nearby, as long as there is no other way. */
import { useEffect } from "preact/hooks";
import type { AppState } from "../state.ts";
import { nearbyWords } from "../strings/nearby-words.ts";
import { t } from "../strings/t.ts";
import { isNearby } from "./nearby-line.tsx";

export function ComposerHint({ state }: { readonly state: AppState }) {
  const near = isNearby(state);
  useEffect(() => {
    const field = document.querySelector<HTMLTextAreaElement>(".composer textarea");
    if (field === null || !near) return;
    field.placeholder = nearbyWords.composer;
    return () => {
      const waiting = state.line.peek()?.lamp === "waiting";
      field.placeholder = waiting ? t.composer.placeholderWaiting : t.composer.placeholder;
    };
  }, [near]);
  return null;
}
